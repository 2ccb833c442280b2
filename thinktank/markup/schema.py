"""What rich text may hold: the one list from which both the editor and the cleaner are made."""

from dataclasses import dataclass


@dataclass(frozen=True, eq=False)  # compared, and so cached, by identity
class Part:
    """One thing an editor can put in: its name in the editor, its tags and their attributes."""

    extension: str
    tags: dict[str, frozenset[str]]
    options: object = True


def _part(extension, *tags, options=True, **attributes):
    allowed = {tag: frozenset(attributes.get(tag, ())) for tag in tags}
    return Part(extension, allowed, options)


HEADINGS = _part("Heading", "h2", "h3", "h4", options={"levels": [2, 3, 4]})
TEXT = (
    _part("Bold", "strong"),
    _part("Italic", "em"),
    _part("Subscript", "sub"),
    _part("Superscript", "sup"),
    _part(
        "Link",
        "a",
        a=("href", "title"),
        options={"enableTarget": False, "protocols": ["https", "http", "mailto", "tel"]},
    ),
)
LISTS = (
    _part("BulletList", "ul"),
    _part("OrderedList", "ol", ol=("start",)),
    _part("ListItem", "li"),
)
# Always in the editor's base; they need a line here only so that the cleaner knows them.
BASE = (Part("", {"p": frozenset(), "br": frozenset(), "span": frozenset({"lang", "dir"})}),)

BODY = (*BASE, HEADINGS, *TEXT, *LISTS, _part("Blockquote", "blockquote"))
BIOGRAPHY = (*BASE, *TEXT, *LISTS)

URL_SCHEMES = frozenset({"https", "http", "mailto", "tel"})
LONGEST = 500_000  # characters of one text; a 150,000-word report with its markup fits


def extensions(parts):
    """The editor's configuration for these parts: {extension name: options}."""
    return {part.extension: part.options for part in parts if part.extension}


def attributes(parts):
    """{tag: set of attributes} for the cleaner."""
    return {tag: set(names) for part in parts for tag, names in part.tags.items()}
