"""A text with three notes, and what a person does with the notes of a text."""

import re

import lxml.html

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


def pause(desk):
    """So long that what follows is a step of its own in the history."""
    desk.page.wait_for_timeout(600)
