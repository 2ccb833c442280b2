"""What belongs to Word's pages and not to the text; tables' heads; the title."""

from dataclasses import dataclass

from articles.imports.styles import CONTENTS, TITLE
from articles.imports.words import all_of, child, is_on, make, name, remove, text, unwrap, value

NOTES = {"w:footnoteReference": "w:footnote", "w:endnoteReference": "w:endnote"}
PLAIN_TABLES = {"", "tablegrid", "tablenormal", "normal table", "table grid"}


@dataclass
class LeftOut:
    """How many of what belongs to pages: contents lists, headers; and text boxes, whose words stay."""

    contents: int = 0
    heads: bool = False
    boxes: int = 0
    dead_notes: int = 0


def tidy(package, trees, styles):
    """Take out what says nothing to a reader. Returns LeftOut."""
    left_out = LeftOut(heads=_has_heads(package))
    for tree in trees.values():
        for node in all_of(tree, "w:bookmarkStart", "w:bookmarkEnd", "w:proofErr", "w:sectPr"):
            remove(node)
        for holder in all_of(tree, "w:sdt"):
            left_out.contents += _open(holder)
        for paragraph in all_of(tree, "w:p"):
            if styles.matches(value(paragraph, "w:pPr", "w:pStyle"), CONTENTS):
                remove(paragraph)
        for table in all_of(tree, "w:tbl"):
            _head(table, styles)
    left_out.dead_notes = _dead_notes(trees)
    return left_out


def _has_heads(package):
    parts = (part for part in package.names if part.startswith(("word/header", "word/footer")))
    return any(_says(package.xml(part)) for part in parts if part.endswith(".xml"))


def _says(tree):
    """Whether there is more than a page number in it."""
    return any(character.isalpha() for character in text(tree))


def _open(holder):
    """A box of Word's own: a contents list goes, any other leaves its contents. How many went."""
    gallery = child(holder, "w:sdtPr", "w:docPartObj", "w:docPartGallery")
    inner = child(holder, "w:sdtContent")
    if gallery is not None and gallery.get(name("w:val")) == "Table of Contents":
        remove(holder)
        return 1
    ticks = child(holder, "w:sdtPr", "w14:checkbox") is not None
    if inner is not None and not ticks and holder.getparent() is not None:
        unwrap(inner)
        for node in list(holder):
            if node.tag in (name("w:sdtPr"), name("w:sdtEndPr")):
                holder.remove(node)
        unwrap(holder)
    return 0


def _head(table, styles):
    """The row that Word repeats on each page heads the table; so does the first of a styled table."""
    rows = [row for row in table if row.tag == name("w:tr")]
    for row in rows:
        mark = child(row, "w:trPr", "w:tblHeader")
        if mark is not None and not is_on(row, "w:trPr", "w:tblHeader"):
            remove(mark)
    if len(rows) < 2 or any(child(row, "w:trPr", "w:tblHeader") is not None for row in rows):
        return
    style = styles.name_of(value(table, "w:tblPr", "w:tblStyle")).lower()
    if style not in PLAIN_TABLES and _styles_first_row(child(table, "w:tblPr", "w:tblLook")):
        properties = child(rows[0], "w:trPr")
        if properties is None:
            properties = make("w:trPr")
            rows[0].insert(0, properties)
        properties.append(make("w:tblHeader"))


def _styles_first_row(look):
    if look is None:
        return False
    if (first := look.get(name("w:firstRow"))) is not None:
        return first in ("1", "true", "on")
    try:
        return bool(int(look.get(name("w:val")) or "0", 16) & 0x20)
    except ValueError:
        return False


def _dead_notes(trees):
    """Numbers of notes that the file does not hold are removed. Returns how many."""
    there = {
        (kind, node.get(name("w:id")))
        for tree in trees.values() for kind in NOTES.values() for node in all_of(tree, kind)
    }  # fmt: skip
    dead = [
        node for tree in trees.values() for reference, kind in NOTES.items()
        for node in all_of(tree, reference) if (kind, node.get(name("w:id"))) not in there
    ]  # fmt: skip
    for node in dead:
        remove(node)
    return len(dead)


def title(document, styles, longest=250):
    """The words of the paragraph styled as title, which goes; its notes go to the next paragraph."""
    for paragraph in all_of(document, "w:p"):
        if not styles.matches(value(paragraph, "w:pPr", "w:pStyle"), TITLE) or not text(paragraph):
            continue
        words = text(paragraph)
        _keep_notes(paragraph)
        remove(paragraph)
        return words if len(words) <= longest else words[:longest].rsplit(" ", 1)[0]
    return ""


def _keep_notes(paragraph):
    cited = [node.getparent() for node in all_of(paragraph, *NOTES)]
    following = next(
        (node for node in paragraph.itersiblings(name("w:p")) if text(node)), None
    )  # fmt: skip
    for run in cited if following is not None else []:
        following.append(run)
