"""Advice: each hint once where it is due, once where it is not; nothing of it blocks."""

from types import SimpleNamespace

import pytest

from articles import advice, checks
from articles.advice import sentences
from tests.make import make_article, make_institute, make_kind

FORTY = " ".join(["word"] * 40)


def piece(body="<p>Rivers run.</p>", **fields):
    kind = SimpleNamespace(name="Commentary", shortest=600, longest=1500)
    defaults = {"title": "On rivers", "short_title": "", "key_points": [], "words": 700}
    return SimpleNamespace(**{**defaults, "body": body, "kind": kind, **fields})


def said(*args, **fields):
    return [each.text for each in advice.advice(piece(*args, **fields))]


# (what calls for advice, what does not, what is said)
TEXTS = {
    "long sentence": (f"<p>{FORTY} more.</p>", f"<p>{FORTY}.</p>", "A sentence of 41 words"),
    "long sentence in a list": (
        f"<ul><li><p>{FORTY} more.</p></li></ul>", f"<ul><li><p>{FORTY}</p></li></ul>",
        "A sentence of 41 words"),
    "long sentence in Urdu": (
        f'<p dir="rtl">{" ".join(["لفظ"] * 41)}۔</p>',
        f'<p dir="rtl">{" ".join(["لفظ"] * 30)}۔ {" ".join(["لفظ"] * 30)}؟</p>',
        "A sentence of 41 words"),
    "long paragraph": (
        f"<p>{' '.join(['Word.'] * 201)}</p>", f"<p>{' '.join(['Word.'] * 200)}</p>",
        "A paragraph of 201 words"),
    "click here": (
        '<p>For more, <a href="/x/">Click here</a>!</p>',
        '<p>For more, <a href="/x/">the hereafter</a>.</p>', "“Click here” does not say"),
    "this link": ('<p><a href="/x/">this link →</a></p>', '<p><a href="/x/">this river</a></p>',
                  "does not say where it leads"),
    "click here in Urdu": ('<p><a href="/x/">یہاں کلک کریں</a></p>', '<p><a href="/x/">دریا</a></p>',
                           "does not say where it leads"),
    "bare address": (
        '<p>At <a href="https://qanat.example/a">https://qanat.example/a</a>.</p>',
        '<p>At<foot-note><a href="https://qanat.example/a">https://qanat.example/a</a></foot-note></p>',
        "The address https://qanat.example/a stands in the text"),
    "capitals": ("<h2>WHO PAYS FOR THE DAM</h2><p>x</p>", "<h2>NATO and the UN</h2><p>x</p>",
                 "all in capitals"),
    "a name in capitals": ("<h2>THE WATER TREATY</h2><p>x</p>", "<h2>UN GA</h2><p>x</p>",
                           "all in capitals"),
    "section without text": (
        "<h2>One</h2><h2>Two</h2><p>x</p>", "<h2>One</h2><h3>Two</h3><p>x</p>",
        "No text stands under the heading “One”"),
    "section of an empty line": (
        "<h2>One</h2><p></p><h2>Two</h2><p>x</p>",
        '<h2>One</h2><figure data-image="1"><figcaption></figcaption></figure><h2>Two</h2><p>x</p>',
        "heading “One”"),
    "heading at the end": ("<p>x</p><h2>Last</h2>", "<h2>Last</h2><p>x</p>", "heading “Last”"),
    "bold line": (
        "<p><strong>What the card leaves out</strong></p>",
        "<p><strong>The card</strong> leaves it out.</p>", "is a line in bold"),
}  # fmt: skip


@pytest.mark.parametrize("name", TEXTS)
def test_advice_on_the_text_comes_with_its_block_and_goes_when_it_is_taken(name):
    due, good, words = TEXTS[name]
    found = advice.advice(piece(f'<p id="p-aaaaaa">Before.</p>{due}'))
    assert len(found) == 1, found
    assert words in found[0].text
    assert (found[0].place, found[0].block) == ("body", 2 if "end" in name else 1)
    assert said(f"<p>Before.</p>{good}") == []


# (fields that call for advice, fields that do not, place, what is said)
FIELDS = {
    "too long": ({"words": 1501}, {"words": 1500}, "body", "at most 1,500 as a rule"),
    "too short": ({"words": 599}, {"words": 600}, "body", "600 or more as a rule"),
    "long title": ({"title": "x" * 101}, {"title": "x" * 101, "short_title": "x"}, "title", "101"),
    "many points": ({"key_points": ["x"] * 6}, {"key_points": ["x"] * 5}, "key_points", "6 key"),
    "long point": (
        {"key_points": [" ".join(["x"] * 31)]}, {"key_points": [" ".join(["x"] * 30)]},
        "key_points", "has 31 words"),
    "no heading": (
        {"words": 1001}, {"words": 1001, "body": "<h2>A</h2><p>x</p>"}, "body", "no heading yet"),
}  # fmt: skip


@pytest.mark.parametrize("name", FIELDS)
def test_advice_on_a_field_comes_and_goes(name):
    due, good, place, words = FIELDS[name]
    found = advice.advice(piece(**due))
    assert [each.place for each in found if words in each.text] == [place]
    assert not [text for text in said(**good) if words in text]


def test_an_empty_text_is_not_too_short_and_a_kind_may_have_no_length():
    assert said("", words=0) == []
    assert said(words=5, kind=SimpleNamespace(name="Memo", shortest=None, longest=None)) == []


def test_of_one_sort_five_are_named_and_the_rest_counted():
    found = advice.advice(piece(f"<p>{FORTY} more.</p>" * 8))
    assert len(found) == 6
    assert found[-1].text == "3 more long sentences."
    assert found[-1].block == 5


def test_a_sentence_ends_where_a_reader_ends_it():
    text = "He asked: “Who pays?” Nobody. It cost 3.5 million… and rose (by half!). دریا بہتا ہے۔ کیوں؟"
    assert len(sentences(text)) == 6


def test_advice_never_blocks(db):
    make_institute()
    article = make_article(
        kind=make_kind(shortest=600), title="x" * 101, body=f'<p><a href="/x/">here</a> {FORTY}</p>'
    )
    assert len(advice.advice(article)) == 4
    assert checks.blocking(article) == []
