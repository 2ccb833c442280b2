"""The editor itself: it begins, keeps a text as it is, has tools for hands and keyboards, and counts."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.make import make_person, make_theme

WORDS = '<p id="p-aaaaaa">One two three.</p>'
ODD = (
    '<p id="p-aaaaaa">Two  spaces,\na break,&nbsp;a “quote” &amp; <em>more</em>\u202f%.</p>\n'
    '<h2 id="h-here">Here</h2>'
)


def test_opening_and_saving_leaves_every_byte(writing):
    desk = writing(ODD)
    before = desk.written
    desk.text.click()
    desk.keys("ArrowRight", "End", "Tab")
    assert desk.written == before
    desk.save()
    desk.article.refresh_from_db()
    stored = desk.article.body
    desk.save()
    desk.article.refresh_from_db()
    assert desk.article.body == stored
    assert "a “quote” &amp; <em>more</em>\u202f%." in stored


def test_what_is_undone_gives_the_old_bytes_back(writing):
    desk = writing(ODD)
    before = desk.written
    desk.caret("h2")
    desk.type(" and there")
    assert "Here and there</h2>" in desk.written
    desk.keys("Control+z")
    assert desk.written == before


def test_the_field_is_written_before_anybody_reads_the_form(writing):
    desk = writing(WORDS)
    desk.caret("p")
    desk.type(" Four.")
    read = "field => new FormData(field.form).get('body')"
    assert "Four." in desk.page.locator("#id_body").evaluate(read)
    desk.type(" Five.")
    desk.save()
    desk.article.refresh_from_db()
    assert desk.article.body == '<p id="p-aaaaaa">One two three. Four. Five.</p>'


def test_a_change_is_announced_once_the_typing_pauses(writing):
    desk = writing(WORDS)
    desk.page.evaluate(
        "window.heard = []; document.addEventListener('editor:changed',"
        " ({target, detail}) => heard.push([target.id, Boolean(detail.editor), target.value]))"
    )
    desk.caret("p")
    desk.page.keyboard.type(" more words", delay=15)
    assert desk.page.evaluate("heard.length") == 0
    desk.until("heard.length")
    [[field, has_editor, value]] = desk.page.evaluate("heard")
    assert (field, has_editor) == ("id_body", True)
    assert "more words" in value


def test_every_field_has_the_parts_of_its_schema(writing):
    desk = writing(WORDS)
    names = desk.tools.get_by_role("button").all_inner_texts()
    assert {"Note", "Table…", "Quote", "Pull quote"} <= {name.strip() for name in names}
    person = make_person()
    desk.go(f"/admin/people/person/{person.pk}/change/")
    bar = desk.page.get_by_role("toolbar")
    bar.wait_for()
    names = {name.strip() for name in bar.get_by_role("button").all_inner_texts()}
    assert {"B", "I", "Link…", "List"} <= names
    assert not {"Note", "Table…", "Quote", "Paragraph"} & names


def test_the_tools_are_one_tab_stop_and_walked_with_arrows(writing):
    desk = writing(WORDS)
    desk.caret("p")
    desk.keys("Shift+Tab")
    focused = "document.activeElement.dataset.tool"
    assert desk.page.evaluate(focused) == "style"
    desk.keys("ArrowRight")
    assert desk.page.evaluate(focused) == "bold"
    desk.keys("End")
    assert desk.page.evaluate(focused) == "remark"
    desk.keys("ArrowRight", "ArrowRight")
    assert desk.page.evaluate(focused) == "bold"
    desk.keys("Tab")
    assert desk.page.evaluate("document.activeElement.isContentEditable")
    desk.keys("Alt+F10")
    assert desk.page.evaluate(focused) == "bold"
    desk.keys("Escape")
    assert desk.page.evaluate("document.activeElement.isContentEditable")


def test_tools_say_what_is_on_and_which_key_does_it(writing):
    desk = writing(WORDS)
    bold = desk.tool("Bold")
    assert bold.get_attribute("aria-pressed") == "false"
    assert bold.get_attribute("aria-keyshortcuts") == "Control+B"
    desk.select("p")
    desk.keys("Control+b")
    desk.page.wait_for_selector('[data-tool="bold"][aria-pressed="true"]')
    assert "<strong>One two three.</strong>" in desk.written
    assert desk.tool("Undo").get_attribute("aria-disabled") is None
    assert desk.tool("Redo").get_attribute("aria-disabled") == "true"


def test_words_and_minutes_are_counted_as_readers_meet_them(writing):
    note = '<foot-note id="n-aaaaaa">a note of six words here</foot-note>'
    desk = writing(f"<p>{'word ' * 476}</p><p>last{note} one</p>")
    count = desk.page.locator("#at-body .editor-count")
    assert count.inner_text() == "478 words · 3 minutes to read"
    assert count.get_attribute("aria-live") == "off"
    desk.caret("p:last-child")
    desk.type(" more")
    desk.until("document.querySelector('#at-body .editor-count').textContent.startsWith('479 ')")


def test_full_screen_covers_the_page_and_escape_leaves(writing):
    desk = writing(WORDS)
    desk.tool("Write in full screen").focus()
    desk.keys("Enter")
    box = desk.page.locator("#at-body .editor").bounding_box()
    assert (box["x"], box["y"], box["width"]) == (0, 0, desk.page.viewport_size["width"])
    desk.type("Calm. ")
    assert "Calm." in desk.written
    desk.keys("Shift+Tab", "Shift+Tab")
    assert desk.page.evaluate("!document.activeElement.closest('.column [id^=at-title]')")
    desk.caret("p")
    desk.keys("Escape")
    assert desk.page.locator("#at-body .editor.is-full").count() == 0
    assert desk.page.locator("[inert]").count() == 0


def test_a_place_in_the_text_can_be_gone_to(writing):
    far = "".join(f"<p>Paragraph {number}.</p>" for number in range(60))
    desk = writing(f'{far}<h2 id="h-goal">Goal</h2>{far}')
    go = """([field, place]) => import('/static/admin_site/editor/places.js')
            .then(({goTo}) => goTo(document.getElementById(field), place))"""
    for place in ({"id": "h-goal"}, {"block": 60}):
        desk.page.evaluate("scrollTo(0, 0)")
        assert desk.page.evaluate(go, ["id_body", place]) is True
        desk.until("document.querySelector('#h-goal').getBoundingClientRect().top < innerHeight")
        desk.until("getSelection().anchorNode?.parentElement.closest('h2')?.id === 'h-goal'")
    assert desk.page.evaluate(go, ["id_body", {"id": "p-nowhere"}]) is False


def test_the_text_is_in_the_language_of_the_piece(writing):
    desk = writing("<p>متن</p>", language="ur")
    assert desk.text.get_attribute("dir") == "rtl"
    assert desk.text.get_attribute("lang") == "ur"
    desk.unfold("Address, language, dates")
    desk.page.locator("[name=language]").select_option("en-gb")
    assert desk.text.get_attribute("dir") == "ltr"


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_the_form_is_without_a_fault_for_axe(writing, width, scheme):
    desk = writing(f"<h2>Head</h2>{WORDS}<blockquote><p>Said.</p></blockquote>")
    make_theme()
    desk.page.emulate_media(color_scheme=scheme)
    desk.page.set_viewport_size({"width": width, "height": 800})
    desk.caret("p")
    desk.page.wait_for_timeout(200)
    faults = Axe().run(desk.page).response["violations"]
    assert not [(each["id"], each["nodes"][0]["html"][:160]) for each in faults]
    assert desk.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    desk.keys("Control+k")
    faults = Axe().run(desk.page).response["violations"]
    assert not [(each["id"], each["nodes"][0]["html"][:160]) for each in faults]
