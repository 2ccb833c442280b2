"""What differs between two texts, and between three. Pure.

A text is a sequence of paragraphs: anything that can be compared and hashed. `by_paragraph` and
`merge` compare whole paragraphs; `words` looks into one.
"""

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

SAME, CHANGED, ADDED, REMOVED = "same", "changed", "added", "removed"
TOKENS = re.compile(r"\w+|\s+|[^\w\s]")
ALIKE = 0.4  # the share of words that two forms of one paragraph have in common at least
NEAR = 8  # how far apart in a changed stretch two forms of one paragraph are looked for
MOST_TOKENS = 20_000


class Change(NamedTuple):
    """One step from the old text to the new: `old` or `new` is None where there is none."""

    op: str
    old: object
    new: object


def by_paragraph(old, new):
    """[Change] from one sequence of paragraphs to another; forms of the same one stand together."""
    changes = []
    for op, i, j, k, m in _opcodes(old, new):
        if op == "equal":
            changes += [Change(SAME, *pair) for pair in zip(old[i:j], new[k:m], strict=True)]
        else:
            changes += _paired(old[i:j], new[k:m])
    return changes


def _opcodes(old, new):
    return SequenceMatcher(None, old, new, autojunk=False).get_opcodes()


def _paired(old, new):
    """Of a replaced stretch: which new paragraph is another form of which old one, in order."""
    changes, at = [], 0
    bags = [_bag(each) for each in new]
    for paragraph in old:
        found = _likest(_bag(paragraph), bags, at)
        if found is None:
            changes.append(Change(REMOVED, paragraph, None))
            continue
        changes += [Change(ADDED, None, each) for each in new[at:found]]
        changes.append(Change(CHANGED, paragraph, new[found]))
        at = found + 1
    return changes + [Change(ADDED, None, each) for each in new[at:]]


def _likest(bag, bags, at):
    best, found = ALIKE, None
    for number in range(at, min(at + NEAR, len(bags))):
        if (alike := _share(bag, bags[number])) > best:
            best, found = alike, number
    return found


def _bag(paragraph):
    return Counter(re.findall(r"\w+", str(paragraph).lower()))


def _share(one, other):
    """How many of their words two paragraphs share, 0 to 1."""
    whole = one.total() + other.total()
    return 2 * (one & other).total() / whole if whole else 0


def words(old, new):
    """[(SAME, REMOVED or ADDED, words)]: read in order, each differing stretch first as it was."""
    before, after = TOKENS.findall(old), TOKENS.findall(new)
    if max(len(before), len(after)) > MOST_TOKENS:
        return [(op, text) for op, text in ((REMOVED, old), (ADDED, new)) if text]
    parts = []
    for op, i, j, k, m in _without_islands(_opcodes(before, after), before):
        if op == "equal":
            parts.append((SAME, "".join(before[i:j])))
        else:
            parts += [(REMOVED, "".join(before[i:j])), (ADDED, "".join(after[k:m]))]
    return [(op, text) for op, text in parts if text]


def _without_islands(opcodes, before):
    """A blank that alone is the same between two changes belongs to both of them."""
    calm = []
    for number, (op, *span) in enumerate(opcodes):
        island = op == "equal" and 0 < number < len(opcodes) - 1
        island = island and not "".join(before[span[0] : span[1]]).strip()
        differs = op != "equal" or island
        if differs and calm and calm[-1][0] != "equal":
            _op, i, _j, k, _m = calm[-1]
            calm[-1] = ("replace", i, span[1], k, span[3])
        else:
            calm.append(("replace" if differs else "equal", *span))
    return calm


# -- three texts --

OURS, THEIRS, BOTH, CONFLICT = "ours", "theirs", "both", "conflict"


@dataclass(frozen=True)
class Hunk:
    """A stretch of two texts that came from one. `kind`: SAME, or who changed it: OURS, THEIRS, BOTH
    (alike), or CONFLICT (each otherwise)."""

    kind: str
    base: tuple
    ours: tuple
    theirs: tuple


def merge(base, ours, theirs):
    """[Hunk] in order: all of base, ours and theirs. Without a base give `ours` in its place."""
    hunks, at = [], (0, 0, 0)
    for b, o, t, size in (*_anchors(base, ours, theirs), (len(base), len(ours), len(theirs), 0)):
        changed = base[at[0] : b], ours[at[1] : o], theirs[at[2] : t]
        if any(changed):
            hunks += _apart(*map(tuple, changed))
        if size:
            same = tuple(base[b : b + size])
            hunks.append(Hunk(SAME, same, tuple(ours[o : o + size]), tuple(theirs[t : t + size])))
        at = b + size, o + size, t + size
    return hunks


def _anchors(base, ours, theirs):
    """(place in base, in ours, in theirs, length) of every stretch that all three share."""
    mine = SequenceMatcher(None, base, ours, autojunk=False).get_matching_blocks()
    yours = SequenceMatcher(None, base, theirs, autojunk=False).get_matching_blocks()
    i = j = 0
    while i < len(mine) and j < len(yours):
        start = max(mine[i].a, yours[j].a)
        ends = mine[i].a + mine[i].size, yours[j].a + yours[j].size
        if start < min(ends):
            offsets = start - mine[i].a, start - yours[j].a
            yield start, mine[i].b + offsets[0], yours[j].b + offsets[1], min(ends) - start
        if ends[0] < ends[1]:
            i += 1
        else:
            j += 1


def _apart(base, ours, theirs):
    """A stretch that differs, in hunks as small as they can be told apart."""
    kind = _kind(base, ours, theirs)
    if kind not in (THEIRS, CONFLICT):
        return [Hunk(kind, base, ours, theirs)]
    mine, yours = _forms(base, ours), _forms(base, theirs)
    hunks = []
    for former, own, other in zip([(), *((each,) for each in base)], mine, yours, strict=True):
        for before, draft, file in ((former, own[0], other[0]), ((), own[1], other[1])):
            if before or draft or file:
                hunks.append(Hunk(_kind(before, draft, file), before, draft, file))
    return hunks


def _forms(base, other):
    """For the beginning and each paragraph of base: (its form in the other, what follows it there)."""
    rows = [[(), []]]
    for op, _old, new in by_paragraph(base, other):
        if op == ADDED:
            rows[-1][1].append(new)
        else:
            rows.append([() if new is None else (new,), []])
    return [(form, tuple(added)) for form, added in rows]


def _kind(base, ours, theirs):
    if base == ours == theirs:
        return SAME
    if base == ours:
        return THEIRS
    if base == theirs:
        return OURS
    return BOTH if ours == theirs else CONFLICT
