"""Lists put together, and what may stand in an item, a quotation or a cell: lines and lists."""

from thinktank.markup.foreign.blocks import (
    BREAK,
    NOTE,
    WORDS,
    Figure,
    Line,
    Listing,
    Quote,
    Run,
    Table,
    lines,
)  # fmt: skip


def fit(blocks):
    """(what may stand in a holder, what must stand behind it)."""
    fitting, others = [], []
    for block in blocks:
        if isinstance(block, Line):
            fitting.append(as_paragraph(block))
        elif isinstance(block, Listing):
            fitting.append(block)
        elif isinstance(block, Quote):
            fitting += block.blocks
        else:
            others.append(block)
    return fitting, others


def as_paragraph(line):
    """A heading where none may stand is a bold line."""
    if line.level:
        line.level = 0
        for run in line.runs:
            if run.kind != NOTE:  # it has a weight of its own
                run.marks = run.marks._replace(strong=True)
    return line


def fitted(made):
    """The list with fitting items only, and behind it what does not fit."""
    behind = []
    kept = []
    for item in made.items:
        fitting, others = fit(item)
        behind += others
        if fitting:
            kept.append(fitting)
    made.items = kept
    return [made, *behind] if kept else behind


def of_item(blocks, item):
    """The blocks of an item that names its own list; the first line says so from now on."""
    fitting, others = fit(blocks)
    if fitting and isinstance(fitting[0], Line):
        fitting[0].item = item
    return [*fitting, *others]


def grouped(blocks):
    """Lines that are items of a list that stands nowhere become that list."""
    made, open_lists = [], []
    for block in blocks:
        item = block.item if isinstance(block, Line) else None
        if item is None:
            open_lists.clear()
            made.append(block)
            continue
        block.item = None
        _add_item(as_paragraph(block), item, open_lists, made)
    return made


def _add_item(line, item, open_lists, made):
    """Into the open list of its level, or a new one within the last item of the level above."""
    level = min(item.level, len(open_lists) + 1)
    del open_lists[level:]
    if len(open_lists) == level and open_lists[-1].ordered == item.ordered:
        open_lists[-1].items.append([line])
        return
    del open_lists[level - 1 :]
    new = Listing(item.ordered, item.start if item.ordered else 1, [[line]])
    (open_lists[-1].items[-1] if open_lists else made).append(new)
    open_lists.append(new)


def captioned(blocks):
    """Captions that stood as paragraphs beside a table or a picture are put into it.

    Above a table, below a picture: that is where word processors write them.
    """
    made = []
    for at, block in enumerate(blocks):
        if not (isinstance(block, Line) and block.is_caption):
            made.append(block)
            continue
        before = made[-1] if made else None
        after = blocks[at + 1] if at + 1 < len(blocks) else None
        order = [before, after] if isinstance(before, Figure) else [after, before]
        holder = next(
            (each for each in order if isinstance(each, (Table, Figure)) and not each.caption), None
        )
        if holder:
            holder.caption = block.runs
        else:
            block.is_caption = False
            made.append(block)
    return made


def levelled(blocks):
    """Headings in the levels 2 to 4, in the order of depth in which they were given."""
    headings = [line for line, _table in lines(blocks) if line.level]
    given = sorted({line.level for line in headings})
    wanted = max(2, given[0]) if given else 2
    levels = {level: min(4, wanted + at) for at, level in enumerate(given)}
    for line in headings:
        line.level = levels[line.level]
        for run in line.runs:
            if run.kind == BREAK:
                run.kind, run.text = WORDS, " "
    return blocks


def rows_as_lines(table):
    """A table where none may stand: a line for a row, its cells parted by a dot."""
    made = [Line(table.caption)] if table.caption else []
    for row in table.rows:
        runs = []
        for cell in row:
            for line, _inner in lines(cell.blocks):
                runs += [Run(WORDS, " · ")] if runs else []
                runs += line.runs
        if runs:
            made.append(Line(runs))
    return made
