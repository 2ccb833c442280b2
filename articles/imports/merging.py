"""A newer file of a text that is being worked on: what differs, and the draft with what was chosen.

Three texts are compared by paragraph: what the older file gave, the draft, what the newer file gives.
What only the draft changed stays. Nothing is stored here.
"""

import hashlib
from dataclasses import dataclass

from articles.imports import pictures
from thinktank import diffs
from thinktank.markup import paragraphs
from thinktank.markup.cleaning import clean
from thinktank.markup.structure import settle

KEEP, TAKE = "keep", "take"
ASKED = (diffs.THEIRS, diffs.CONFLICT)


@dataclass(frozen=True)
class Difference:
    """A place where draft and file differ. `usual`: the choice to begin with, None in a conflict."""

    number: int
    hunk: diffs.Hunk
    usual: str | None

    @property
    def is_conflict(self):
        return self.usual is None

    @property
    def ours(self):
        return "\n".join(map(str, self.hunk.ours))

    @property
    def theirs(self):
        return "\n".join(map(str, self.hunk.theirs))

    def words(self):
        """[(op, words)] from the draft to the file."""
        return diffs.words(self.ours, self.theirs)

    @property
    def only_looks(self):
        """The words are the same; italics, links or the order of marks are not."""
        return self.ours == self.theirs


class Merge:
    """`body`: the draft; `former`: what the older file gave, or "" when there was none; `known`:
    {key: number} of the pictures that came with older files."""

    def __init__(self, body, imported, *, former="", known=None):
        self.imported = imported
        self.new = pictures.stand_in(imported.blocks, dict(known or {}))
        self.theirs = settle(clean(imported.body))
        ours = paragraphs.split(settle(clean(body)))
        base = paragraphs.split(former) if former else ours
        self.has_base = bool(former)
        self.hunks = diffs.merge(base, ours, paragraphs.split(self.theirs))
        self.differences = list(self._differences())
        self.mark = hashlib.sha256(f"{body}\0{self.theirs}".encode()).hexdigest()

    def _differences(self):
        number = 0
        for hunk in self.hunks:
            if hunk.kind in ASKED:
                yield Difference(number, hunk, self._usual(hunk))
                number += 1

    def _usual(self, hunk):
        if hunk.kind == diffs.CONFLICT:
            return None
        # Without an older file to compare with, what the file lacks was probably written here.
        return KEEP if not self.has_base and not hunk.theirs else TAKE

    def kept(self):
        """How many places only the draft changed."""
        return sum(hunk.kind == diffs.OURS for hunk in self.hunks)

    def merged(self, choices):
        """(the draft with what was chosen, {id in the file's text: id in the draft})."""
        parts, ids, differences = [], {}, iter(self.differences)
        for hunk in self.hunks:
            asked = next(differences) if hunk.kind in ASKED else None
            ours = "".join(each.html for each in hunk.ours)
            theirs = "".join(each.html for each in hunk.theirs)
            carried, changed = paragraphs.carried(ours, theirs)
            ids |= changed
            parts.append(carried if asked and choices[asked.number] == TAKE else ours)
        return settle(clean("".join(parts))), ids
