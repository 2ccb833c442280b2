"""Lasting ids: the names by which a paragraph, a heading, a figure or a note is cited.

They are made from the words they are given to, so the same text always gets the same ones; once
given they stand in the text and stay, whatever happens elsewhere in it.
"""

import hashlib
from collections import Counter

from thinktank.markup import reading, schema
from thinktank.markup.characters import slug_of

HEADINGS = ("h2", "h3", "h4")
IDENTIFIED = {"p": "p", "figure": "f", "foot-note": "n"} | dict.fromkeys(HEADINGS, "h")
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def give_ids(tree):
    """Every paragraph, heading, figure and note of this tree keeps its id or gets one.

    Of two with the same id (a paragraph split or copied) the first keeps it. Paragraphs in cells
    and empty ones have none.
    """
    waiting, taken = [], set()
    for node in tree.iter(*IDENTIFIED):
        lasting = node.attrib.pop("id", "")
        if node.tag == "p" and (reading.within(node, "td", "th") or _is_empty(node)):
            continue
        if lasting and lasting not in taken and schema.LASTING_ID.fullmatch(lasting):
            _name(node, lasting)
            taken.add(lasting)
        else:
            waiting.append(node)
    used = Counter()  # how often these words have been asked for: no search from the beginning
    for node in waiting:
        _name(node, _new_id(node, taken, used))


def _name(node, lasting):
    """The id stands first, as the editor writes it."""
    others = node.items()
    node.attrib.clear()
    node.attrib.update([("id", lasting), *others])


def _is_empty(node):
    return not len(node) and not (node.text or "").strip()


def _new_id(node, taken, used):
    if node.tag in HEADINGS:
        words = reading.plain_text_of(node, without=("foot-note",))
        asked = f"h-{slug_of(words, longest=60) or 'section'}"
    else:
        words = " ".join(node.text_content().split())
        asked = f"{IDENTIFIED[node.tag]}-{sorted(node.attrib.items())}{words}"
    while True:
        used[asked] += 1
        found = _made(asked, used[asked])
        if found not in taken:
            taken.add(found)
            return found


def _made(asked, number):
    """The first heading of its name has no number; the rest are digests of words and number."""
    if asked.startswith("h-"):
        return asked if number == 1 else f"{asked}-{number}"
    return f"{asked[0]}-{_digest(f'{number}{asked}')}"


def _digest(text, length=6):
    """Six digits of base 36: two billion values, for at most some thousand paragraphs."""
    number = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8])
    digits = []
    for _place in range(length):
        number, digit = divmod(number, 36)
        digits.append(DIGITS[digit])
    return "".join(digits)


def without_ids(html):
    """The text alone, as a comparison wants it: giving an id changes nothing that is read."""
    tree = reading.parse(html)
    for node in tree.iter(*IDENTIFIED):
        node.attrib.pop("id", None)
    return reading.inner_html(tree)
