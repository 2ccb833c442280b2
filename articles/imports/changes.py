"""Changes that Word keeps track of: whether there are any, and the text with or without them."""

from dataclasses import dataclass

from articles.imports.words import all_of, child, name, remove, unwrap

ADDED = ("w:ins", "w:moveTo")
TAKEN = ("w:del", "w:moveFrom")
MARKERS = (
    "w:moveFromRangeStart", "w:moveFromRangeEnd", "w:moveToRangeStart", "w:moveToRangeEnd",
    "w:customXmlInsRangeStart", "w:customXmlInsRangeEnd", "w:customXmlDelRangeStart",
    "w:customXmlDelRangeEnd",
)  # fmt: skip
# What a mark of change stands in when it speaks of a whole row, cell or paragraph's end.
OF_MARKS = ("w:rPr", "w:trPr", "w:tcPr")


@dataclass(frozen=True)
class Tracked:
    """How many passages were put in and taken out, and by whom."""

    added: int
    taken: int
    people: tuple

    def __bool__(self):
        return bool(self.added or self.taken)


def tracked(trees):
    """What these parts of a file keep track of."""
    added = [node for tree in trees for node in all_of(tree, *ADDED)]
    taken = [node for tree in trees for node in all_of(tree, *TAKEN)]
    people = {node.get(name("w:author")) or "" for node in added + taken}
    return Tracked(len(added), len(taken), tuple(sorted(filter(None, people))))


def decide(tree, *, original):
    """Make the tree hold one text: the changes accepted, or the original without them."""
    keep, drop = (TAKEN, ADDED) if original else (ADDED, TAKEN)
    for node in all_of(tree, *MARKERS):
        remove(node)
    ends = [node for node in all_of(tree, *drop) if _within(node, "w:rPr")]
    for node in all_of(tree, *drop):
        _drop(node)
    for node in all_of(tree, *keep):
        (remove if _within(node, *OF_MARKS) else unwrap)(node)
    for node in ends:
        _melt(node.getparent().getparent().getparent())
    for node in all_of(tree, "w:delText"):
        node.tag = name("w:t")
    _looks(tree, original=original)


def _drop(node):
    if _within(node, "w:trPr"):
        remove(node.getparent().getparent())
    elif not _within(node, *OF_MARKS):
        remove(node)


def _within(node, *parents):
    return node.getparent() is not None and node.getparent().tag in set(map(name, parents))


def _melt(paragraph):
    """A paragraph whose end goes runs on into the next one."""
    if paragraph is None or paragraph.tag != name("w:p"):
        return
    following = paragraph.getnext()
    words = [node for node in paragraph if node.tag != name("w:pPr")]
    if following is not None and following.tag == name("w:p"):
        at = 0 if child(following, "w:pPr") is None else 1
        for offset, node in enumerate(words):
            following.insert(at + offset, node)
        remove(paragraph)
    elif not words:
        remove(paragraph)


def _looks(tree, *, original):
    """Changes of looks: bold, italics, a style."""
    for node in all_of(tree, "w:rPrChange", "w:pPrChange"):
        properties, former = node.getparent(), node[0] if len(node) else None
        remove(node)
        if original and former is not None and former.tag == properties.tag:
            former_parts = list(former)
            mark = child(properties, "w:rPr") if properties.tag == name("w:pPr") else None
            for part in list(properties):
                if part is not mark:
                    properties.remove(part)
            for at, part in enumerate(former_parts):
                properties.insert(at, part)
    for node in all_of(tree, "w:tblPrChange", "w:trPrChange", "w:tcPrChange", "w:sectPrChange"):
        remove(node)
