"""Comments beside a Word text: who said what of which words."""

import hashlib
from dataclasses import dataclass, replace

from articles.imports.words import all_of, make, name, remove, text
from thinktank.markup.characters import slug_of
from thinktank.markup.foreign import blocks
from thinktank.markup.foreign.blocks import NOTE, PLACE, Figure, Table

PREFIX = "thinktank-remark-"
LONGEST_QUOTE = 300


@dataclass(frozen=True)
class Remark:
    """`anchor`: the lasting id of the paragraph, known once the text has been read."""

    by: str
    text: str
    quoted: str
    is_done: bool = False
    anchor: str = ""


def gather(tree, comments, extended):
    """Mark where each comment stands. Returns [Remark] in the order of the text."""
    if comments is None:
        return []
    done = _done(extended)
    said = {comment.get(name("w:id")): comment for comment in all_of(comments, "w:comment")}
    quotes = _quotes(tree)
    remarks = []
    for reference in all_of(tree, "w:commentReference"):
        number = reference.get(name("w:id"))
        comment = said.pop(number, None)
        if comment is not None and (words := text(comment)):
            remarks.append(Remark(
                (comment.get(name("w:author")) or "").strip()[:150], words,
                quotes.get(number, "")[:LONGEST_QUOTE], _is_done(comment, done),
            ))  # fmt: skip
            mark = make("w:bookmarkStart", id="0", name=f"{PREFIX}{len(remarks) - 1}")
            reference.addprevious(mark)
        remove(reference)
    return remarks


def _quotes(tree):
    """{number of a comment: the words between its two ends}."""
    opened, quotes = {}, {}
    wanted = map(name, ("w:commentRangeStart", "w:commentRangeEnd", "w:t", "w:p"))
    for node in tree.iter(*wanted):
        number = node.get(name("w:id"))
        if node.tag == name("w:commentRangeStart"):
            opened[number] = []
        elif node.tag == name("w:commentRangeEnd"):
            quotes[number] = " ".join("".join(opened.pop(number, [])).split())
        else:
            for words in opened.values():
                words.append(node.text or "" if node.tag == name("w:t") else " ")
    return quotes


def _done(extended):
    if extended is None:
        return set()
    return {
        node.get(name("w15:paraId")) for node in all_of(extended, "w15:commentEx")
        if node.get(name("w15:done")) == "1"
    }  # fmt: skip


def _is_done(comment, done):
    return any(paragraph.get(name("w14:paraId")) in done for paragraph in all_of(comment, "w:p"))


# -- once the text has been read --


def anchor(made, remarks):
    """Give the paragraphs that comments stand in a lasting id. Returns the remarks with their anchors.

    A comment on an empty paragraph belongs to the next one.
    """
    anchors, waiting = {}, []
    for holder, runs in _holders(made):
        waiting += _numbers(runs)
        if waiting and not blocks.is_blank(runs):
            holder.id = holder.id or _lasting_id(holder, runs, waiting[0])
            anchors |= dict.fromkeys(waiting, holder.id)
            waiting = []
    return [replace(each, anchor=anchors.get(at, "")) for at, each in enumerate(remarks)]


def _holders(made):
    """(what can have an id, runs that stand in it)."""
    for block in made:
        if isinstance(block, Figure):
            yield block, block.caption
            continue
        for line, table in blocks.lines([block]):
            yield (table or line), line.runs
        if isinstance(block, Table):
            yield block, block.caption


def _numbers(runs):
    for run in runs:
        if run.kind == PLACE and run.text.startswith(PREFIX):
            yield int(run.text.removeprefix(PREFIX))
        elif run.kind == NOTE:
            yield from _numbers(run.inside)


def _lasting_id(holder, runs, number):
    words = blocks.plain(runs)
    if getattr(holder, "level", 0):
        return f"h-{slug_of(words, longest=60) or 'section'}"
    letter = "f" if isinstance(holder, (Figure, Table)) else "p"
    return f"{letter}-{hashlib.sha256(f'{number} {words}'.encode()).hexdigest()[:8]}"
