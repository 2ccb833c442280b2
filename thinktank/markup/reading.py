"""Rich text as a reader meets it: plain words, their number, the minutes they take."""

import copy
import math
import re

import lxml.html

from thinktank.markup.characters import NOT_TEXT

# Silent reading of English non-fiction: 238 words a minute on average
# (Brysbaert, "How many words do we read per minute?", Journal of Memory and Language 109, 2019).
WORDS_A_MINUTE = 238
BLOCKS = ("p", "h2", "h3", "h4", "li", "blockquote", "td", "th", "figcaption", "br")


def parse(html):
    """The fragment as an lxml tree under one <div>; never fails on any text."""
    return lxml.html.fragment_fromstring(NOT_TEXT.sub("", html or ""), create_parent="div")


def inner_html(tree):
    """What stands in the <div> that `parse` puts around a fragment."""
    whole = lxml.html.tostring(tree, encoding="unicode", with_tail=False)
    return whole.removeprefix("<div>").removesuffix("</div>")


def within(node, *tags):
    """Whether one of these elements stands around the node."""
    return next(node.iterancestors(*tags), None) is not None


def plain_text(html):
    """The words alone, a line per paragraph, white space folded."""
    return plain_text_of(parse(html)) if html else ""


def plain_text_of(tree, without=()):
    """The same of a tree, which stays as it is; elements `without` are passed over."""
    tree = copy.deepcopy(tree)
    tree.tail = None
    for node in list(tree.iter(*without)) if without else []:
        node.drop_tree()
    for block in tree.iter(*BLOCKS):
        block.tail = "\n" + (block.tail or "")
    lines = (re.sub(r"[^\S\n]+", " ", line).strip() for line in tree.text_content().split("\n"))
    return "\n".join(line for line in lines if line)


def word_count(text):
    """Words of plain text, as white space divides them."""
    return len(text.split())


def minutes(words):
    """Whole minutes to read so many words, never less than one."""
    return max(1, math.ceil(words / WORDS_A_MINUTE))
