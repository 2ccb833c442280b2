"""The shape of a stored text: what stands in what.

The cleaner decides which tags may stand in a text; this decides where. Both together make the form
that the editor itself writes, so that a text entered by a script, an import or a paste is stored as
if it had been typed.
"""

import copy
from collections.abc import Iterator

import lxml.html

from thinktank.markup import reading
from thinktank.markup.lasting import give_ids

HEADINGS = ("h2", "h3", "h4")
LISTS = ("ul", "ol")
LINES = ("p", *HEADINGS)
HOLDERS = ("blockquote", "li", "td", "th")  # of blocks; words stand in a paragraph of theirs
BLOCKS = frozenset({*LINES, *LISTS, *HOLDERS, "figure", "figcaption", "table", "tbody", "tr"})
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
        else:
            line = None
            _block(target, item)


def _block(target, source):
    tag = source.tag
    if tag in LINES:
        _write(_sub(target, tag, source), _items(source))
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
        _write(_sub(target, "p"), _items(source))
    else:  # an inline element around blocks, a stray cell, a figure of nothing
        _fill(target, source)


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
    _write(_sub(made, "figcaption"), [] if caption is None else _items(caption))
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


def _write(line, items):
    """Words and inline elements into one line; blocks among them are parted by <br>."""
    for item in items:
        if isinstance(item, str):
            _say(line, item)
        elif item.tag in BLOCKS:
            _part(line)
            _write(line, _items(item))
        elif item.tag == "foot-note" and _inside_note(line):
            _write(line, _items(item))
        else:
            made = _sub(line, item.tag, item)
            _write(made, _items(item))
            if item.tag not in ("br", "foot-note") and not made.text and not len(made):
                line.remove(made)


def _say(line, text):
    if len(line):
        line[-1].tail = (line[-1].tail or "") + text
    else:
        line.text = (line.text or "") + text


def _part(line):
    """A break, unless the line begins here or has just been broken."""
    if len(line):
        if line[-1].tag != "br" or (line[-1].tail or "").strip():
            _sub(line, "br")
    elif (line.text or "").strip():
        _sub(line, "br")


def _inside_note(line):
    return line.tag == "foot-note" or reading.within(line, "foot-note")


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
    made = parent.makeelement(tag, dict(source.attrib) if source is not None else attributes)
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
