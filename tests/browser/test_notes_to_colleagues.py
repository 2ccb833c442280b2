"""Notes to colleagues in a browser: on words of the text, a row, the whole; answered, settled, mailed."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from articles import noting
from articles.models import Article, Note
from articles.states import Role, Status
from tests.browser.desk import Desk
from tests.browser.notes import select
from tests.make import make_article, make_institute, make_person, make_user

BODY = (
    '<p id="p-aaaaaa">The river has two banks.</p><p id="p-bbbbbb">The delta has none.</p>'
    '<h2 id="h-sources">Sources</h2><p id="p-cccccc">Gauges were read twice.</p>'
)


def colleague(name, role=Role.EDITOR):
    user = make_user(role=role, person=make_person(name=name))
    user.email = f"{user.username}@institute.example"
    user.save()
    return user


def note_tool(desk):
    return desk.tool("Note to colleagues")


def write(desk, text):
    """Into the dialog that is open, and send it."""
    dialog = desk.page.get_by_role("dialog", name="Note to colleagues")
    dialog.get_by_role("textbox").fill(text)
    dialog.get_by_role("button", name="Write note").click()
    dialog.wait_for(state="detached")


def thread(desk, words):
    return desk.page.locator("#remarks .threads > li", has_text=words)


def marked(desk):
    return desk.text.locator(".has-remarks").all_inner_texts()


def place(thread_of):
    """Where the note stands on the list: its quoted words, and what is said of its place."""
    return thread_of.locator(".about").inner_text(), thread_of.locator(".gone").is_visible()


def test_a_note_stays_with_its_paragraph_that_is_split_moved_and_edited(writing):
    desk = writing(BODY)
    select(desk, "p", 4, 9)
    note_tool(desk).click()
    write(desk, "Which one?")
    note = Note.objects.get()
    assert (note.anchor, note.quoted) == ("p-aaaaaa", "river")
    assert thread(desk, "Which one?").is_visible()
    assert marked(desk) == ["The river has two banks."]
    # Split: the note stays with the first part.
    desk.caret("#p-aaaaaa", at="start")
    desk.keys(*["ArrowRight"] * 9, "Enter")
    assert marked(desk) == ["The river"]
    # Edited.
    desk.caret("#p-aaaaaa", at="end")
    desk.type(" Indus")
    assert marked(desk) == ["The river Indus"]
    # Moved: cut with its line and put under the last paragraph.
    desk.caret("#p-aaaaaa", at="start")
    desk.keys("Shift+ArrowDown", "Control+x")
    desk.until("!document.querySelector('.has-remarks')")
    desk.until("!document.querySelector('#remarks .gone').hidden")
    desk.caret("#p-cccccc")
    desk.keys("Enter", "Control+v")
    desk.until("document.querySelector('#remarks .gone').hidden")
    assert marked(desk) == ["The river Indus"]
    desk.save()
    desk.page.wait_for_selector(".has-remarks")
    body = Article.objects.get(pk=desk.article.pk).body
    assert re.search(r'twice\.</p><p id="p-aaaaaa">The river Indus', body)
    assert marked(desk) == ["The river Indus"]
    assert place(thread(desk, "Which one?")) == ("“river”", False)


def test_the_mark_is_never_part_of_the_text(writing):
    desk = writing(BODY)
    noting.write(desk.article, desk.article.created_by, "Hm.", anchor="p-aaaaaa")
    desk.page.reload()
    desk.page.wait_for_selector(".has-remarks")
    assert desk.text.locator(".has-remarks").get_attribute("aria-description")
    assert desk.written == BODY
    desk.caret("#p-aaaaaa")
    desk.type("!")
    assert desk.written == BODY.replace("banks.", "banks.!")


def test_a_paragraph_that_is_not_saved_yet_can_have_a_note(writing):
    desk = writing(BODY)
    desk.caret("#p-cccccc")
    desk.keys("Enter")
    desk.until("document.querySelector('[data-tool=remark]').ariaDisabled === 'true'")
    desk.type("Quite new.")
    desk.keys("Control+Alt+m")
    write(desk, "Is it needed?")
    assert place(thread(desk, "Is it needed?")) == ("“Quite new.”", False)
    desk.save()
    desk.page.wait_for_selector(".has-remarks")
    note = Note.objects.get()
    assert f'<p id="{note.anchor}">Quite new.</p>' in Article.objects.get(pk=desk.article.pk).body
    assert place(thread(desk, "Is it needed?")) == ("“Quite new.”", False)


def test_from_the_mark_to_the_thread_and_back(writing):
    desk = writing(BODY + "".join(f"<p>Filling {n}.</p>" for n in range(40)))
    noting.write(desk.article, desk.article.created_by, "Hm.", anchor="p-bbbbbb", quoted="delta")
    desk.page.reload()
    desk.page.wait_for_selector(".has-remarks")
    box = desk.text.locator(".has-remarks").bounding_box()
    desk.page.mouse.click(box["x"] + box["width"] + 6, box["y"] + box["height"] / 2)
    desk.until("document.activeElement.matches('#remarks .threads > li')")
    desk.caret("p:last-child")
    thread(desk, "Hm.").get_by_role("link", name="delta").click()
    desk.until("document.activeElement.isContentEditable")
    box = desk.text.locator("#p-bbbbbb").bounding_box()
    assert 0 <= box["y"] <= 720
    # By keyboard, from the whole screen.
    desk.tool("Write in full screen").click()
    desk.caret("#p-bbbbbb")
    desk.choose_in_menu("Note to colleagues", "Go to: Hm.")
    desk.until("document.activeElement.matches('#remarks .threads > li')")
    assert not desk.page.locator(".editor.is-full").count()


def test_answer_settle_and_open_again_leave_what_is_typed_in_the_form(writing):
    desk = writing(BODY)
    zarmeen = colleague("Zarmeen Keenjhari")
    noting.write(desk.article, zarmeen, "Is it so?", anchor="p-aaaaaa")
    noting.write(desk.article, zarmeen, "And this?")
    desk.page.reload()
    desk.page.wait_for_selector(".has-remarks")
    desk.fill("Title", "Typed and not saved")
    desk.caret("#p-cccccc")
    desk.type(" Typed too.")
    page = desk.page
    page.get_by_label("Answer to: And this?").fill("Half an answer")
    page.get_by_label("Answer to: Is it so?").fill("It is.")
    thread(desk, "Is it so?").get_by_role("button", name="Answer", exact=True).click()
    thread(desk, "Is it so?").locator(".answers", has_text="It is.").wait_for()
    assert page.get_by_label("Answer to: Is it so?").input_value() == ""
    assert page.get_by_label("Answer to: And this?").input_value() == "Half an answer"
    page.get_by_role("button", name="Settle: Is it so?").click()
    page.wait_for_selector("text=Settled (1)")
    assert marked(desk) == []
    assert page.locator("#remarks h2 .count").inner_text() == "1"
    assert page.get_by_label("Answer to: And this?").input_value() == "Half an answer"
    page.locator("summary", has_text="Settled (1)").click()
    page.get_by_role("button", name="Open again: Is it so?").click()
    page.wait_for_selector("text=Settled (1)", state="detached")
    assert marked(desk) == ["The river has two banks."]
    assert page.get_by_label("Title", exact=True).input_value() == "Typed and not saved"
    assert "Typed too." in desk.written
    page.get_by_label("Answer to: And this?").fill("")
    desk.save()
    assert Article.objects.get(pk=desk.article.pk).title == "Typed and not saved"


def test_a_name_after_an_at_is_offered_and_mailed(writing, mailoutbox):
    desk = writing(BODY)
    zarmeen = colleague("Zarmeen Keenjhari")
    colleague("Élodie Vautrane-Marsh")
    desk.page.reload()
    desk.page.wait_for_selector("#at-body .ProseMirror")
    box = desk.page.get_by_label("On the whole")
    box.focus()
    desk.type("Please, @elo")
    offered = desk.page.get_by_role("listbox", name="Colleagues").get_by_role("option")
    assert offered.all_inner_texts() == ["Élodie Vautrane-Marsh"]
    desk.keys("Escape")
    assert not offered.count()
    box.fill("")
    desk.type("Is it long enough, @ke")
    assert offered.all_inner_texts() == ["Zarmeen Keenjhari"]
    desk.keys("Enter")
    desk.type("?")
    assert box.input_value() == "Is it long enough, @Zarmeen Keenjhari ?"
    desk.keys("Control+Enter")
    thread(desk, "Is it long enough").wait_for()
    assert box.input_value() == ""
    (mail,) = mailoutbox
    assert mail.to == [zarmeen.email]
    note = Note.objects.get()
    assert f"#note-{note.pk}" in mail.body
    # The link of the mail leads to the thread.
    desk.go(f"/admin/articles/article/{desk.article.pk}/change/#note-{note.pk}")
    desk.page.wait_for_selector("#at-body .ProseMirror")
    assert thread(desk, "Is it long enough").bounding_box()["y"] < 720


def test_a_note_on_a_row_and_on_a_section(writing):
    desk = writing(BODY, by=[make_person(name="Noor-un-Nisa Mehrgarhi")])
    page = desk.page
    page.get_by_role("link", name="Note to colleagues about: Noor-un-Nisa Mehrgarhi").click()
    write(desk, "Which post?")
    assert thread(desk, "Which post?").locator(".about").inner_text() == (
        "Who wrote it: Noor-un-Nisa Mehrgarhi")  # fmt: skip
    page.get_by_role("link", name="Note to colleagues about: Where it belongs").click()
    write(desk, "Under water, too?")
    assert thread(desk, "Under water").locator(".about a").get_attribute("href") == "#at-kind"
    assert set(Note.objects.values_list("place", "row")) == {
        ("bylines", desk.article.bylines.get().pk), ("kind", None)}  # fmt: skip


def test_a_note_that_cannot_be_sent_stays_where_it_was_typed(writing):
    desk = writing(BODY)
    page = desk.page
    box = page.get_by_label("On the whole")
    box.fill("   ")
    page.get_by_role("button", name="Write note").click()
    page.wait_for_selector("text=Nothing is written yet.")
    page.route("**/notes/", lambda route: route.abort())
    box.fill("A long thought")
    page.get_by_role("button", name="Write note").click()
    page.wait_for_selector("text=The desk does not answer.")
    assert box.input_value() == "A long thought"
    select(desk, "p", 4, 9)
    note_tool(desk).click()
    dialog = page.get_by_role("dialog", name="Note to colleagues")
    dialog.get_by_role("textbox").fill("Another thought")
    dialog.get_by_role("button", name="Write note").click()
    dialog.get_by_text("The desk does not answer.").wait_for()
    desk.keys("Escape")
    page.unroute("**/notes/")
    select(desk, "p", 4, 9)
    note_tool(desk).click()
    assert dialog.get_by_role("textbox").input_value() == "Another thought"
    dialog.get_by_role("button", name="Write note").click()
    thread(desk, "Another thought").wait_for()
    assert box.input_value() == "A long thought"
    box.fill("")
    assert Note.objects.count() == 1
    # What the browser itself says of a request that was not let through.
    desk.said = [said for said in desk.said if "ERR_FAILED" not in said and "400" not in said]


def test_who_only_reads_writes_about_selected_words(live_server, page, transactional_db):
    make_institute()
    author = colleague("Sahiba", role=Role.AUTHOR)
    article = make_article(body=BODY, status=Status.REVIEW, created_by=author)
    theirs = noting.write(article, colleague("Zarmeen Keenjhari"), "Two?", anchor="p-aaaaaa")
    desk = Desk(page, live_server)
    desk.enter(author)
    desk.go(f"/admin/articles/article/{article.pk}/change/")
    page.locator(".remark-mark").wait_for()
    page.locator(".remark-mark").click()
    desk.until(f"document.activeElement.id === 'note-{theirs.pk}'")
    page.locator(".reading #p-bbbbbb").evaluate(
        "(node) => getSelection().setBaseAndExtent(node.firstChild, 4, node.firstChild, 9)"
    )
    page.get_by_role("button", name="Note to colleagues…").click()
    write(desk, "Is it one?")
    note = Note.objects.get(by=author)
    assert (note.anchor, note.quoted) == ("p-bbbbbb", "delta")
    assert page.locator(".remark-mark").all_inner_texts() == ["1 note", "1 note"]
    thread(desk, "Is it one?").get_by_role("link", name="delta").click()
    assert page.evaluate("location.hash") == "#p-bbbbbb"
    assert not desk.said


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("status", [Status.DRAFT, Status.REVIEW])
def test_form_and_page_of_the_notes_can_be_read_by_everybody(
    browser, live_server, transactional_db, width, status
):
    make_institute()
    author = colleague("Sahiba", role=Role.AUTHOR)
    article = make_article(body=BODY, status=status, created_by=author, language="ur")
    first = noting.write(article, author, "Two?", anchor="p-aaaaaa", quoted="two banks")
    noting.write(article, author, "I read three.", parent=first)
    noting.write(article, author, "Gone.", anchor="p-zzzzzz", quoted="old words")
    noting.resolve(noting.write(article, author, "Done."), author)
    # axe is put into the page by the test, which the policy would rightly refuse.
    page = browser.new_page(bypass_csp=True, viewport={"width": width, "height": 900})
    desk = Desk(page, live_server)
    desk.enter(author)
    for where in ("change", "notes"):
        desk.go(f"/admin/articles/article/{article.pk}/{where}/")
        page.wait_for_load_state("networkidle")
        found = Axe().run(page).response["violations"]
        assert not [(fault["id"], fault["nodes"][0]["html"]) for fault in found], where
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_without_scripts_notes_are_written_on_their_own_page(
    browser, live_server, transactional_db
):
    make_institute()
    author = colleague("Sahiba", role=Role.AUTHOR)
    article = make_article(body=BODY, created_by=author)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    desk = Desk(page, live_server)
    desk.enter(author)
    desk.go(f"/admin/articles/article/{article.pk}/change/")
    with context.expect_page() as opened:
        page.get_by_role("link", name="All notes on a page of their own").click()
    own = opened.value
    own.get_by_label("About").select_option("p-bbbbbb")
    own.get_by_label("Note", exact=True).fill("Which delta?")
    own.get_by_role("button", name="Write note").click()
    own.get_by_label("Answer to: Which delta?").fill("The Indus.")
    own.get_by_role("button", name="Answer", exact=True).click()
    own.get_by_role("button", name="Settle: Which delta?").click()
    own.wait_for_selector("text=Settled (1)")
    note = Note.objects.get(parent=None)
    assert (note.anchor, note.resolved_by, note.replies.count()) == ("p-bbbbbb", author, 1)
    context.close()
