"""A change whose piece was changed meanwhile by another: both brought together by hand, piece by piece.

Three texts are compared: the one this change began from, the change, and what readers see now. What
only the change has done stays; what went out meanwhile is asked about, place by place.
"""

from dataclasses import dataclass

from django.db import transaction

from articles import content, history, locks, snapshots
from articles.comparing import Difference, compare, label_of
from thinktank import diffs
from thinktank.markup import paragraphs
from thinktank.markup.cleaning import clean
from thinktank.markup.structure import settle

KEEP, TAKE = "keep", "take"
ASKED = (diffs.THEIRS, diffs.CONFLICT)


@dataclass(frozen=True)
class Place:
    """Where what went out differs from the change. `usual`: the choice to begin with, or None."""

    name: str
    difference: Difference
    usual: str | None


class Rebase:
    """Of a change onto its piece as it is now."""

    def __init__(self, change):
        self.change = change
        piece = change.replaces
        self.live = snapshots.take(piece)
        self.base = snapshots.read(change.began_from) if change.began_from else self.live
        self.mine = snapshots.take(change)
        self.hunks = diffs.merge(
            *(paragraphs.split(each["body"]) for each in (self.base, self.mine, self.live))
        )
        self.places = [*self._fields(), *self._paragraphs()]

    def _fields(self):
        """Whole fields and relations: of each, mine or theirs."""
        shown = {each.place: each for each in compare(self.mine, self.live)}
        for name in content.CARRIED:
            if name == "body" or self.live[name] in (self.base[name], self.mine[name]):
                continue
            is_mine_too = self.mine[name] != self.base[name]
            difference = shown.get(name) or Difference(name, label_of(name), "", "")
            yield Place(f"choice-{name}", difference, None if is_mine_too else TAKE)

    def _paragraphs(self):
        for number, hunk in enumerate(self.hunks):
            if hunk.kind in ASKED:
                said = ("\n".join(map(str, each)) for each in (hunk.ours, hunk.theirs))
                usual = None if hunk.kind == diffs.CONFLICT else TAKE
                yield Place(f"choice-{number}", Difference("body", label_of("body"), *said), usual)

    def unanswered(self, choices):
        return [each.name for each in self.places if choices.get(each.name) not in (KEEP, TAKE)]

    def merged(self, choices):
        """The snapshot with what was chosen. Every place must have its answer."""
        snapshot = dict(self.mine)
        for place in self.places:
            name = place.name.removeprefix("choice-")
            if name in snapshot and choices[place.name] == TAKE:
                snapshot[name] = self.live[name]
        body = []
        for number, hunk in enumerate(self.hunks):
            takes = hunk.kind in ASKED and choices[f"choice-{number}"] == TAKE
            body += [each.html for each in (hunk.theirs if takes else hunk.ours)]
        return snapshot | {"body": settle(clean("".join(body)))}


def held(change):
    """The Rebase of a change and its piece as they are now, both kept from others (articles/locks.py)."""
    locks.hold(change)
    locks.hold(change.replaces)
    return Rebase(change)


@transaction.atomic
def carry_out(rebase, choices, *, by, why=""):
    """The change holds what was chosen, and begins from the piece as it is now. `rebase`: held()."""
    change = rebase.change
    change.began_from = history.keep(change.replaces, by=by)
    snapshots.put(change, rebase.merged(choices))
    return history.keep(change, by=by, why=why)
