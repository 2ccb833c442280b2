"""A text fitted to a field that has fewer parts than an article's text."""

from thinktank.markup import schema
from thinktank.markup.foreign import listing
from thinktank.markup.foreign.blocks import NOTE, Figure, Line, Quote, Table, lines


def narrowed(blocks, parts, lost):
    """The blocks with only what these parts of the schema hold. `lost`: a Counter of the rest."""
    made = []
    for block in blocks:
        if isinstance(block, Quote) and schema.QUOTES not in parts:
            made += block.blocks
        elif isinstance(block, Table) and schema.TABLES not in parts:
            made += listing.rows_as_lines(block)
        elif isinstance(block, Figure) and schema.PICTURES not in parts:
            lost["figures"] += 1
        elif isinstance(block, Line) and schema.HEADINGS not in parts:
            made.append(listing.as_paragraph(block))
        else:
            made.append(block)
    if schema.NOTES not in parts:
        for line, _table in lines(made):
            lost["notes"] += sum(run.kind == NOTE for run in line.runs)
            line.runs = [run for run in line.runs if run.kind != NOTE]
    return made
