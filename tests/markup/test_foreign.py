"""Text from Word, Google Docs, LibreOffice and web pages becomes ours: structure, words and notes."""

import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.markup.test_cleaning import faults
from tests.payloads import each
from thinktank.markup import reading
from thinktank.markup.cleaning import clean
from thinktank.markup.foreign import translate
from thinktank.markup.lasting import without_ids
from thinktank.markup.structure import settle

SAMPLES = Path(__file__).resolve().parent.parent / "foreign"
NAMES = sorted(path.stem for path in SAMPLES.glob("*.html"))


def sample(name):
    return translate((SAMPLES / f"{name}.html").read_text())


def html(text, **kwargs):
    return translate(text, **kwargs).html


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_is_in_the_stored_form_and_stays_so(name):
    made = sample(name).html
    assert clean(made) == made
    assert not faults(made)
    assert html(made) == made
    settled = reading.parse(without_ids(settle(made)))
    assert settled.text_content() == reading.parse(made).text_content()
    assert [node.tag for node in settled.iter()] == [
        node.tag for node in reading.parse(made).iter()
    ]


@pytest.mark.parametrize(
    ("name", "notes"),
    [
        ("word", 3),
        ("libreoffice", 2),
        ("google-docs-web-page", 2),
        ("encyclopaedia", 3),
        ("pandoc", 2),
    ],
)
def test_footnotes_stand_where_they_are_cited_and_nowhere_else(name, notes):
    made = sample(name)
    assert made.notes == made.html.count("<foot-note>") == notes
    assert made.html.rstrip().endswith(("</p>", "</figure>"))
    outside = re.sub(r"<foot-note>.*?</foot-note>", "", made.html)
    for words in ("second paragraph", "Fieldwork", "endnote", "References", "↩", "[1]"):
        assert words not in outside


def test_a_note_keeps_its_italics_links_and_paragraphs():
    assert (
        '<foot-note>See <em>The Ledger of Waters</em>, p.&nbsp;12, at <a href="https://ledger.example/12">'
        "its page</a>.<br>A second paragraph of the same note.</foot-note>"
    ) in sample("word").html


def test_a_note_cited_twice_stands_twice_without_the_letters_that_lead_back():
    note = "<foot-note>Keeper, A. (2019). <em>The Ledger of Waters</em>.</foot-note>"
    assert sample("encyclopaedia").html.count(note) == 2


def test_a_heading_that_leads_back_to_the_contents_is_no_note():
    made = html(
        '<p><a href="#one" id="to-one">Part one</a></p><h2 id="one">Part one <a href="#to-one">↑</a></h2><p>x'
    )
    assert "foot-note" not in made
    assert "<h2>Part one</h2>" in made


def test_the_number_of_a_note_that_was_not_copied_stays_and_is_named():
    made = translate('<p>Twice.<a href="#_ftn4" name="_ftnref4">[4]</a></p>')
    assert made.html == "<p>Twice.[4]</p>"
    assert "1 note" in made.left_out[0]


def test_the_number_that_word_prints_before_a_heading_goes():
    assert "<h3>Three habits</h3>" in sample("word").html


def test_words_lists_are_lists():
    assert (
        "<ul><li><p>Read the gauge.</p><ul><li><p>At dawn.</p></li></ul></li><li><p>Write it down.</p></li></ul>"
        '<ol start="3"><li><p>The third of a numbered row.</p></li></ol>'
    ) in sample("word").html


def test_lists_of_word_on_the_web_are_one_list():
    item = '<div class="ListContainerWrapper"><{0}><li data-listid="1" aria-level="{1}"><p>{2}</p></li></{0}></div>'
    made = html(item.format("ul", 1, "a") + item.format("ul", 2, "b") + item.format("ul", 1, "c"))
    assert made == "<ul><li><p>a</p><ul><li><p>b</p></li></ul></li><li><p>c</p></li></ul>"


def test_a_list_directly_in_a_list_belongs_to_the_item_before():
    assert (
        "<li><p>Read the gauge.</p><ul><li><p>At dawn.</p></li></ul></li>"
        in sample("google-docs").html
    )


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("123", "234"),
        ("135", "234"),
        ("23", "23"),
        ("24", "23"),
        ("3", "3"),
        ("12345", "23444"),
        ("6", "4"),
    ],
)
def test_headings_keep_their_order_within_the_levels_there_are(given, wanted):
    made = html("".join(f"<h{level}>x</h{level}>" for level in given))
    assert "".join(re.findall(r"<h(\d)", made)) == wanted


@pytest.mark.parametrize(
    "given",
    [
        '<p class="MsoTitle">x</p>',
        '<p class="Heading1">x</p>',
        '<p role="heading" aria-level="1">x</p>',
    ],
)
def test_a_paragraph_styled_as_a_heading_is_one(given):
    assert html(given) == "<h2>x</h2>"


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ('<b style="font-weight:normal"><p>x</p></b>', "<p>x</p>"),
        ('<span style="font-weight:700">x</span>', "<p><strong>x</strong></p>"),
        ('<span style="font-style:italic">x</span>y', "<p><em>x</em>y</p>"),
        ('H<span style="vertical-align:sub">2</span>O', "<p>H<sub>2</sub>O</p>"),
        ("<b>a</b><b>b</b> <b>c</b>", "<p><strong>ab c</strong></p>"),
        ("<h2><b>All bold</b></h2>", "<h2>All bold</h2>"),
        ("a<br><br>b<br>c<br>", "<p>a</p><p>b<br>c</p>"),
        ("<p>&nbsp;</p><p> </p><p>x</p>", "<p>x</p>"),
        ("<pre>a\nb</pre>", "<p>a<br>b</p>"),
        ("<li>a</li>", "<ul><li><p>a</p></li></ul>"),
        ("<blockquote>a<h2>b</h2></blockquote>", "<blockquote><p>a</p><p><strong>b</strong></p></blockquote>"),
        ("<table><tr><td><p>a</p><p>b</p></td></tr></table>", "<p>a</p><p>b</p>"),
        ('<a href="https://www.google.com/url?q=https://a.example/%3Fb&sa=D">x</a>',
         '<p><a href="https://a.example/?b">x</a></p>'),
        ('<a href="about:blank">x</a>', "<p>x</p>"),
        ('<a href="https://a.example/"><img alt="w" src="x"></a>y', "<p>y</p>"),
        ("<p>it’s “so” – 10&nbsp;%, non­breaking‑hyphen", "<p>it’s “so” – 10&nbsp;%, non­breaking‑hyphen</p>"),
    ],
)  # fmt: skip
def test_looks_go_and_meaning_stays(given, wanted):
    assert html(given) == wanted


def test_tables_keep_headings_spans_and_captions_and_flatten_what_is_within():
    made = sample("web-page").html
    assert '<th scope="col" colspan="2"><p>Readings</p></th>' in made
    assert '<th scope="row"><p>Upper</p></th>' in made
    assert "<td><p>a · b</p><p>c · d</p></td>" in made
    assert "<figcaption>Readings</figcaption>" in made
    assert "<figcaption>Table 1: readings a day</figcaption>" in sample("word").html
    assert '<th scope="col"><p>Canal</p></th>' in sample("google-docs").html


def test_the_language_of_a_passage_is_kept_where_it_differs():
    made = sample("word").html
    assert '<span lang="fr">bien entendu</span>' in made
    assert '<span lang="ur" dir="rtl">پانی</span>' in made
    assert made.count("lang=") == 2  # the text’s own language, and Word’s guesses, go
    assert '<p lang="ur-PK" dir="rtl">پانی کا حساب</p>' in sample("libreoffice").html
    assert html('<p lang="ur" dir="rtl">پانی</p>', language="ur") == "<p>پانی</p>"


def test_what_could_not_come_along_is_said():
    said = " ".join(sample("web-page").left_out)
    assert "deleted" in said
    assert "video" in said
    assert "2 links" in said
    assert translate('<img alt="A weir" src="x">').left_out == [
        "1 picture. Add it from the library, or drop its file into the text. (“A weir”)"
    ]


def test_our_own_figures_pass():
    own = (
        '<figure data-image="12" data-alt="w"><figcaption>c <em>d</em></figcaption></figure>'
        '<figure data-embed="youtube" data-id="a1"><figcaption></figcaption></figure>'
        '<blockquote class="pull"><p>q</p></blockquote>'
    )
    assert html(own) == own


@pytest.mark.parametrize("payload", each("xss.txt"))
def test_nothing_hostile_lives(payload):
    made = html(payload)
    assert not faults(made)
    assert html(made) == made


PIECES = st.sampled_from(
    ["<p>", "</p>", "<b>", "</b>", "<i>", "<ul>", "</ul>", "<li>", "<table>", "<tr>", "<td>", "</table>", "<h1>", "</h1>", "<br>", "<div>", "</div>", "word", " ", "&nbsp;", "پانی", '<a href="#fn1" id="r1">1</a>', '<li id="fn1">note <a href="#r1">^</a></li>', "<foot-note>n</foot-note>", "<sup>", "</sup>", '<a href="https://a.example">', "</a>", "<blockquote>", "</blockquote>", '<span lang="ur" dir="rtl">', "</span>", "<figure>", "<figcaption>", "</figure>", '<img alt="x">', '<p style="mso-list:l0 level2">', "<caption>", "<pre>", "\n", "<script>", "<!--", "�"]
)  # fmt: skip


def test_a_note_of_a_heading_where_none_may_stand_is_not_bold():
    made = html("<blockquote><h1>Word<foot-note>n</foot-note></h1></blockquote>")
    assert made == ("<blockquote><p><strong>Word</strong><foot-note>n</foot-note></p></blockquote>")


@given(st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=200))
@settings(max_examples=300, deadline=None)
def test_any_text_gives_a_text_in_the_stored_form(text):
    made = html(text)
    assert clean(made) == made
    assert html(made) == made
    assert not faults(made)
    assert reading.parse(clean(settle(made))).text_content() == reading.parse(made).text_content()


@given(st.integers(0, 30), st.integers(1, 3), st.sampled_from(["sup", "span", "b"]))
@settings(max_examples=50, deadline=None)
def test_as_many_notes_come_out_as_were_cited(number, times, wrap):
    cited = "".join(
        f'<p>word<{wrap}><a href="#fn{n}" id="r{n}-{time}">{n}</a></{wrap}></p>'
        for n in range(number) for time in range(times)
    )  # fmt: skip
    notes = "".join(f'<li id="fn{n}">note {n} <a href="#r{n}-0">↑</a></li>' for n in range(number))
    made = translate(f"{cited}<ol>{notes}</ol>")
    assert made.notes == made.html.count("<foot-note>") == number * times
    assert "<ol>" not in made.html


LONG = {
    "divs": "<div>" * 100_000,
    "word": (SAMPLES / "word.html").read_text() * 59,
    "notes": "".join(f'<p>x<a href="#fn{n}" id="r{n}">{n}</a></p>' for n in range(4000))
    + "".join(f'<p id="fn{n}">note <a href="#r{n}">^</a></p>' for n in range(4000)),
    "one note": "<p>" + "".join(f'<a href="#fn1" id="r{n}">1</a>' for n in range(7000))
    + '<ol><li id="fn1">' + "".join(f'<a href="#r{n}">^</a>' for n in range(7000)) + "n" * 100_000,
    "breaks": "x<br>" * 60_000,
    "quotes": '<p style="' * 40_000,
}  # fmt: skip


@pytest.mark.parametrize("name", LONG)
def test_long_texts_take_time_in_proportion(name):
    begun = time.process_time()
    translate(LONG[name])
    assert time.process_time() - begun < 3  # a tenth of a second to one, on an idle machine
