"""Whether a change beside a live piece is no more than a typing error: no name, no number, a few words.

What cannot be judged by a machine, the meaning, is the publisher's word and stands in the log.
"""

import re

from django.utils.translation import gettext as _

from articles import content, snapshots
from thinktank import diffs
from thinktank.markup import paragraphs

MOST_WORDS = 12
WORD = re.compile(r"\w[\w’'-]*")
TEXTS = ("title", "short_title", "standfirst", "lead_caption")


def why_not(change):
    """Why what this change changes is more than a typing error, in a sentence; "" if it is none more.

    Where nothing is changed yet, nothing is more.
    """
    if change.began_from is None:
        return _("It is not known which text it began from.")
    former, present = snapshots.read(change.began_from), snapshots.take(change)
    if not _same_apart_from_words(former, present):
        return _("It changes more than words: people, funding, the picture or the language.")
    stretches = [pair for old, new in _texts(former, present) for pair in _changed(old, new)]
    words = [word for pair in stretches for text in pair for word in WORD.findall(text)]
    if telling := next(filter(_tells, words), ""):
        return _("“%s” may be a name or a number, and that is no typing error.") % telling
    if len(words) > 2 * MOST_WORDS:
        return _("It changes more than %d words.") % MOST_WORDS
    return ""


def is_empty(change):
    """Whether nothing is changed yet."""
    base = change.began_from
    return base is not None and base.text_hash == content.cleared_hash(change)


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
