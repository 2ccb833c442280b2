"""What rich text may hold: the one list from which both the editor and the cleaner are made.

The stored form of the things that plain HTML has no element for:

- a note stands where it is cited: `<foot-note id="n-…">its text, with <em>italics</em></foot-note>`
- a picture names the library's image, never an address:
  `<figure id="f-…" data-image="12" data-alt="…" data-size="wide"><figcaption>…</figcaption></figure>`,
  `data-decorative=""` in place of a description
- an embed names provider and id: `<figure data-embed="youtube" data-id="…" data-title="…">`; any other
  page is `data-embed="link"` with its https address as `data-id`
- a table stands in a figure with its caption: `<figure data-table=""><table>…</table><figcaption>…`
- what an import could not bring: `<figure data-missing="chart"><figcaption>what stood there`

Paragraphs, headings, figures and notes carry lasting ids (see structure.py).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

URL_SCHEMES = frozenset({"https", "http", "mailto", "tel"})
LONGEST = 500_000  # characters of one text; a 150,000-word report with its markup fits
LASTING_ID = re.compile(r"[pfn]-[0-9a-z]{6,10}|h-[\w-]{1,80}")
PROVIDERS = ("youtube", "vimeo", "datawrapper", "link")
MISSING = ("chart", "diagram", "equation", "picture", "object")

# What an attribute's value must be, whole: a pattern, or a function that answers value or None.
type Rule = re.Pattern | Callable[[str], str | None]


def upto(characters):
    return re.compile(rf".{{0,{characters}}}", re.DOTALL)


def one_of(*values):
    return re.compile("|".join(values))


def address(value):
    """An address a reader may follow, or None.

    Judged as a browser reads it, without the white space and control characters it skips: nh3
    has looked at the scheme already, but before these were taken away. Not //host either, which
    takes any machine.
    """
    value = UNSEEN.sub("", value).strip()
    seen = re.sub(r"\s", "", value)
    scheme = re.match(r"([^/?#]*?):", seen)
    if scheme and scheme[1].lower() not in URL_SCHEMES:
        return None
    if seen.startswith("//") or "\\" in seen.split("?")[0]:
        return None
    return value


# What browsers skip inside an address, and the blanks of no width that hide before a scheme.
UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")

EMPTY = re.compile("")
ID = {"id": LASTING_ID}
LANGUAGE = {
    "lang": re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*"),
    "dir": one_of("ltr", "rtl", "auto"),
}
SPANS = {"colspan": re.compile("[1-9][0-9]?"), "rowspan": re.compile("[1-9][0-9]?[0-9]?")}


@dataclass(frozen=True, eq=False)  # compared, and so cached, by identity
class Part:
    """One thing an editor can put in: its name in the editor, {tag: {attribute: rule}}."""

    extension: str
    tags: dict[str, dict[str, Rule]]
    options: object = True
    needs: tuple[str, ...] = field(default=())  # other extensions that come with it


def _part(extension, *tags, options=True, needs=(), **attributes):
    allowed = {tag: {} for tag in tags} | attributes
    return Part(extension, allowed, options, needs)


HEADINGS = _part(
    "Heading", **{f"h{level}": ID | LANGUAGE for level in (2, 3, 4)}, options={"levels": [2, 3, 4]}
)
TEXT = (
    _part("Bold", "strong"),
    _part("Italic", "em"),
    _part("Subscript", "sub"),
    _part("Superscript", "sup"),
    _part(
        "Link",
        a={"href": address, "title": upto(300)},
        options={"enableTarget": False, "protocols": sorted(URL_SCHEMES)},
    ),
    _part("Language", span=LANGUAGE),
)
LISTS = (
    _part("BulletList", "ul"),
    _part("OrderedList", ol={"start": re.compile("[0-9]{1,5}")}),
    _part("ListItem", "li"),
)
# Always in the editor's base; they need a line here only so that the cleaner knows them.
BASE = (Part("", {"p": LANGUAGE, "br": {}}),)

QUOTES = _part("Blockquote", blockquote={"class": one_of("pull")})
NOTES = Part("FootNote", {"foot-note": ID})
CAPTION = {"figcaption": {}}
PICTURES = Part(
    "Picture",
    {
        "figure": ID
        | {
            "data-image": re.compile("[1-9][0-9]{0,9}"),
            "data-alt": upto(300),
            "data-decorative": EMPTY,
            "data-size": one_of("wide"),
        },
        **CAPTION,
    },
)
EMBEDS = Part(
    "Embed",
    {
        "figure": ID
        | {"data-embed": one_of(*PROVIDERS), "data-id": upto(500), "data-title": upto(200)},
        **CAPTION,
    },
)
TABLES = Part(
    "DataTable",
    {
        "figure": ID | {"data-table": EMPTY},
        "table": {},
        "tbody": {},
        "tr": {},
        "th": SPANS | {"scope": one_of("col", "row")},
        "td": SPANS,
        **CAPTION,
    },
    needs=("TableRow", "TableHeader", "TableCell"),
)
GAPS = Part("Missing", {"figure": ID | {"data-missing": one_of(*MISSING)}, **CAPTION})
PARAGRAPHS = Part("LastingIds", {"p": ID})

BODY = (*BASE, PARAGRAPHS, HEADINGS, *TEXT, *LISTS, QUOTES, NOTES, PICTURES, EMBEDS, TABLES, GAPS)
BIOGRAPHY = (*BASE, *TEXT, *LISTS)


def extensions(parts):
    """The editor's configuration for these parts: {extension name: options}."""
    chosen = {part.extension: part.options for part in parts if part.extension}
    return chosen | {name: True for part in parts for name in part.needs}


def rules(parts):
    """{tag: {attribute: rule}} for the cleaner."""
    together = {}
    for part in parts:
        for tag, attributes in part.tags.items():
            together.setdefault(tag, {}).update(attributes)
    return together


def attributes(parts):
    """{tag: set of attributes}."""
    return {tag: set(names) for tag, names in rules(parts).items()}
