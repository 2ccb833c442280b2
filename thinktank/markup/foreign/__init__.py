"""Text from elsewhere (Word, Google Docs, LibreOffice, web pages) → the stored form of ours."""

from dataclasses import dataclass

from thinktank.markup import schema
from thinktank.markup.cleaning import clean
from thinktank.markup.foreign import blocks, listing, marks, notes, source
from thinktank.markup.foreign.leftout import sentences
from thinktank.markup.foreign.narrow import narrowed
from thinktank.markup.foreign.reader import Reader

# The longest text that is taken in; word processors write ten times what the words take.
LONGEST = 8_000_000


@dataclass(frozen=True)
class Foreign:
    """`html`: the stored form; `notes`: how many it holds; `left_out`: sentences for the editor."""

    html: str
    notes: int
    left_out: list


def translate(html, language="", parts=schema.BODY):
    """HTML of any origin → Foreign. Never fails.

    `language` and `parts` are those of the text it is put into.
    """
    reader, read, placed = read_blocks(html, language=language)
    fitting = narrowed(listing.levelled(read), parts, reader.lost)
    made = clean(blocks.write(fitting), parts, limit=LONGEST * 6)
    return Foreign(made, placed - reader.lost["notes"], sentences(reader.lost, reader.pictures))


def read_blocks(html, *, language="", picture=None, placed=None):
    """(the Reader, the blocks, the number of notes), headings in the levels they were given."""
    body = source.parse(html[:LONGEST])
    reader = Reader(language or marks.prevailing(body), picture, placed)
    made, reader.lost["references"] = notes.gather(body)
    read = listing.captioned(reader.read(body))
    return reader, read, made
