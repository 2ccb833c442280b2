"""Links: checked as they are typed, completed or explained; our own pages by words."""

from articles.states import Status
from tests.make import make_article

TWO = '<p id="p-aaaaaa">First words.</p><p id="p-bbbbbb">Second words.</p>'


def link_words(desk, *, address):
    desk.keys("Control+k")
    desk.page.get_by_role("dialog").wait_for()
    desk.type(address)


def test_a_bare_address_is_completed_and_an_old_one_warned_of(writing):
    desk = writing(TWO)
    dialog = desk.page.get_by_role("dialog")
    for typed, said, href in [
        ("example.org/report", "Links to https://example.org/report", "https://example.org/report"),
        ("press@example.org", "Links to mailto:press@example.org", "mailto:press@example.org"),
        ("+92 51 555 0100", "Links to tel:+92515550100", "tel:+92515550100"),
        ("http://example.org/", "Not encrypted.", "http://example.org/"),
        (f"{desk.server.url}/about/", "Links to /about/", "/about/"),
    ]:
        desk.select("p")
        link_words(desk, address=typed)
        assert said in dialog.inner_text()
        desk.answer()
        assert f'<a href="{href}">First words.</a>' in desk.written
        desk.keys("Control+z")


def test_what_no_reader_could_follow_is_explained_and_not_linked(writing):
    desk = writing(TWO)
    desk.select("p")
    dialog = desk.page.get_by_role("dialog")
    link_words(desk, address="javascript:alert(1)")
    assert "This begins with javascript:." in dialog.inner_text()
    for typed, said in [
        ("javascript:alert(1)", "This begins with javascript:."),
        ("https://", "This address is not complete."),
        ("//example.org/", "Write the whole address"),
        ("/admin/articles/", "This is a page of the desk"),
        ("name@", "Choose one of our pages"),
        ("", "Give an address"),
    ]:
        dialog.get_by_role("combobox").fill(typed)
        desk.keys("Enter")
        assert said in dialog.inner_text(), typed
        assert dialog.get_by_role("combobox").get_attribute("aria-invalid") == "true"
    desk.keys("Escape")
    assert desk.written == TWO
    assert desk.page.evaluate("document.activeElement.isContentEditable")


def test_our_own_pages_are_found_by_words_and_linked_within_the_site(writing):
    piece = make_article(title="Ports, Pledges and Patience", status=Status.PUBLISHED)
    make_article(title="Ports of the draft")
    desk = writing(TWO)
    desk.caret("p:last-child")
    desk.type(" ")
    link_words(desk, address="ports pled")
    options = desk.page.get_by_role("listbox", name="Our pages").get_by_role("option")
    options.first.wait_for()
    assert [each.inner_text() for each in options.all()] == [
        "Ports, Pledges and Patience Commentary"
    ]
    desk.keys("ArrowDown", "Enter")
    desk.answer()
    link = f'<a href="{piece.get_absolute_url()}">Ports, Pledges and Patience</a>'
    assert desk.written.endswith(f"Second words. {link}</p>")


def test_a_link_is_changed_and_removed(writing):
    desk = writing(
        '<p id="p-aaaaaa">See <a href="https://example.org/" title="Old">the old page</a>.</p>'
    )
    desk.caret("a", at="start")
    desk.keys("ArrowRight", "Control+k")
    dialog = desk.page.get_by_role("dialog", name="Change the link")
    dialog.get_by_role("combobox").fill("https://example.com/")
    desk.answer()
    link = '<a href="https://example.com/" title="Old">the old page</a>'
    assert desk.written == f'<p id="p-aaaaaa">See {link}.</p>'
    desk.caret("a", at="start")
    desk.keys("ArrowRight", "Control+k")
    dialog.get_by_role("button", name="Remove the link").press("Enter")
    assert desk.written == '<p id="p-aaaaaa">See the old page.</p>'


def test_an_address_pasted_over_words_links_them(writing):
    desk = writing(TWO)
    desk.caret("p:last-child")
    desk.keys("Enter")
    desk.type("https://example.org/a?b=1&c=2")
    desk.keys("Shift+Home", "Control+x")
    desk.select("p")
    desk.keys("Control+v")
    assert '<a href="https://example.org/a?b=1&amp;c=2">First words.</a>' in desk.written
