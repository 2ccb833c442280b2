"""The body as written → the body as read. Pure: the same body and version give the same result.

Parse once, give the headings their anchors, collect the contents, clean last.
"""

import re
from dataclasses import dataclass

import lxml.html

from thinktank.markup import reading, schema
from thinktank.markup.characters import slug_of
from thinktank.markup.cleaning import clean

# Raise it whenever the same body would come out differently: stored pages are then rendered anew.
RENDER_VERSION = 1

# A rendered body may carry what no editor writes: anchors made here.
RENDERED = (
    *schema.BODY,
    schema.Part("", {tag: frozenset({"id"}) for tag in ("h2", "h3", "h4")}),
)


@dataclass(frozen=True)
class Rendered:
    """`html` to print; `text` for search; `contents`: [{"id", "text", "level"}]; `words`."""

    html: str
    text: str
    contents: list
    words: int

    def fields(self):
        """The article's derived fields and their values."""
        return {
            "body_html": self.html,
            "body_text": self.text,
            "contents": self.contents,
            "words": self.words,
            "render_version": RENDER_VERSION,
        }


def render(body):
    """HTML as the editor stores it (cleaned or not) → Rendered."""
    tree = reading.parse(clean(body))
    contents = _anchor_headings(tree)
    html = clean(_inner_html(tree), RENDERED, limit=2 * schema.LONGEST)
    text = reading.plain_text(html)
    return Rendered(html, text, contents, reading.word_count(text))


def _anchor_headings(tree):
    contents, taken = [], set()
    for heading in tree.iter("h2", "h3", "h4"):
        text = re.sub(r"\s+", " ", heading.text_content()).strip()
        if not text:
            continue
        anchor = _free(slug_of(text, longest=60) or "section", taken)
        heading.set("id", anchor)
        contents.append({"id": anchor, "text": text, "level": int(heading.tag[1])})
    return contents


def _free(base, taken):
    anchor, number = base, 2
    while anchor in taken:
        anchor, number = f"{base}-{number}", number + 1
    taken.add(anchor)
    return anchor


def _inner_html(tree):
    whole = lxml.html.tostring(tree, encoding="unicode")
    return whole.removeprefix("<div>").removesuffix("</div>")
