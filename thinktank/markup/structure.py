"""The shape of a stored text: what stands in what.

The cleaner decides which tags may stand in a text; this decides where. Both together make the form
that the editor itself writes, so that a text entered by a script, an import or a paste is stored as
if it had been typed.
"""

import copy
import re
from collections.abc import Iterator
from itertools import takewhile

import lxml.html

from thinktank.markup import reading
from thinktank.markup.lasting import give_ids

HEADINGS = ("h2", "h3", "h4")
LISTS = ("ul", "ol")
LINES = ("p", *HEADINGS)
HOLDERS = ("blockquote", "li", "td", "th")  # of blocks; words stand in a paragraph of theirs
BLOCKS = frozenset({*LINES, *LISTS, *HOLDERS, "figure", "figcaption", "table", "tbody", "tr"})
DEEPEST = 24  # elements around a block: lists of twelve degrees
SPACE = re.compile(r"[ \t\n\r\f]+")
FIGURES = ("data-image", "data-embed", "data-table", "data-missing")


def settle(html):
    """Cleaned HTML → the same text in the form the editor writes, each part with its lasting id."""
    if not html:
        return ""
    settled = reading.parse("")
    _fill(settled, reading.parse(html))
    give_ids(settled)
    return reading.inner_html(settled)


# -- blocks --


def _fill(target, source):
    """Put what stands in `source` into `target`, which holds blocks."""
    line = None
    for item in _items(source):
        if isinstance(item, str) or (item.tag not in BLOCKS and not _holds_blocks(item)):
            if line is None and isinstance(item, str) and not item.strip():
                continue
            line = _sub(target, "p") if line is None else line
            _write(line, [item])
            continue
        if line is not None:
            _trim(line)
            line = None
        _block(target, item)
    if line is not None:
        _trim(line)


def _block(target, source):
    tag = source.tag
    if _too_deep(target, tag):
        _fill(target, source)
    elif tag in LINES:
        _line(target, tag, source, _items(source))
    elif tag in LISTS:
        _list(target, source)
    elif tag == "blockquote":
        _holder(target, source)
    elif tag == "table":
        figure = _sub(target, "figure", **{"data-table": ""})
        _table(figure, source)
        _sub(figure, "figcaption")
    elif tag == "figure" and (kind := _kind_of(source)):
        _figure(target, source, kind)
    elif tag == "figcaption":
        _line(target, "p", None, _items(source))
    else:  # an inline element around blocks, a stray cell, a figure of nothing
        _fill(target, source)


def _too_deep(target, tag):
    """Nobody writes tables in tables, or lists in the thirteenth degree; only machines do."""
    if tag in LINES:
        return False
    around = [each.tag for each in target.iterancestors()] + [target.tag]
    in_cell = "td" in around or "th" in around
    return (in_cell and tag in ("table", "figure")) or len(around) > DEEPEST


def _holder(target, source):
    made = _sub(target, source.tag, source)
    _fill(made, source)
    if not len(made) or (source.tag == "li" and made[0].tag != "p"):
        made.insert(0, made.makeelement("p"))


def _list(target, source):
    made = _sub(target, source.tag, source)
    for item in _items(source):
        if isinstance(item, str):
            if item.strip():
                _holder(made, _around("li", [item]))
        else:
            _holder(made, item if item.tag == "li" else _around("li", [item]))
    if not len(made):
        target.remove(made)


def _kind_of(figure):
    return next((name for name in FIGURES if figure.get(name) is not None), None)


def _figure(target, source, kind):
    """One of the four kinds, its caption last; what else stood in it follows it."""
    table, caption = source.find("table"), source.find("figcaption")
    if kind == "data-table" and table is None:
        _fill(target, source)
        return
    made = _sub(target, "figure", source)
    for name in FIGURES:
        if name != kind:
            made.attrib.pop(name, None)
    if kind == "data-table":
        _table(made, table)
        rest = [item for item in _items(source) if item is not table and item is not caption]
    else:
        rest = [item for item in _items(source) if item is not caption]
    _line(made, "figcaption", None, [] if caption is None else _items(caption))
    _fill(target, _around("div", rest))


def _table(figure, source):
    """Rows stand in one tbody, cells in rows; what stands between them is lost in every browser."""
    body = _sub(_sub(figure, "table"), "tbody")
    for row in source.iter("tr"):
        if next(row.iterancestors("table")) is not source:
            continue
        made = _sub(body, "tr")
        for cell in row.iterchildren("td", "th"):
            _holder(made, cell)
        if not len(made):
            body.remove(made)
    if not len(body):
        _holder(_sub(body, "tr"), _around("td", []))


# -- lines --


def _line(target, tag, source, items):
    """A new line of text in `target`."""
    made = _sub(target, tag, source)
    _write(made, items)
    _trim(made)


def _trim(line):
    """No blank at the end of a line."""
    if len(line) and line[-1].tail:
        line[-1].tail = line[-1].tail.rstrip(" ")
    elif not len(line) and line.text:
        line.text = line.text.rstrip(" ")


def _write(line, items):
    """Words and inline elements into one line; blocks among them are parted by <br>."""
    for item in items:
        if isinstance(item, str):
            _say(line, item)
        elif item.tag in BLOCKS:
            _part(line)
            _write(line, _items(item))
        elif _says_nothing_new(line, item):
            _write(line, _items(item))
        else:
            made = _sub(line, item.tag, item)
            _write(made, _items(item))
            if item.tag == "foot-note":
                _trim(made)
            if item.tag not in ("br", "foot-note") and not made.text and not len(made):
                line.remove(made)


def _says_nothing_new(line, item):
    """A note in a note, italics in italics; and languages in languages deeper than anybody quotes."""
    around = [line.tag, *(each.tag for each in line.iterancestors())]
    if item.tag != "foot-note":  # a note has its own italics, whatever stands around its number
        around = list(takewhile(lambda tag: tag != "foot-note", around))
    return item.tag in around and (item.tag != "span" or len(around) > DEEPEST)


def _say(line, text):
    """White space as browsers and the editor fold it; non-breaking kinds of it stay."""
    if len(line):
        line[-1].tail = SPACE.sub(" ", (line[-1].tail or "") + text)
        return
    line.text = SPACE.sub(" ", (line.text or "") + text)
    if line.tag in BLOCKS or line.tag == "foot-note":
        line.text = line.text.lstrip(" ")


def _part(line):
    """A break, unless the line begins here or has just been broken."""
    if len(line):
        if line[-1].tag != "br" or (line[-1].tail or "").strip():
            _sub(line, "br")
    elif (line.text or "").strip():
        _sub(line, "br")


# -- trees --


def _items(node) -> Iterator[str | lxml.html.HtmlElement]:
    """The words and the elements of a node, in their order."""
    if node.text:
        yield node.text
    for child in node:
        yield child
        if child.tail:
            yield child.tail


def _sub(parent, tag, source=None, **attributes):
    # In one order, so that the same text is the same bytes whoever wrote it.
    made = parent.makeelement(tag, attributes if source is None else dict(sorted(source.items())))
    parent.append(made)
    return made


def _around(tag, items):
    """A holder of copies of these items."""
    holder = lxml.html.HtmlElement()
    holder.tag = tag
    for item in items:
        if isinstance(item, str):
            _say(holder, item)
        else:
            copied = copy.deepcopy(item)
            copied.tail = None
            holder.append(copied)
    return holder


def _holds_blocks(node):
    return node.tag != "foot-note" and next(node.iterdescendants(*BLOCKS), None) is not None
