"""A stored text as its top-level blocks: to compare two texts, and to carry lasting ids over."""

import copy
from collections import defaultdict
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from thinktank.markup import lasting, reading

KINDS = ("data-image", "data-embed", "data-missing", "data-table")


@dataclass(frozen=True)
class Paragraph:
    """A block: a paragraph, a heading, a list, a quotation, a figure. Equal when its text is, ids apart."""

    key: str
    html: str = field(compare=False)
    id: str = field(compare=False, default="")

    def __str__(self):
        return spoken(self.html)


def split(html):
    """[Paragraph] of a stored text."""
    made = []
    for node in reading.parse(html):
        holder = reading.parse("")
        holder.append(copy.deepcopy(node))
        block = reading.inner_html(holder)
        made.append(Paragraph(lasting.without_ids(block), block, node.get("id") or ""))
    return made


def spoken(html):
    """The block in plain words, notes and figures named where they stand."""
    tree = reading.parse(html)
    for note in tree.iter("foot-note"):
        note.text = f" [{_('Note')}: {note.text or ''}"
        note.tail = f"]{note.tail or ''}"
    for figure in tree.iter("figure"):
        figure.text = f"{_named(figure)} {figure.text or ''}"
    for cell in tree.iter("td", "th"):
        if cell.getnext() is not None:
            cell.tail = f" | {cell.tail or ''}"
    for item in tree.iter("li"):
        item.text = f"• {item.text or ''}"
    return reading.plain_text_of(tree)


def _named(figure):
    kind = next((name for name in KINDS if figure.get(name) is not None), "")
    words = figure.get("data-alt") or figure.get("data-title") or ""
    name = {
        "data-image": _("Picture"), "data-embed": _("Embed"), "data-table": _("Table"),
        "data-missing": _("Placeholder"),
    }.get(kind, _("Figure"))  # fmt: skip
    return f"[{name}: {words}]" if words else f"[{name}]"


def carried(old, new):
    """(`new` with the lasting ids of `old`, {id it had: id it has}): another form of the same block.

    What has the same words keeps its id; of the rest, the first of a kind is the first of its kind.
    """
    tree, before = reading.parse(new), _identified(reading.parse(old))
    by_words, changed = defaultdict(list), {}
    for node in before:
        by_words[node.tag, node.text_content()].append(node)
    waiting = []
    for node in _identified(tree):
        same = by_words[node.tag, node.text_content()]
        if same:
            _give(node, same.pop(0), changed)
        else:
            waiting.append(node)
    left = defaultdict(list)
    for (tag, _words), nodes in by_words.items():
        left[tag] += nodes
    for node in waiting:
        if left[node.tag]:
            _give(node, left[node.tag].pop(0), changed)
    return reading.inner_html(tree), changed


def _identified(tree):
    return [node for node in tree.iter(*lasting.IDENTIFIED) if node.get("id")]


def _give(node, former, changed):
    changed[node.get("id")] = former.get("id")
    node.set("id", former.get("id"))
