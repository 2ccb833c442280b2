"""A text between two forms: what was read from elsewhere, before it is written as our own.

A line's words are runs; every run carries its marks. Equal neighbours melt together, so that the
shreds into which word processors cut a sentence leave no trace.
"""

from dataclasses import dataclass, field
from html import escape
from itertools import groupby
from typing import NamedTuple


class Marks(NamedTuple):
    """What a run of words carries. The order is the order of nesting, outermost first."""

    href: str = ""
    lang: str = ""
    dir: str = ""
    strong: bool = False
    em: bool = False
    script: str = ""  # sub, sup or nothing


PLAIN = Marks()
WORDS, BREAK, NOTE, PLACE = "words", "break", "note", "place"


@dataclass(slots=True)
class Run:
    """WORDS: `text`; NOTE: `inside`, its runs; PLACE: a spot that somebody named, never written."""

    kind: str
    text: str = ""
    marks: Marks = PLAIN
    inside: list = field(default_factory=list)


class Item(NamedTuple):
    """Says of a line that it is an item of a list, where no list stands around it."""

    level: int
    ordered: bool
    start: int


@dataclass(slots=True)
class Line:
    """A paragraph, or a heading of `level` 1 to 9."""

    runs: list = field(default_factory=list)
    level: int = 0
    lang: str = ""
    dir: str = ""
    is_caption: bool = False
    item: Item | None = None
    id: str = ""


@dataclass(slots=True)
class Listing:
    ordered: bool
    start: int = 1
    items: list = field(default_factory=list)  # of lists of blocks


@dataclass(slots=True)
class Quote:
    blocks: list
    is_pull: bool = False


@dataclass(slots=True)
class Cell:
    blocks: list
    is_head: bool = False
    scope: str = ""
    colspan: int = 1
    rowspan: int = 1


@dataclass(slots=True)
class Table:
    rows: list  # of lists of cells
    caption: list = field(default_factory=list)
    id: str = ""


@dataclass(slots=True)
class Figure:
    """A picture, an embed or a placeholder: the stored figure's attributes, and a caption's runs."""

    attributes: dict
    caption: list = field(default_factory=list)
    id: str = ""


def plain(runs):
    """The words alone; notes are left out."""
    return "".join(run.text if run.kind == WORDS else " " * (run.kind == BREAK) for run in runs)


def is_blank(runs):
    return not any(run.kind == NOTE or (run.kind == WORDS and run.text.strip()) for run in runs)


def lines(blocks):
    """Every line in these blocks, in the order of reading, with the figure it stands in or None."""
    for block in blocks:
        if isinstance(block, Line):
            yield block, None
        elif isinstance(block, Listing):
            for item in block.items:
                yield from lines(item)
        elif isinstance(block, Quote):
            yield from lines(block.blocks)
        elif isinstance(block, Table):
            cells = (cell for row in block.rows for cell in row)
            yield from ((line, block) for cell in cells for line, _inner in lines(cell.blocks))


def flat(blocks):
    """The lines in these blocks, of whatever depth."""
    return [line for line, _figure in lines(blocks)]


# -- writing --


def write(blocks):
    """Blocks → HTML of the stored form, without ids but those that lines and figures carry."""
    return "".join(map(_block, blocks))


def _block(block):
    if isinstance(block, Line):
        return _line(block)
    if isinstance(block, Listing):
        tag = "ol" if block.ordered else "ul"
        start = f' start="{block.start}"' if block.ordered and block.start != 1 else ""
        inner = "".join(f"<li>{_held(item)}</li>" for item in block.items)
        return f"<{tag}{start}>{inner}</{tag}>"
    if isinstance(block, Quote):
        return f"<blockquote{_attributes({'class': 'pull' * block.is_pull})}>{_held(block.blocks)}</blockquote>"
    if isinstance(block, Table):
        rows = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in block.rows)
        opened = f'<figure{_attributes({"id": block.id})} data-table="">'
        return f"{opened}<table><tbody>{rows}</tbody></table>{_caption(block)}"
    given = "".join(f' {name}="{escape(value)}"' for name, value in block.attributes.items())
    return f"<figure{_attributes({'id': block.id})}{given}>{_caption(block)}"


def _line(line):
    tag = f"h{line.level}" if line.level else "p"
    attributes = _attributes({"id": line.id, "lang": line.lang, "dir": line.dir})
    return f"<{tag}{attributes}>{inline(line.runs)}</{tag}>"


def _held(blocks):
    """What stands in an item, a cell or a quotation, which begin with a paragraph."""
    first = "" if blocks and isinstance(blocks[0], Line) else "<p></p>"
    return first + write(blocks)


def _cell(cell):
    tag = "th" if cell.is_head else "td"
    spans = {name: getattr(cell, name) for name in ("colspan", "rowspan")}
    spans = {name: str(number) if number > 1 else "" for name, number in spans.items()}
    return f"<{tag}{_attributes({'scope': cell.scope, **spans})}>{_held(cell.blocks)}</{tag}>"


def _caption(figure):
    return f"<figcaption>{inline(figure.caption)}</figcaption></figure>"


def _attributes(given):
    return "".join(f' {name}="{escape(value)}"' for name, value in given.items() if value)


def inline(runs):
    """Runs → HTML, each mark opened once over all its neighbours that share it."""
    runs = [run for run in runs if run.kind != PLACE]
    return _nested(runs, 0) if any(run.marks != PLAIN for run in runs) else "".join(map(_run, runs))


OPENERS = (
    lambda value: ("a", f'<a href="{escape(value[0])}">'),
    lambda value: ("span", f"<span{_attributes({'lang': value[0], 'dir': value[1]})}>"),
    lambda _value: ("strong", "<strong>"),
    lambda _value: ("em", "<em>"),
    lambda value: (value[0], f"<{value[0]}>"),
)
PARTS = (slice(0, 1), slice(1, 3), slice(3, 4), slice(4, 5), slice(5, 6))


def _nested(runs, depth):
    if depth == len(PARTS):
        return "".join(map(_run, runs))
    made = []
    for value, group in groupby(runs, key=lambda run: run.marks[PARTS[depth]]):
        inner = _nested(list(group), depth + 1)
        tag, opened = OPENERS[depth](value) if any(value) else ("", "")
        made.append(f"{opened}{inner}</{tag}>" if tag else inner)
    return "".join(made)


def _run(run):
    if run.kind == NOTE:
        return f"<foot-note>{inline(run.inside)}</foot-note>"
    return "<br>" if run.kind == BREAK else escape(run.text, quote=False)
