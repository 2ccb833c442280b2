"""Foreign HTML as a tree: whatever a clipboard holds, parsed without fail and never too deep."""

import re

import lxml.html

from thinktank.markup.characters import NOT_TEXT

# Deeper than any page; the parser drops what lies below some hundred levels, words included.
DEEPEST = 100
TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>")


def _tags(names):
    return frozenset(names.split())


# Tags that need no end, so that counting their beginnings says nothing of depth.
ENDLESS = _tags(
    "area base br col embed hr img input link meta param source track wbr html head body "
    "p li dt dd tr td th thead tbody tfoot colgroup caption option optgroup rt rp"
)
LINES = _tags("p h1 h2 h3 h4 h5 h6 pre dt summary legend")
BLOCKS = LINES | _tags(
    "address article aside blockquote body center dd details div dl fieldset figcaption figure "
    "footer form header hr html li main nav ol section table tbody td tfoot th thead tr ul"
)


def parse(html):
    """Any text → the <body> of a tree without comments; nothing in it lies below DEEPEST levels."""
    text = NOT_TEXT.sub("", html.encode("utf-8", "replace").decode())
    parser = lxml.html.HTMLParser(remove_comments=True, remove_pis=True)
    tree = lxml.html.document_fromstring(f"<html><body><p></p>{_shallow(text)}", parser=parser)
    body = tree.find("body")
    return tree if body is None else body


def _shallow(html):
    """The text without the tags that stand too deep. Exact where a page is well formed."""
    if html.count("<") <= DEEPEST:
        return html
    depth = 0

    def keep(found):
        nonlocal depth
        closes, name, rest = found.groups()
        if name.lower() in ENDLESS or rest.endswith("/"):
            return found[0]
        if closes:
            depth -= depth > 0
            return found[0] if depth < DEEPEST else ""
        depth += 1
        return found[0] if depth <= DEEPEST else ""

    return TAG.sub(keep, html)


def style(node):
    """{property: value} of the node's own style attribute, in lower case."""
    given = node.get("style")
    if not given:
        return {}
    pairs = (each.partition(":") for each in given.lower().split(";"))
    return {name.strip(): value.strip() for name, _colon, value in pairs}


def classes(node):
    return (node.get("class") or "").split()


def items(node):
    """The words and the elements of a node, in their order."""
    if node.text:
        yield node.text
    for child in node:
        yield child
        if child.tail:
            yield child.tail


def holds_words(node):
    """Whether a letter or digit stands anywhere in it."""
    return any(character.isalnum() for text in node.itertext() for character in text)


def take_out(node):
    """Remove the node, but not the words behind it."""
    parent, before = node.getparent(), node.getprevious()
    if node.tail:
        if before is not None:
            before.tail = (before.tail or "") + node.tail
        else:
            parent.text = (parent.text or "") + node.tail
        node.tail = None
    parent.remove(node)


def wrapper(node):
    """The outermost inline element that holds this one and nothing else."""
    while (
        (parent := node.getparent()) is not None
        and parent.tag not in BLOCKS
        and len(parent) == 1
        and not (parent.text or "").strip()
        and not (node.tail or "").strip()
    ):
        node = parent
    return node
