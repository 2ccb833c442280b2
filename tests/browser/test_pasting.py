"""Pasting from Word, Google Docs and web pages, with a real clipboard event in Chromium."""

from pathlib import Path

import pytest

from articles.models import Article
from articles.states import Role
from tests.browser.desk import Desk
from tests.make import make_article, make_institute, make_user

SAMPLES = Path(__file__).resolve().parent.parent / "foreign"
PASTE = """([html, text]) => {
  const data = new DataTransfer();
  if (html) data.setData("text/html", html);
  data.setData("text/plain", text);
  const place = document.querySelector(".ProseMirror[contenteditable=true]");
  place.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def draft(live_server):
    make_institute()
    return make_article(body="<p>First words.</p><p>Last words.</p>")


@pytest.fixture
def desk(page, live_server, draft):
    desk = Desk(page, live_server)
    desk.enter(make_user(role=Role.EDITOR))
    desk.go(f"/admin/articles/article/{draft.pk}/change/")
    page.wait_for_selector("#at-body .ProseMirror")
    return desk


def caret_after(page, words):
    """The caret to the end of the paragraph with these words."""
    page.locator(".ProseMirror p", has_text=words).first.click()
    page.keyboard.press("End")


def paste(page, html, text="plain words"):
    page.evaluate(PASTE, [html, text])
    page.wait_for_selector(".editor-pasting", state="detached")


def text_of(page):
    return page.evaluate("document.querySelector('#at-body .ProseMirror').innerText")


def saved(desk, draft):
    desk.page.locator(".rail-buttons").get_by_role("button", name="Save", exact=True).click()
    desk.page.wait_for_selector(".messagelist .success")
    return Article.objects.get(pk=draft.pk).body


def test_a_text_from_word_keeps_its_structure_and_its_notes(desk, draft):
    caret_after(desk.page, "First words.")
    paste(desk.page, (SAMPLES / "word.html").read_text())
    notice = desk.page.locator(".editor-notice")
    assert "A gauge by a canal" in notice.inner_text()
    notice.get_by_role("button", name="Put away").click()
    assert not notice.is_visible()
    body = saved(desk, draft)
    assert body.count("<foot-note") == 3
    for part in ("<h2", "<h3", "<ul>", '<ol start="3">', "<blockquote>", '<th scope="col">',
                 "<em>The Ledger of Waters</em>", 'lang="ur"'):  # fmt: skip
        assert part in body, part
    assert "First words.</p>" in body  # a heading that is pasted behind it is a heading still
    assert body.index("First words.") < body.index("Reading the river") < body.index("Last words.")
    assert not desk.said


def test_one_step_takes_a_paste_back_and_nothing_else(desk):
    page = desk.page
    caret_after(page, "First words.")
    page.keyboard.type(" Typed.")
    paste(page, (SAMPLES / "google-docs.html").read_text())
    assert "What the gauges say" in text_of(page)
    page.keyboard.press("Control+z")
    assert "What the gauges say" not in text_of(page)
    assert "First words. Typed." in text_of(page)


def test_words_typed_while_the_desk_thinks_stay_where_they_were_typed(desk, draft):
    page = desk.page
    page.route("**/article/paste/", lambda route: (page.wait_for_timeout(400), route.continue_()))
    caret_after(page, "First words.")
    page.evaluate(PASTE, ["<p><i>pasted</i></p>", "pasted"])
    assert "Pasting…" in page.locator(".editor-notice").inner_text()
    caret_after(page, "Last words.")
    page.keyboard.type(" Meanwhile.")
    page.wait_for_selector(".editor-pasting", state="detached")
    page.keyboard.type(" After.")
    body = saved(desk, draft)
    assert "First words.<em>pasted</em></p>" in body
    assert "Last words. Meanwhile. After.</p>" in body


def test_what_is_selected_is_replaced(desk, draft):
    page = desk.page
    page.locator(".ProseMirror p", has_text="First words.").click(click_count=3)
    paste(page, "<span>Other words</span>")
    assert "First words" not in text_of(page)
    assert "Other words" in text_of(page)


def test_plain_text_and_text_of_this_editor_do_not_ask_the_desk(desk):
    page, asked = desk.page, []
    page.on(
        "request", lambda request: asked.append(request.url) if "/paste/" in request.url else None
    )
    caret_after(page, "First words.")
    paste(page, "", text="one\n\ntwo")
    assert "one\n" in text_of(page)
    paste(page, '<p data-pm-slice="1 1 []">own <strong>words</strong></p>')
    assert "own words" in text_of(page)
    assert not asked


def test_without_an_answer_the_browser_reads_it_and_says_so(desk):
    page = desk.page
    page.route("**/article/paste/", lambda route: route.abort())
    caret_after(page, "First words.")
    paste(page, "<h2>Some heading</h2><p>Some <b>words</b></p>")
    assert "Some heading" in text_of(page)
    assert "did not answer" in page.locator(".editor-notice").inner_text()


def test_too_long_a_text_is_refused_with_a_sentence(desk):
    page = desk.page
    caret_after(page, "First words.")
    paste(page, "<p>" + "x" * 8_000_001)
    assert "8,000,000 fit" in page.locator(".editor-notice").inner_text()
    assert "xxx" not in text_of(page)


def test_pasting_into_a_note_leaves_one_note_of_plain_lines(desk, draft):
    page = desk.page
    caret_after(page, "First words.")
    page.keyboard.press("Control+Alt+f")
    paste(page, "<p>Ledger, <i>p. 12</i></p><p>second</p>")
    body = saved(desk, draft)
    assert "Ledger, <em>p. 12</em><br>second</foot-note>" in body
    assert body.count("<foot-note") == 1
