"""Where something stands in a piece: a field of its form, a block of its text. Pure."""

from dataclasses import dataclass

from lxml import etree

from thinktank.markup import reading

NOTE = "foot-note"
LINES = ("p", "h2", "h3", "h4", "figcaption")


@dataclass(frozen=True)
class Finding:
    """`place`: the form's field (or inline's prefix) to go to; `text`: what to do, in a sentence.

    Within the text also `block`, the number of the top-level block as it is stored, from 0, and
    `id`, the lasting id, where there is one. `waits`: it goes away by itself.
    """

    place: str
    text: str
    block: int | None = None
    id: str = ""
    waits: bool = False


def in_text(text, number, node):
    """A Finding in the block of this number, as near to the node as lasting ids lead."""
    lasting = next((each.get("id") for each in _outwards(node) if each.get("id")), "")
    return Finding("body", text, block=number, id=lasting)


def _outwards(node):
    yield node
    yield from node.iterancestors()


def blocks(tree):
    """(number, element) of the top-level blocks, as `Finding.block` counts them."""
    return enumerate(tree)


def words_of(node, most=8):
    """How an element begins, for a sentence that names it: “The river has two…”."""
    words = plain(node).split()
    return " ".join(words[:most]) + ("…" if len(words) > most else "")


def plain(node):
    """Its words, without its notes, on one line."""
    return " ".join(reading.plain_text_of(node, without=(NOTE,)).split())


def before(node, most=6):
    """The last words that stand before an element in its line; "" at the beginning."""
    line = next(node.iterancestors(*LINES), None)
    said = []
    for event, item in () if line is None else etree.iterwalk(line, events=("start", "end")):
        if item is node:
            break
        if event == "start" and item.tag != NOTE and not reading.within(item, NOTE):
            said.append(item.text or "")
        elif event == "end" and not reading.within(item, NOTE):
            said.append(item.tail or "")
    words = "".join(said).split()
    return ("…" if len(words) > most else "") + " ".join(words[-most:])
