"""Whatever one does to the text, no note is lost and none has a wrong number."""

import re

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
    desk.keys("Home", *["Shift+ArrowRight"] * 12, *["Shift+ArrowDown"] * 3)
    desk.type("new words")
    assert has(desk, FIRST, "new words", THIRD)
    select(desk, "p", 2, 2)
    desk.keys(*["Shift+ArrowRight"] * 3, "Delete")
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
