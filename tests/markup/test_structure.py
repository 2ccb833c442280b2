"""A stored text has the form that the editor writes; its parts keep their names."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thinktank.markup import reading
from thinktank.markup.cleaning import clean
from thinktank.markup.lasting import without_ids
from thinktank.markup.structure import settle


def settled(html):
    return clean(settle(clean(html)))


def bare(html):
    return clean(without_ids(settled(html)))


def ids(html):
    return re.findall(r' id="([^"]*)"', html)


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("bare <em>x</em><p>y</p>tail", "<p>bare <em>x</em></p><p>y</p><p>tail</p>"),
        ("<ul><li>one<li>two</ul>", "<ul><li><p>one</p></li><li><p>two</p></li></ul>"),
        ("<ul>loose<li>x</ul>", "<ul><li><p>loose</p></li><li><p>x</p></li></ul>"),
        ("<ul></ul><p>x</p>", "<p>x</p>"),
        ("<li><ul><li>x</ul>", "<ul><li><p>x</p></li></ul>"),
        ("<ul><li><ul><li>x</ul></ul>", "<ul><li><p></p><ul><li><p>x</p></li></ul></li></ul>"),
        ("<blockquote>x</blockquote>", "<blockquote><p>x</p></blockquote>"),
        ("<em><p>x</p></em>", "<p>x</p>"),
        (
            "<table><thead><tr><th>a</thead><tr><td>b</table>after",
            ('<figure data-table=""><table><tbody><tr><th><p>a</p></th></tr><tr><td><p>b</p></td></tr>'
            "</tbody></table><figcaption></figcaption></figure><p>after</p>"),
        ),
        (
            '<figure data-image="3" data-table=""><p>stray</p><figcaption><p>a</p><p>b</p></figcaption></figure>',
            '<figure data-image="3"><figcaption>a<br>b</figcaption></figure><p>stray</p>',
        ),
        ("<figure><figcaption>x</figcaption></figure>", "<p>x</p>"),
        (
            "<p>a<foot-note>b <em>c</em><foot-note>d</foot-note></foot-note> e</p>",
            "<p>a<foot-note>b <em>c</em>d</foot-note> e</p>",
        ),
        (
            "<foot-note><p>a</p><p>b</p></foot-note>",
            "<p><foot-note>a<br>b</foot-note></p>",
        ),
        ("<p>a<strong></strong>b</p>", "<p>ab</p>"),
        ("<p>\n one\n two <em>three\n</em>\n</p>\n\n<p>x</p>", "<p>one two <em>three </em></p><p>x</p>"),
    ],
)  # fmt: skip
def test_what_stands_oddly_is_put_right(written, stored):
    assert bare(written) == stored


def test_what_is_nested_deeper_than_anybody_writes_is_flattened_and_keeps_its_words():
    html = settled("<ul><li>" * 60 + "x" + "<table><tr><td>y<table><tr><td>z</table></table>")
    assert html.count("<ul>") <= 12
    assert "x" in html
    assert bare("<table><tr><td>y<table><tr><td>z</table></table>") == (
        '<figure data-table=""><table><tbody><tr><td><p>y</p><p>z</p></td></tr></tbody></table>'
        "<figcaption></figcaption></figure>"
    )
    assert bare("<p><em>a<em>b</em></em></p>") == "<p><em>ab</em></p>"


def test_paragraphs_headings_figures_and_notes_get_names_and_cells_do_not():
    html = settled(
        "<h2>Who pays?</h2><p>x<foot-note>n</foot-note></p><ul><li>y</ul><table><tr><td>z</table>"
    )
    assert [each[:2] for each in ids(html)] == ["h-", "p-", "n-", "p-", "f-"]
    assert "h-who-pays" in ids(html)
    assert "<td><p>z</p></td>" in html


def test_names_stay_when_the_text_around_them_changes():
    before = settled("<h2>Part</h2><p>one</p><p>two</p><p>three</p>")
    first, second, third = ids(before)[1:]
    after = settled(before.replace("two", "quite another").replace("<h2", "<p>new</p><h2"))
    assert ids(after)[2:] == [first, second, third]


def test_equal_paragraphs_have_different_names_and_a_copied_name_stays_with_the_first():
    assert len(set(ids(settled("<p>x</p><p>x</p><p>x</p>")))) == 3
    copied = settled('<p id="p-abc123">x</p><p id="p-abc123">x</p>')
    assert ids(copied)[0] == "p-abc123" != ids(copied)[1]


def test_the_same_text_gets_the_same_names_every_time():
    text = "<h2>A</h2><h2>A</h2><p>x<foot-note>n</foot-note><foot-note>n</foot-note></p>"
    assert settled(text) == settled(text)
    assert ids(settled(text))[:2] == ["h-a", "h-a-2"]


def test_giving_names_changes_nothing_that_is_read():
    text = clean('<p>x id="p-abc123" <foot-note>n</foot-note></p><h2>A &amp; B</h2>')
    assert clean(without_ids(settled(text))) == text


TAGS = ["p", "h2", "h4", "ul", "ol", "li", "blockquote", "figure", "figcaption", "table", "tr",
        "td", "th", "em", "a", "foot-note", "span", "br"]  # fmt: skip
pieces = st.one_of(
    st.sampled_from([f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS]),
    st.sampled_from(['<figure data-image="1">', '<figure data-table="">', '<p id="p-aaaaaa">',
                     '<foot-note id="n-aaaaaa">', '<figure data-embed="link">']),
    st.text("ab \u00a0\u0627", max_size=4),
)  # fmt: skip


@given(st.lists(pieces, max_size=40).map("".join))
@settings(max_examples=400, deadline=None)
def test_settling_twice_changes_nothing_and_loses_no_word_and_no_note(html):
    cleaned = clean(html)
    once = clean(settle(cleaned))
    assert clean(settle(once)) == once
    # What stands beside a caption follows its figure, so the order may change.
    words = sorted("".join(reading.parse(cleaned).text_content().split()))
    assert sorted("".join(reading.parse(once).text_content().split())) == words
    names = ids(once)
    assert len(names) == len(set(names))
    depth = [
        node for node in reading.parse(cleaned).iter("foot-note")
        if not reading.within(node, "foot-note")
    ]  # fmt: skip
    if once:  # a text without any word is no text
        assert once.count("<foot-note") == len(depth)


def test_names_do_not_make_a_text_too_long():
    paragraphs = "".join(f"<p>{number}</p>" for number in range(33_000))
    assert 380_000 < len(paragraphs) < 500_000 < len(settled(paragraphs))
    assert clean(settled(paragraphs)) == settled(paragraphs)
