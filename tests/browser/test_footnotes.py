"""Notes in the editor: whatever one does to the text, none is lost and none has a wrong number."""

import re

import lxml.html
import pytest

from articles.models import Article
from tests.make import make_image

FIRST, SECOND, THIRD = "see <em>Ibid.</em>, p. 3", "the second", "the third"
TEXT = (
    f'<p id="p-aaaaaa">One<foot-note id="n-aaaaaa">{FIRST}</foot-note> two three.</p>'
    f'<h2 id="h-head">Head<foot-note id="n-bbbbbb">{SECOND}</foot-note></h2>'
    f'<p id="p-bbbbbb">Four five<foot-note id="n-cccccc">{THIRD}</foot-note></p>'
    '<p id="p-cccccc">End.</p>'
)


def notes(html):
    """What stands in each note, in the order of the text."""
    tree = lxml.html.fragment_fromstring(html, create_parent="div")
    found = [
        lxml.html.tostring(note, encoding="unicode", with_tail=False)
        for note in tree.iter("foot-note")
    ]
    assert not [note for note in tree.iter("foot-note") if note.find(".//foot-note") is not None]
    return [re.sub(r"^<foot-note[^>]*>|</foot-note>$", "", note) for note in found]


def number(desk, which):
    return desk.text.locator(".note-number").nth(which - 1)


def words(desk):
    """The words of the note that is open."""
    return desk.text.locator(".note.is-open .note-text")


def has(desk, *expected):
    """These are the notes, on the screen and in what would be sent, numbered as they stand."""
    numbers = desk.text.locator(".note-number").all_inner_texts()
    assert numbers == [str(at) for at in range(1, len(expected) + 1)]
    assert notes(desk.written) == list(expected)
    return True


def select(desk, selector, start, end):
    """Select letters of the first text in an element, as dragging over them does."""
    desk.text.locator(selector).first.evaluate(
        """(element, [start, end]) => {
            element.closest(".ProseMirror").focus();
            const text = document.createTreeWalker(element, NodeFilter.SHOW_TEXT).nextNode();
            getSelection().setBaseAndExtent(text, start, text, end);
        }""",
        [start, end],
    )
    desk.page.wait_for_timeout(30)


def slowly(desk, *keys):
    """Keys that move the caret, as fast as a hand: the editor hears of it a moment later."""
    for key in keys:
        desk.keys(key)
        desk.page.wait_for_timeout(30)


def pause(desk):
    """So long that what follows is a step of its own in the history."""
    desk.page.wait_for_timeout(600)


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
    slowly(desk, "Escape", "ArrowLeft", "Enter")
    desk.type("!")
    # Letters on a selected number go into its words, not in its place.
    slowly(desk, "Escape", "ArrowLeft")
    desk.page.keyboard.type("?")
    assert has(desk, FIRST, SECOND, THIRD, "the fourth!?")
    # Out of the words by arrows: behind the number, and before it.
    slowly(desk, "ArrowRight")
    desk.type(" Behind.")
    slowly(desk, *["ArrowLeft"] * 8, "ArrowLeft", "Enter", "Home", "ArrowLeft")
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


# -- moving --


def test_a_copied_paragraph_brings_a_copy_of_its_note(writing):
    desk = writing(TEXT)
    desk.select("p")
    desk.keys("Control+c")
    desk.caret("p:last-of-type")
    desk.keys("Control+v")
    assert has(desk, FIRST, SECOND, THIRD, FIRST)
    html = desk.written
    assert html.count('id="n-aaaaaa"') == 1
    assert html.index('id="n-aaaaaa"') < html.index("the second")
    desk.keys("Control+z")
    assert has(desk, FIRST, SECOND, THIRD)


def test_what_is_cut_and_pasted_elsewhere_is_numbered_anew_and_keeps_its_id(writing):
    desk = writing(TEXT)
    desk.select("p")
    desk.keys("Control+x")
    assert has(desk, SECOND, THIRD)
    desk.caret("p:last-of-type")
    desk.keys("Control+v")
    assert has(desk, SECOND, THIRD, FIRST)
    assert desk.written.count('id="n-aaaaaa"') == 1
    desk.keys("Control+z", "Control+z")
    assert has(desk, FIRST, SECOND, THIRD)


def test_words_copied_out_of_a_note_are_plain_words(writing):
    desk = writing(TEXT)
    number(desk, 2).click()
    desk.keys("Control+a", "Control+c")
    desk.caret("p:last-of-type")
    desk.keys("Control+v")
    assert has(desk, FIRST, SECOND, THIRD)
    assert "End.the second</p>" in desk.written


def test_a_number_is_dragged_to_another_place(writing):
    desk = writing(TEXT)
    end = desk.text.locator("p", has_text="End.")
    number(desk, 1).drag_to(end, target_position={"x": 2, "y": 12})
    assert has(desk, SECOND, THIRD, FIRST)
    assert desk.written.endswith(f'<foot-note id="n-aaaaaa">{FIRST}</foot-note>End.</p>')
    desk.keys("Control+z")
    assert has(desk, FIRST, SECOND, THIRD)


def test_the_mouse_selects_words_of_a_note_without_moving_it(writing):
    desk = writing(TEXT)
    number(desk, 2).click()
    words(desk).dblclick(position={"x": 12, "y": 14})
    desk.type("a")
    assert has(desk, FIRST, "a second", THIRD)


def test_a_selection_takes_a_note_whole_or_stays_in_it(writing):
    desk = writing(TEXT)
    number(desk, 2).click()
    slowly(desk, "Home", *["Shift+ArrowRight"] * 12, *["Shift+ArrowDown"] * 3)
    desk.type("new words")
    assert has(desk, FIRST, "new words", THIRD)
    select(desk, "p", 2, 2)
    slowly(desk, *["Shift+ArrowRight"] * 3, "Delete")
    assert has(desk, "new words", THIRD)
    assert "Ontwo three." in desk.written
    desk.keys("Control+z")
    assert has(desk, FIRST, "new words", THIRD)


def test_backspace_takes_a_note_away_and_undo_brings_it_back(writing):
    desk = writing(TEXT)
    desk.caret("p:nth-of-type(2)")
    desk.keys("Backspace")
    assert has(desk, FIRST, SECOND)
    desk.keys("Control+z")
    assert has(desk, FIRST, SECOND, THIRD)
    desk.keys("Control+Shift+z")
    assert has(desk, FIRST, SECOND)


def test_text_and_notes_have_one_history(writing):
    desk = writing(TEXT)
    desk.caret("p:last-of-type")
    desk.type(" A")
    pause(desk)
    number(desk, 2).click()
    desk.type(" B")
    pause(desk)
    desk.caret("p:last-of-type")
    desk.type(" C")
    desk.keys("Control+z")
    assert has(desk, FIRST, f"{SECOND} B", THIRD)
    desk.keys("Control+z")
    assert has(desk, FIRST, SECOND, THIRD)
    assert "End. A<" in desk.written
    desk.keys("Control+z")
    assert desk.written == TEXT
    # One more than there is to do again changes nothing.
    desk.keys(*["Control+Shift+z"] * 4)
    assert has(desk, FIRST, f"{SECOND} B", THIRD)
    assert "End. A C<" in desk.written


def test_a_mark_on_a_passage_leaves_its_notes_alone(writing):
    desk = writing(TEXT)
    desk.select("p")
    desk.keys("Control+b")
    assert has(desk, FIRST, SECOND, THIRD)
    assert "<strong>One</strong><foot-note" in desk.written
    desk.keys("Control+a", "Control+i")
    assert has(desk, FIRST, SECOND, THIRD)
    number(desk, 2).click()
    desk.keys("Control+a", "Control+i")
    assert has(desk, FIRST, f"<em>{SECOND}</em>", THIRD)


# -- keeping --


def test_an_earlier_text_put_back_has_its_own_notes(writing):
    desk = writing(TEXT)
    number(desk, 2).click()
    desk.type(" changed")
    desk.select("p:last-of-type")
    desk.keys("Backspace")
    desk.page.evaluate(
        """async (text) => {
            const { editorOf } = await import("/static/admin_site/editor/places.js");
            editorOf(document.getElementById("id_body")).commands.setContent(text);
        }""",
        TEXT,
    )
    assert has(desk, FIRST, SECOND, THIRD)
    assert desk.written == TEXT
    desk.keys("Control+z")
    assert notes(desk.written)[1] == f"{SECOND} changed"


def test_notes_are_the_same_after_saving_and_opening_again(writing):
    desk = writing(TEXT)
    desk.caret("p:last-of-type")
    desk.keys("Control+Alt+f")
    desk.type("new")
    desk.save()
    stored = Article.objects.get().body
    assert notes(stored) == [FIRST, SECOND, THIRD, "new"]
    assert len(set(re.findall(r'id="(n-[0-9a-z]+)"', stored))) == 4
    assert has(desk, FIRST, SECOND, THIRD, "new")
    desk.page.reload()
    desk.page.wait_for_selector("#at-body .ProseMirror")
    assert desk.written == stored
    assert has(desk, FIRST, SECOND, THIRD, "new")


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
