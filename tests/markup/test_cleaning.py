"""The cleaner leaves nothing but the schema, and leaves it alone the second time."""

import re

import lxml.html
import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.render import render
from tests.payloads import each
from thinktank.markup import cleaning, reading, schema
from thinktank.markup.cleaning import clean

LIVE = re.compile(r"javascript:|data:|vbscript:", re.IGNORECASE)
ALLOWED = schema.attributes(schema.BODY)


def faults(html, *, ids=()):
    """Tags, attributes and addresses in this HTML that may do something."""
    tree = lxml.html.fragment_fromstring(html, create_parent="div")
    found = []
    for node in tree.iterdescendants():
        if not isinstance(node.tag, str) or node.tag not in ALLOWED:
            found.append(node.tag)
            continue
        found += [name for name in node.attrib if name not in ALLOWED[node.tag] | set(ids)]
        href = re.sub(r"[\s\x00-\x20]", "", node.get("href", ""))
        if LIVE.match(href) or href.startswith("//"):
            found.append(href)
    return found


@pytest.mark.parametrize("payload", each("xss.txt"))
def test_hostile_html_leaves_nothing_live(payload):
    try:
        cleaned = clean(payload)
    except ValidationError:
        assert payload.count("<") + payload.count("&") > 200
        return
    assert not faults(cleaned)
    assert clean(cleaned) == cleaned
    assert not faults(render(payload).html, ids={"id"})


@pytest.mark.parametrize("payload", each("urls.txt"))
def test_hostile_address_in_a_link_never_runs(payload):
    quoted = payload.replace("&", "&amp;").replace('"', "&quot;")
    assert not faults(clean(f'<p><a href="{quoted}">x</a></p>'))


@given(st.text(max_size=400) | st.text("<>&\"'/=abpscriptimgonerrohref: \n", max_size=400))
@settings(max_examples=200, deadline=None)
def test_cleaning_twice_changes_nothing(text):
    once = clean(text)
    assert clean(once) == once
    assert not faults(once)


@given(st.text("<>&/ph24aulioem=\"' x", max_size=300))
@settings(max_examples=200, deadline=None)
def test_rendering_is_stable_and_clean(text):
    first = render(text)
    assert render(text) == first
    assert not faults(first.html, ids={"id"})


def test_text_in_any_script_keeps_its_characters():
    text = (
        "<p>“Curly” – ‘quotes’… naïve ½ non\u00a0breaking\u202fspace 10\u00a0% قنات انسٹیٹیوٹ</p>"
    )
    assert reading.plain_text(clean(text)) == reading.plain_text(text)
    assert "قنات" in clean(text)
    assert "“Curly” – ‘quotes’…" in render(text).html


def test_empty_paragraph_of_the_editor_is_no_text():
    assert clean("<p></p>") == clean("<p> &nbsp;</p><p></p>") == ""


def test_too_long_a_text_is_refused_with_both_figures():
    with pytest.raises(ValidationError, match="500,001 characters; 500,000 fit"):
        clean("x" * 500_001)


VALUES = {
    "href": "https://a.example/", "lang": "ur", "dir": "rtl", "start": "3", "id": "p-3kd82j",
    "class": "pull", "data-image": "12", "data-decorative": "", "data-size": "wide",
    "data-embed": "youtube", "data-table": "", "data-missing": "chart", "scope": "col",
    "colspan": "2", "rowspan": "2",
}  # fmt: skip
AROUND = {"li": "ul", "tr": "table", "tbody": "table", "td": "table", "th": "table"}


@pytest.mark.parametrize("tag", sorted(ALLOWED))
def test_every_part_of_the_schema_passes_the_cleaner(tag):
    marks = "".join(f' {name}="{VALUES.get(name, "x")}"' for name in sorted(ALLOWED[tag]))
    inner = f"<{tag}{marks}>w"
    if tag in ("td", "th"):
        inner = f"<tr>{inner}"
    html = f"<{AROUND[tag]}>{inner}</{AROUND[tag]}>" if tag in AROUND else f"{inner}</{tag}>"
    opening = re.search(rf"<{tag}(?= |>)[^>]*>", clean(html))
    assert opening, clean(html)
    assert sorted(re.findall(r' ([\w-]+)="', opening.group())) == sorted(ALLOWED[tag])


@pytest.mark.parametrize("mark", ['id="main"', 'id="p-1"', 'class="lead"', 'data-image="1 or 1"',
                                  'data-embed="frame"', 'colspan="1000"', 'data-missing="x"'])  # fmt: skip
def test_a_value_the_schema_does_not_know_is_dropped(mark):
    for tag in ("p", "figure", "blockquote", "table", "th"):
        assert mark not in clean(f"<{tag} {mark}>w</{tag}>")


def test_any_character_may_be_thrown_at_it():
    every = "".join(map(chr, [*range(0x500), *range(0xD7F0, 0xE010), *range(0xFFF0, 0x10010)]))
    cleaned = clean(f"{every}<p>{every}</p>")
    cleaned.encode()
    assert reading.parse(f"{every}<p>x</p>").text_content().endswith("x")
    assert "\u2067" in clean("<p>\u2067x\u2069</p>")


@pytest.mark.parametrize("tag", ["<div>", "<ul><li>", "<figure>", "<a><div>", "<i></b>", "<svg>"])
def test_what_stands_endlessly_within_itself_is_refused_before_it_is_parsed(tag, monkeypatch):
    # Parsing it takes from half a minute to hours.
    monkeypatch.setattr(cleaning, "_cleaner", lambda parts: pytest.fail("It was parsed."))
    with pytest.raises(ValidationError, match="within itself"):
        clean(tag * (400_000 // len(tag)))


def test_tags_that_close_by_themselves_may_follow_each_other():
    assert clean("<p>x" * 1_000).count("<p>") == 1_000
    assert clean(f"<ul>{'<li>x<br>' * 1_000}</ul>").count("<li>") == 1_000
