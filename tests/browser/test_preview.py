"""The live preview in a browser: beside the form and on its own tab, as one types; and the advice."""

import pytest

from articles.models import Article
from articles.states import Role
from tests.browser.desk import Desk
from tests.make import make_article, make_image, make_institute, make_kind, make_person, make_user
from thinktank.library.models import Image

PARAGRAPHS = "".join(
    f'<p id="p-{number:06}">Paragraph {number}. {"Word " * 60}</p>' for number in range(30)
)


def frame(desk):
    """The page within the panel, once it is there."""
    desk.page.wait_for_selector("#preview iframe")
    found = desk.page.query_selector("#preview iframe").content_frame()
    found.wait_for_selector(".preview-notice")
    return found


def shows(place, words):
    place.get_by_text(words).first.wait_for(state="attached")


def test_what_is_typed_is_shown_beside_the_form_and_nothing_is_saved(writing):
    desk = writing("<p>The river rose.</p>", title="As it is kept")
    stored = Article.objects.values_list("title", "body").get(pk=desk.article.pk)
    desk.press("Preview")
    inside = frame(desk)
    shows(inside, "The river rose.")
    desk.fill("Title", "As it is typed")
    shows(inside, "As it is typed")
    assert inside.title().startswith("Preview: As it is typed")
    desk.text.click()
    desk.keys("Control+End")
    desk.page.keyboard.type(" And it fell.")
    shows(inside, "The river rose. And it fell.")
    assert inside.get_by_text("Preview: readers do not see this.").is_visible()
    assert Article.objects.values_list("title", "body").get(pk=desk.article.pk) == stored


def test_choices_with_search_and_rows_are_shown_too(writing):
    make_person(name="Zarmeen Keenjhari")
    desk = writing("<p>x</p>")
    desk.press("Preview")
    inside = frame(desk)
    desk.page.locator("#bylines-group .add-row a").click()
    desk.choose("bylines-1-person", "Zar")
    shows(inside, "Zarmeen Keenjhari")


def test_the_place_of_reading_stays_and_what_did_not_change_is_the_same_element(writing):
    desk = writing(PARAGRAPHS)
    desk.press("Preview")
    inside = frame(desk)
    shows(inside, "Paragraph 29.")
    inside.evaluate("""() => {
        const kept = document.getElementById("p-000020");
        kept.scrollIntoView({ behavior: "instant" });
        window.kept = kept;
        window.stood = kept.getBoundingClientRect().top;
    }""")
    desk.text.click()
    desk.keys("Control+Home")
    desk.page.keyboard.type("A new beginning. ")
    shows(inside, "A new beginning.")
    assert inside.evaluate('window.kept === document.getElementById("p-000020")')
    moved = inside.evaluate("Math.abs(window.kept.getBoundingClientRect().top - window.stood)")
    assert moved < 40, moved


def test_the_page_is_drawn_as_a_desk_or_a_telephone_shows_it(writing):
    desk = writing("<p>x</p>")
    desk.press("Preview")
    inside = frame(desk)
    room = desk.page.locator(".preview-place").bounding_box()["width"]
    assert inside.evaluate("innerWidth") == 1280
    assert desk.page.locator("#preview iframe").bounding_box()["width"] <= room
    desk.press("Phone")
    assert inside.evaluate("innerWidth") == 390
    assert inside.evaluate("document.documentElement.scrollWidth") == 390
    # Both are remembered.
    desk.page.reload()
    assert frame(desk).evaluate("innerWidth") == 390
    desk.press("Close the preview")
    desk.page.reload()
    desk.page.wait_for_selector("#at-body .ProseMirror")
    assert not desk.page.locator("#preview").is_visible()


def test_its_own_tab_follows_the_form_and_goes_on_after_saving(writing):
    desk = writing("<p>The river rose.</p>", title="First")
    with desk.page.expect_popup() as opened:
        desk.press("Preview on its own tab")
    tab = opened.value
    shows(tab, "The river rose.")
    desk.fill("Title", "Second")
    tab.get_by_role("heading", name="Second").wait_for()
    desk.save()
    desk.fill("Title", "Third")
    tab.get_by_role("heading", name="Third").wait_for()
    tab.close()


def test_a_new_piece_is_shown_before_it_is_saved(writing):
    make_kind(code="memo", name="Memo")
    desk = writing("<p>x</p>")
    desk.go("/admin/articles/article/add/?kind=memo")
    desk.press("Preview")
    inside = frame(desk)
    desk.fill("Title", "Not there yet")
    desk.write("First words.")
    shows(inside, "First words.")
    shows(inside, "Not there yet")
    shows(inside, "Memo")
    assert not Article.objects.filter(title="Not there yet").exists()


def test_links_do_not_lead_out_of_the_frame_and_notes_open_in_it(writing):
    desk = writing(
        '<p>See <a href="/about/">us</a><foot-note id="n-aaaaaa">Gauge 4.</foot-note>.</p>'
    )
    desk.press("Preview")
    inside = frame(desk)
    here = inside.url
    inside.locator('[role="doc-noteref"]').click()
    inside.locator(".note-here", has_text="Gauge 4.").wait_for()
    with desk.page.context.expect_page() as opened:
        inside.get_by_role("link", name="us", exact=True).click()
    opened.value.close()
    assert inside.url == here
    # The page is a 404 for this institute; that is the other tab's business.
    assert desk.page.url.endswith("/change/")


def test_what_is_to_fix_follows_the_text_and_leads_to_its_place(writing):
    desk = writing(PARAGRAPHS + '<h3 id="h-who-pays">Who pays</h3><p>x</p>')
    link = desk.page.locator("#advice a", has_text="Make it level 2")
    assert link.is_visible()
    link.click()
    desk.until("document.getSelection().anchorNode?.parentElement.closest('h3') !== null")
    assert desk.page.locator("#at-body h3").is_visible()
    desk.tool("Style").click()
    desk.page.get_by_role("menuitemradio", name="Heading 2").click()
    link.wait_for(state="detached")
    shows(desk.page, "Nothing stands in the way of publication.")
    # Advice about a paragraph that was never saved leads there, too.
    desk.text.click()
    desk.keys("Control+Home")
    desk.page.keyboard.insert_text("word " * 41 + ".")
    desk.keys("Enter")
    desk.page.locator("#advice .hints summary").click()
    desk.page.locator("#advice a", has_text="A sentence of 41 words").click()
    desk.until("document.getSelection().anchorNode?.textContent.startsWith('word word')")


def test_another_page_leads_to_a_place_in_the_text(writing):
    desk = writing(PARAGRAPHS + '<h3 id="h-who-pays">Who pays</h3><p>x</p>')
    desk.go(f"/admin/articles/article/{desk.article.pk}/change/?at=h-who-pays#at-body")
    desk.until("document.getSelection().anchorNode?.parentElement.closest('h3') !== null")


@pytest.mark.django_db(transaction=True)
def test_publishing_waits_for_its_pictures_by_itself(live_server, page):
    make_institute(second_person_clears=False)
    article = make_article(lead_image=make_image())
    Image.objects.update(made=["8.jpg"])
    desk = Desk(page, live_server)
    desk.enter(make_user(role=Role.PUBLISHER))
    desk.go(f"/admin/articles/article/{article.pk}/step/publish/")
    shows(page, "1 picture is still being prepared")
    page.locator("[data-waited]", has_text="You have waited").wait_for()
    Image.objects.get().draw_renditions()
    desk.press("Publish now")
    page.wait_for_selector("text=Readers see this now.")
    assert not desk.said


def test_on_a_telephone_the_preview_covers_the_form_until_it_is_closed(writing):
    desk = writing("<p>The river rose.</p>")
    desk.page.set_viewport_size({"width": 390, "height": 844})
    desk.page.reload()
    desk.press("Preview")
    inside = frame(desk)
    desk.press("Phone")
    shows(inside, "The river rose.")
    box = desk.page.locator("#preview").bounding_box()
    assert (box["width"], box["height"]) == (390, 844)
    assert desk.page.evaluate("document.documentElement.scrollWidth") == 390
    desk.page.get_by_role("button", name="Close the preview").focus()
    desk.keys("Escape")
    assert not desk.page.locator("#preview").is_visible()
    assert desk.page.evaluate("document.activeElement.textContent") == "Preview"
