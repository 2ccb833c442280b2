"""The log as CSV: line by line, so that a million entries need no memory, and no cell is a formula."""

import csv
import json
from datetime import UTC

from thinktank import keyset

COLUMNS = ["id", "at", "event", "actor", "actor_name", "address", "subject_model", "subject_pk",
           "subject_name", "detail", "number", "previous", "hash"]  # fmt: skip
# What a spreadsheet takes for the beginning of a formula, or skips in front of one.
FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n")
AT_ONCE = 1000


class _Echo:
    def write(self, line):
        return line


def lines(entries):
    """The lines of the file, newest entry first. It begins with a mark that it is UTF-8."""
    write = csv.writer(_Echo(), quoting=csv.QUOTE_ALL).writerow
    yield "\ufeff" + write(COLUMNS)
    for entry in _all(entries):
        yield write([_cell(_value(entry, name)) for name in COLUMNS])


def _all(entries):
    """Every entry, fetched some at a time: a long download holds no statement open."""
    asked = {}
    while True:
        page = keyset.page(entries, asked, moment="at", per_page=AT_ONCE)
        yield from page
        if page.older is None:
            return
        last = page.rows[-1]
        asked = {"before": keyset.write_place(last.at, last.pk)}


def _value(entry, name):
    if name == "at":
        return entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    if name == "detail":
        return json.dumps(entry.detail, ensure_ascii=False)
    return getattr(entry, name)


def _cell(value):
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULAS) else text
