"""Links of a text that cite a note: which they are, and which block is the note."""

import re
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import unquote

from thinktank.markup.foreign import source

NAMED = re.compile(
    r"_?(sd)?(ftn|edn|fn|en|(foot|end|cite)?[-_]?note)[-_:.]?[\w.:-]*", re.IGNORECASE
)
ROLES = {"doc-noteref", "noteref"}
LABEL = re.compile(
    r"\W{0,2}(\d{1,4}|[ivxlcdm]{1,8}|[a-z]{1,2}|[*†‡§¶#⁎]{1,4}|(note|n\.?) ?\d{1,4})\W{0,2}",
    re.IGNORECASE,
)
LONGEST_LABEL = 24
HOLDERS = ("li", "div", "aside", "dd", "section")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(eq=False)
class Citation:
    """A link in the text, the block it leads to, and whether that block leads back."""

    link: object
    block: object
    frames: list  # the link and what stands tightly round it
    backlinks: list = field(default_factory=list)


def inner_links(body):
    """[(link, the name it leads to)]: all that may lead to a place in this text."""
    links = ((link, link.get("href") or "") for link in body.iter("a"))
    return [(link, unquote(href.partition("#")[2]).strip()) for link, href in links if "#" in href]


def fragment(link):
    return unquote(link.get("href").partition("#")[2]).strip()


def targets(order):
    """{name: element} of everything a link may lead to; of two with one name the first."""
    targets = {}
    for node in order:
        for name in (node.get("id"), node.get("name") if node.tag == "a" else None):
            if name:
                targets.setdefault(name, node)
    return targets


def citing(links, targets, order):
    """The links that cite a note, in the order of the text."""
    siblings = Counter(
        block.getparent()
        for block in {_block(targets[name]) for _link, name in links if name in targets}
        if block is not None
    )
    found, ways = [], {}
    for link, name in links:
        block = _block(targets[name]) if name in targets else None
        if block is None or block.tag in HEADINGS:
            continue
        block = _whole(block, siblings)
        citation = Citation(link, block, _frames(link))
        if block not in ways:
            ways[block] = _ways_back(block, targets)
        for frame in (*citation.frames, *link.iterdescendants()):
            citation.backlinks += [way for way in ways[block].get(frame, ()) if way is not link]
        if _cites(citation, name, order):
            found.append(citation)
    blocks = {citation.block for citation in found}
    return [each for each in found if not any(up in blocks for up in each.link.iterancestors())]


def _block(target):
    """The paragraph, item or row that the target stands in or is."""
    for node in (target, *target.iterancestors()):
        if node.tag in ("td", "th"):
            return node.getparent()
        if node.tag == "body":
            return None
        if node.tag in source.BLOCKS:
            return node
    return None


def _whole(block, siblings):
    """A note of several paragraphs is what holds them, when it holds this one note alone."""
    parent = block.getparent()
    if (
        block.tag == "p"
        and parent.tag in HOLDERS
        and siblings[parent] == 1
        and parent[0] is block
        and all(child.tag in ("p", "ul", "ol", "div", "blockquote") for child in parent)
    ):
        return parent
    return block


def _frames(link):
    """The link, and the inline elements about it up to two levels: any may be what a note leads to."""
    frames = [link]
    for parent in link.iterancestors():
        if parent.tag in source.BLOCKS or len(frames) == 3:
            break
        frames.append(parent)
    return frames


def _ways_back(block, targets):
    """{element: links in this block that lead to it}."""
    ways = {}
    for link, name in inner_links(block):
        ways.setdefault(targets.get(name), []).append(link)
    return ways


def _cites(citation, name, order):
    link, words = citation.link, label(citation.link)
    if citation.block in link.iterancestors() or len(words) > LONGEST_LABEL:
        return False
    follows = order[citation.block] > order[link]
    if citation.backlinks:
        return follows
    return follows and bool(LABEL.fullmatch(words)) and _is_named(link, name)


def _is_named(link, name):
    roles = {
        link.get("role"),
        link.get("epub:type"),
        link.get("{http://www.idpf.org/2007/ops}type"),
    }
    return bool(
        NAMED.fullmatch(name) or roles & ROLES or "note" in (link.get("class") or "").lower()
    )


def label(link):
    return " ".join(link.text_content().split())


def bare(links, targets):
    """How many references lead to a note that was not copied along. Their numbers stay as words."""
    return sum(
        1 for link, name in links
        if name not in targets and NAMED.fullmatch(name) and LABEL.fullmatch(label(link))
    )  # fmt: skip
