"""Word's lists, which are paragraphs that say of themselves which item of which list they are."""

import re

from thinktank.markup.foreign import source
from thinktank.markup.foreign.blocks import Item

LEVEL = re.compile(r"\blevel([1-9])\b")
NUMBER = re.compile(r"[(\[]?(\d{1,4}|[a-z]|[ivxlc]{1,6})[.)\]]", re.IGNORECASE)
DIGITS = re.compile(r"\d{1,4}")


def item(line):
    """Which item of a list this paragraph is, or None. Takes the bullet out of the tree."""
    place = source.style(line).get("mso-list", "")
    if not place or "ignore" in place:
        return _online(line)
    bullet = _take_bullet(line)
    level = LEVEL.search(place)
    if level is None:
        return None
    ordered = bool(NUMBER.fullmatch(bullet))
    digits = DIGITS.search(bullet) if ordered else None
    return Item(int(level[1]), ordered, int(digits[0]) if digits else 1)


def _take_bullet(line):
    """The bullet or number that Word writes for those who know no lists; removed."""
    for span in line.iter("span"):
        if "ignore" in source.style(span).get("mso-list", ""):
            words = "".join(span.text_content().split())
            source.take_out(span)
            return words
    return ""


def _online(line):
    """Word on the web puts every item into a list of its own and writes the level on it."""
    level = line.get("data-aria-level") or line.get("aria-level") or ""
    if line.tag != "li" or not line.get("data-listid") or not re.fullmatch("[1-9]", level):
        return None
    parent = line.getparent()
    start = parent.get("start") or "1"
    return Item(int(level), parent.tag == "ol", int(start) if DIGITS.fullmatch(start) else 1)
