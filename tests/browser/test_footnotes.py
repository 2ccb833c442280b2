"""Notes in the editor: written where they are cited, numbered at once, listed under the text."""

import re

import pytest

from articles.models import Article
from tests.browser.notes import (
    FIRST,
    SECOND,
    TEXT,
    THIRD,
    has,
    notes,
    number,
    pause,
    select,
    words,
)
from tests.make import make_image

# -- writing --


def test_a_note_is_written_where_it_is_cited(writing):
    desk = writing("<p>One two.</p>")
    select(desk, "p", 3, 3)
    desk.tool("Note").click()
    desk.type("see ")
    desk.keys("Control+i")
    desk.type("Ibid.")
    desk.keys("Control+i", "Enter")
    desk.type("More.")
    desk.keys("Escape")
    desk.type(",")
    assert has(desk, "see <em>Ibid.</em><br>More.")
    desk.save()
    body = Article.objects.get().body
    given = re.sub(r' id="[pn]-[0-9a-z]+"', "", body)
    assert given == "<p>One<foot-note>see <em>Ibid.</em><br>More.</foot-note>, two.</p>"
    assert desk.written == body


def test_the_keyboard_alone_writes_opens_and_leaves_a_note(writing):
    desk = writing(TEXT)
    desk.caret("p:last-of-type")
    desk.keys("Control+Alt+f")
    desk.type("the fourth")
    desk.keys("Escape", "ArrowLeft", "Enter")
    desk.type("!")
    # Letters on a selected number go into its words, not in its place.
    desk.keys("Escape", "ArrowLeft")
    desk.page.keyboard.type("?")
    assert has(desk, FIRST, SECOND, THIRD, "the fourth!?")
    # Out of the words by arrows: behind the number, and before it.
    desk.keys("ArrowRight")
    desk.type(" Behind.")
    desk.keys(*["ArrowLeft"] * 8, "ArrowLeft", "Enter", "Home", "ArrowLeft")
    desk.type(" Before")
    assert re.search(r"End\. Before<foot-note>the fourth!\?</foot-note> Behind\.</p>", desk.written)


def test_tab_goes_from_the_words_to_the_buttons_and_on(writing):
    desk = writing(TEXT)
    number(desk, 3).click()
    desk.keys("Tab")
    assert desk.page.evaluate("document.activeElement.textContent") == "Done"
    desk.keys("Enter")
    desk.type("!")
    assert f"{THIRD}</foot-note>!</p>" in desk.written
    assert not desk.text.locator(".note-panel").nth(2).is_visible()
    number(desk, 2).click()
    desk.text.get_by_role("button", name="Remove note").click()
    assert has(desk, FIRST, THIRD)


def test_a_note_has_its_number_for_a_name_and_says_when_it_is_empty(writing):
    desk = writing(TEXT)
    for at in (1, 2, 3):
        assert number(desk, at).get_attribute("aria-label") == f"Note {at}"
    said = desk.page.locator("#at-body .note-list + [role=status]")
    number(desk, 2).click()
    assert said.inner_text() == "Note 2"
    desk.keys("Escape")
    assert said.inner_text() == ""
    desk.caret("p:last-of-type")
    desk.keys("Control+Alt+f")
    assert number(desk, 4).get_attribute("aria-label") == "Note 4, empty"
    assert desk.page.get_by_role("group", name="Note 4").is_visible()
    desk.type("words")
    assert number(desk, 4).get_attribute("aria-label") == "Note 4"


def test_no_note_stands_in_a_note(writing):
    desk = writing(TEXT)
    number(desk, 1).click()
    desk.page.wait_for_selector("[data-tool=note][aria-disabled=true]")
    desk.keys("Control+Alt+f")
    assert has(desk, FIRST, SECOND, THIRD)
    # A paragraph with a note, pasted into a note, gives its words.
    desk.select("p:nth-of-type(2)")
    desk.keys("Control+c")
    number(desk, 1).click()
    desk.keys("Control+v")
    assert has(desk, f"{FIRST}Four five {THIRD}", SECOND, THIRD)


def test_a_line_break_at_the_end_of_a_note_is_written_after(writing):
    desk = writing(TEXT)
    number(desk, 2).click()
    desk.keys("Enter", "Enter")
    desk.page.keyboard.type("new line")
    assert has(desk, FIRST, f"{SECOND}<br><br>new line", THIRD)


@pytest.mark.parametrize("key", ["Backspace", "Delete"])
def test_deleting_stops_at_the_edge_of_the_words(writing, key):
    desk = writing(TEXT)
    number(desk, 2).click()
    desk.keys("Home" if key == "Backspace" else "End", key, key)
    assert has(desk, FIRST, SECOND, THIRD)
    desk.keys("Control+a", "Backspace")
    assert has(desk, FIRST, "", THIRD)
    desk.keys("Backspace")
    assert has(desk, FIRST, THIRD)


# -- numbers --


def test_numbers_follow_every_change_at_once(writing):
    picture = make_image()
    desk = writing(
        "<p>a<foot-note>in the text</foot-note></p>"
        '<figure data-table=""><table><tbody><tr><th scope="col"><p>b<foot-note>in a heading cell'
        "</foot-note></p></th><td><p>c<foot-note>in a cell</foot-note></p></td></tr></tbody></table>"
        "<figcaption>d<foot-note>under the table</foot-note></figcaption></figure>"
        f'<figure data-image="{picture.pk}"><figcaption>e<foot-note>under the picture</foot-note>'
        "</figcaption></figure><blockquote><p>f<foot-note>in a quotation</foot-note></p></blockquote>"
        "<ul><li><p>g<foot-note>in a list</foot-note></p></li></ul>"
    )
    all_of_them = ["in the text", "in a heading cell", "in a cell", "under the table",
                   "under the picture", "in a quotation", "in a list"]  # fmt: skip
    assert has(desk, *all_of_them)
    desk.caret("p", at="start")
    desk.keys("Control+Alt+f")
    desk.type("before all")
    desk.keys("Escape")
    assert has(desk, "before all", *all_of_them)
    pause(desk)
    number(desk, 3).click()
    desk.text.get_by_role("button", name="Remove note").locator("visible=true").click()
    assert has(desk, "before all", "in the text", *all_of_them[2:])
    desk.keys("Control+z")
    assert has(desk, "before all", *all_of_them)
    desk.keys("Control+z", "Control+z")
    assert has(desk, *all_of_them)
    desk.keys("Control+Shift+z", "Control+Shift+z", "Control+Shift+z")
    assert has(desk, "before all", "in the text", *all_of_them[2:])


def test_the_open_words_of_a_cell_s_note_are_not_cut_off_by_the_table(writing):
    desk = writing(
        '<figure data-table=""><table><tbody><tr><td><p>a<foot-note>words</foot-note></p></td>'
        "<td><p>b</p></td></tr></tbody></table><figcaption></figcaption></figure><p>End.</p>"
    )
    number(desk, 1).click()
    panel = desk.text.locator(".note-panel").bounding_box()
    assert panel["width"] > 400
    done = desk.text.get_by_role("button", name="Done")
    done.click()  # it is on top: nothing covers it
    assert not done.is_visible()


def test_typing_far_away_touches_no_note(writing):
    many = "".join(f"<p>word {at}<foot-note>note {at}</foot-note></p>" for at in range(150))
    desk = writing(f"<p>First.</p>{many}")
    before = notes(desk.written)
    desk.page.evaluate(
        """window.touched = 0;
        const watch = new MutationObserver((all) => { touched += all.length; });
        for (const note of document.querySelectorAll(".note, .note-list"))
          watch.observe(note, { subtree: true, childList: true, attributes: true, characterData: true });"""
    )
    desk.caret("p")
    desk.page.keyboard.type(" typed")
    desk.page.wait_for_timeout(400)
    assert desk.page.evaluate("touched") == 0
    assert notes(desk.written) == before
    assert len(before) == 150


# -- the list, and small screens --


def test_all_notes_are_listed_and_lead_to_their_places(writing):
    desk = writing(TEXT)
    fold = desk.page.locator("#at-body .note-list")
    assert fold.locator("summary").inner_text() == "Notes (3)"
    fold.locator("summary").click()
    assert fold.get_by_role("listitem").all_inner_texts() == ["see Ibid., p. 3", SECOND, THIRD]
    fold.get_by_role("button", name=SECOND).click()
    assert words(desk).inner_text() == SECOND
    desk.type("!")
    desk.until("document.querySelector('.note-list li:nth-child(2)').innerText === 'the second!'")
    desk.keys("Control+a", "Backspace")
    desk.until("document.querySelector('.note-list li:nth-child(2)').innerText === 'Empty'")


def test_on_a_telephone_the_words_stand_at_the_bottom(writing):
    desk = writing(TEXT)
    desk.page.set_viewport_size({"width": 390, "height": 800})
    number(desk, 1).click()
    box = desk.text.locator(".note-panel").first.bounding_box()
    assert (box["x"], box["width"], box["y"] + box["height"]) == (0, 390, 800)
    desk.text.get_by_role("button", name="Done").click()
    assert not desk.text.locator(".note-panel").first.is_visible()
