"""The body as written → the body as read. Pure: the same body, pictures and version, the same page.

Parse once; take the contents and the words; put the pictures, embeds and tables in; number the
notes; clean last.
"""

from dataclasses import dataclass

from django.utils import translation

from articles import figures, footnotes
from thinktank.markup import reading, schema
from thinktank.markup.cleaning import clean
from thinktank.markup.lasting import HEADINGS
from thinktank.markup.structure import settle

# Raise it whenever the same body would come out differently: stored pages are then rendered anew.
RENDER_VERSION = 2


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


def render(body, pictures=None, *, language="en"):
    """HTML as the editor stores it (cleaned or not) → Rendered.

    `pictures`: {primary key: library.Image} of those the body names; one that is not there is left
    out with its caption. `language`: of the text, for the few words that are put in (“Notes”).
    """
    tree = reading.parse(settle(clean(body)))
    contents = _contents(tree)
    words = reading.word_count(reading.plain_text_of(tree, without=("foot-note", "figure")))
    text = _text(tree)
    with translation.override(language):
        figures.draw(tree, pictures or {})
        _drop_empty(tree)
        notes = footnotes.link(tree)
    if notes is not None:
        tree.append(notes)
    html = clean(reading.inner_html(tree), RENDERED, limit=4 * schema.LONGEST)
    return Rendered(html, text, contents, words)


def picture_keys(body):
    """The primary keys of the pictures a body names, in its order, each once."""
    if "data-image" not in body:
        return []
    named = reading.parse(body).xpath("//figure/@data-image")
    return list(dict.fromkeys(int(key) for key in named))


def _text(tree):
    """The text a reader may search: first the text itself, then its notes."""
    notes = [reading.plain_text_of(note) for note in tree.iter("foot-note")]
    return "\n".join([reading.plain_text_of(tree, without=("foot-note",)), *notes]).strip()


def _contents(tree):
    rows = []
    for heading in tree.iter(*HEADINGS):
        text = " ".join(reading.plain_text_of(heading, without=("foot-note",)).split())
        if text:
            rows.append({"id": heading.get("id"), "text": text, "level": int(heading.tag[1])})
    return rows


def _drop_empty(tree):
    """Empty paragraphs are an editor's spacing, not a reader's; empty headings name nothing."""
    for node in list(tree.iter("p", *HEADINGS)):
        if not len(node) and not (node.text or "").strip() and node.getparent().tag == "div":
            node.drop_tree()


# -- what readers get: the text's own parts, and what was put in --

IDS = {"id": schema.one_of(schema.LASTING_ID.pattern, r"r-[0-9a-z]{6,10}", "notes")}
TEXT = tuple(part for part in (*schema.BASE, schema.HEADINGS, *schema.TEXT, *schema.LISTS,
                               schema.QUOTES, schema.PARAGRAPHS))  # fmt: skip
RENDERED = (
    *TEXT,
    schema.Part(
        "",
        {
            "section": {"class": schema.one_of("notes"), "role": schema.one_of("doc-endnotes")},
            "h2": IDS,
            "li": IDS,
            "a": IDS
            | {
                "href": schema.address,
                "role": schema.one_of("doc-noteref", "doc-backlink"),
                "aria-label": schema.upto(100),
            },
        },
    ),
    figures.DRAWN,
)
