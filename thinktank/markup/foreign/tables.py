"""Tables: header cells, spans, captions; a frame of one cell is no table."""

import re

from thinktank.markup.foreign import listing, marks
from thinktank.markup.foreign.blocks import WORDS, Cell, Line, Table, is_blank, lines
from thinktank.markup.foreign.flow import joined

SCOPES = {"col": "col", "colgroup": "col", "row": "row", "rowgroup": "row"}


def read(reader, node, given):
    """The blocks that a table of elsewhere becomes: mostly one table."""
    rows, in_head = _rows(node)
    caption = next(node.iterchildren("caption"), None)
    runs = (
        joined([line for line, _in in lines(reader.inside(caption))]) if caption is not None else []
    )
    if _is_layout(rows):
        blocks = [block for row in rows for cell in row for block in reader.inside(cell, given)]
        return [*([Line(runs, is_caption=True)] if runs else []), *blocks]
    behind = []
    made = Table([[_cell(reader, cell, given, behind) for cell in row] for row in rows], runs)
    made.rows = [row for row in made.rows if row]
    if not any(not is_blank(line.runs) for line, _table in lines([made])):
        return behind
    _head(made, in_head)
    return [made, *behind]


def _rows(node):
    """(the table's own rows as lists of cells, the number of rows in its head)."""
    rows, in_head = [], 0
    for part in node:
        inner = part if part.tag in ("thead", "tbody", "tfoot") else [part]
        for row in inner:
            if row.tag == "tr" and (cells := list(row.iterchildren("td", "th"))):
                in_head += part.tag == "thead" and in_head == len(rows)
                rows.append(cells)
    return rows, in_head


def _is_layout(rows):
    """One cell, or one column or row that only holds other tables."""
    cells = [cell for row in rows for cell in row]
    narrow = len(rows) == 1 or all(len(row) == 1 for row in rows)
    return len(cells) == 1 or (narrow and any(cell.find(".//table") is not None for cell in cells))


def _cell(reader, node, given, behind):
    given = marks.of(node, given, reader.lost)
    if node.tag == "th":
        given = given._replace(strong=False)
    blocks = []
    for block in reader.inside(node, given):
        blocks += listing.rows_as_lines(block) if isinstance(block, Table) else [block]
    fitting, others = listing.fit(blocks)
    behind += others
    scope = SCOPES.get((node.get("scope") or "").lower(), "")
    return Cell(
        fitting, node.tag == "th", scope, _span(node, "colspan", 99), _span(node, "rowspan", 999)
    )


def _span(node, name, most):
    given = node.get(name) or "1"
    return min(most, max(1, int(given))) if re.fullmatch("[0-9]{1,4}", given) else 1


def _head(table, in_head):
    """Which cells are headings of a column, which of a row."""
    if not any(cell.is_head for row in table.rows for cell in row) and not in_head:
        bold = [_is_bold(row) for row in table.rows]
        in_head = 1 if len(bold) > 1 and bold[0] and not all(bold) else 0
    for at, row in enumerate(table.rows):
        whole = all(cell.is_head for cell in row)
        for cell in row:
            cell.is_head = cell.is_head or at < in_head
            if cell.is_head:
                cell.scope = cell.scope or ("col" if at < in_head or whole else "row")
                _plain_weight(cell)
            else:
                cell.scope = ""


def _is_bold(row):
    said = [
        run for cell in row for line, _table in lines(cell.blocks) for run in line.runs
        if run.kind == WORDS and run.text.strip()
    ]  # fmt: skip
    return bool(said) and all(run.marks.strong for run in said)


def _plain_weight(cell):
    """A cell that heads others is bold by itself."""
    for line, _table in lines(cell.blocks):
        for run in line.runs:
            run.marks = run.marks._replace(strong=False)
