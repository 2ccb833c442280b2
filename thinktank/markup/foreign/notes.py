"""Footnotes and endnotes of any origin: found where they are cited, and put there.

One rule serves Word, LibreOffice, Google Docs, Wikipedia, Pandoc, mammoth and our own pages: a short
link leads to a block further down, and that block leads back, or has the name of a note.
"""

import copy
import re

from thinktank.markup.foreign import citations, source

NOTE = "foot-note"
TITLES = re.compile("notes?|footnotes|endnotes|references|sources|حواشی|حوالے|حوالہ جات")
MOST_COPIED = 2_000_000  # characters: a long note cited a thousand times would fill the memory


def gather(body):
    """Put every note of this tree where it is cited. Returns (notes placed, references left bare)."""
    links = citations.inner_links(body)
    if not links:
        return 0, 0
    order = {node: at for at, node in enumerate(body.iter())}
    targets = citations.targets(order)
    cited = citations.citing(links, targets, order)
    contents = _contents(cited)
    placed, copied, seen = 0, 0, set()
    for citation in cited:
        content, size = contents[citation.block]
        copied += size if citation.block in seen else 0
        if copied <= MOST_COPIED or citation.block not in seen:
            _place(citation, copy.deepcopy(content))
            seen.add(citation.block)
            placed += 1
    for block in contents:
        _drop(block)
    return placed, citations.bare(links, targets)


def _contents(cited):
    """{block: (a note's element, its size)}: what the block says, without number and ways back."""
    backlinks, labels = {}, {}
    for citation in cited:
        backlinks.setdefault(citation.block, []).extend(citation.backlinks)
        labels.setdefault(citation.block, _bones(citations.label(citation.link)))
    contents = {}
    for block, links in backlinks.items():
        note = block.makeelement(NOTE)
        whole = copy.deepcopy(block)
        # The copy's links stand in the same order as the block's own.
        ways_back = set(links)
        pairs = zip(list(block.iter("a")), list(whole.iter("a")), strict=True)
        for mirrored in [copied for own, copied in pairs if own in ways_back]:
            _take_out_way_back(mirrored, whole)
        note.text = whole.text
        note.extend(whole)
        _strip_label(note, labels[block])
        contents[block] = note, sum(map(len, note.itertext()))
    return contents


def _take_out_way_back(link, whole):
    """The link, and what stood round it when no word is left there: “^ a b”, “[1]”."""
    parent = link.getparent()
    source.take_out(link)
    while parent is not whole and parent is not None and not source.holds_words(parent):
        emptied, parent = parent, parent.getparent()
        source.take_out(emptied)


def _strip_label(note, label):
    """The number before the note's first word, when it is the number it is cited by."""
    for holder in note.iter():
        for part in ("text", "tail"):
            text = getattr(holder, part) if holder is not note or part == "text" else None
            if not text or not text.strip():
                continue
            first = re.match(r"\s*([\[(]?([\w*†‡§¶#⁎]{1,9})[\])]?[.:)]?)(?=\s|$)", text)
            if first and _bones(first[2]) == label:
                setattr(holder, part, text[first.end() :])
            else:
                setattr(holder, part, re.sub(r"^[\s^↑↩]+", "", text))
            return


def _bones(label):
    return re.sub(r"[\s\[\]().:]", "", label).lower()


def _place(citation, note):
    reference = source.wrapper(citation.link)
    note.tail, reference.tail = reference.tail, None
    reference.getparent().replace(reference, note)


def _drop(block):
    """The list's item goes, then the list when it is empty, then its heading."""
    while True:
        parent, before = block.getparent(), block.getprevious()
        if parent is None:
            return
        source.take_out(block)
        if parent.tag == "body" or (parent.text or "").strip() or not _is_bare(parent):
            break
        block = parent
    while before is not None and before.tag in ("hr", "br"):
        before = before.getprevious()
    if before is not None and before.tag in citations.HEADINGS and _is_title(before):
        after = before.getnext()
        while after is not None and after.tag in ("hr", "br"):
            after = after.getnext()
        if after is None or after.tag in citations.HEADINGS:
            source.take_out(before)


def _is_bare(node):
    return all(child.tag in ("hr", "br") and not (child.tail or "").strip() for child in node)


def _is_title(heading):
    return TITLES.fullmatch(" ".join(heading.text_content().split()).strip(" :[]").lower())
