"""Whether a change beside a live piece is no more than a typing error: no name, no number, a few words.

What cannot be judged by a machine, the meaning, is the publisher's word and stands in the log.
"""

import re

from articles import content, snapshots
from thinktank import diffs
from thinktank.markup import paragraphs

MOST_WORDS = 12
WORD = re.compile(r"\w[\w’'-]*")
TEXTS = ("title", "short_title", "standfirst", "lead_caption")


def is_one(change):
    """Whether everything in which this change differs from its piece may be a typing error."""
    if change.began_from is None:
        return False
    former, present = snapshots.read(change.began_from), snapshots.take(change)
    if former == present or not _same_apart_from_words(former, present):
        return False
    stretches = [pair for old, new in _texts(former, present) for pair in _changed(old, new)]
    words = [word for pair in stretches for text in pair for word in WORD.findall(text)]
    return bool(stretches) and len(words) <= 2 * MOST_WORDS and not any(map(_tells, words))


def _same_apart_from_words(former, present):
    """People, funders, picture, language: whatever is no running text must be the same."""
    names = set(content.CARRIED) - {*TEXTS, "body", "key_points", "lead_alt"}
    return all(former[name] == present[name] for name in names) and len(
        former["key_points"]
    ) == len(present["key_points"])


def _texts(former, present):
    """Pairs of texts that differ, one form beside the other."""
    for name in (*TEXTS, "lead_alt"):
        yield former[name], present[name]
    yield from zip(former["key_points"], present["key_points"], strict=True)
    blocks = diffs.by_paragraph(*(paragraphs.split(each["body"]) for each in (former, present)))
    for change in blocks:
        if change.op != diffs.SAME:
            # With its marks: a link that leads elsewhere is no typing error. Lasting ids are no text.
            yield tuple("" if each is None else each.key for each in (change.old, change.new))


def _changed(old, new):
    """[(words before, words after)] of each stretch that differs."""
    before = ""
    for op, words in diffs.words(old, new):
        if op == diffs.REMOVED:
            before = words
        elif op == diffs.ADDED:
            yield before, words
            before = ""
        elif before:
            yield before, ""
            before = ""
    if before:
        yield before, ""


def _tells(word):
    """A number, or a word with a capital: it may be a name."""
    return any(letter.isdigit() or letter.isupper() for letter in word)
