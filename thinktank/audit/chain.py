"""The chain: each entry is sealed with the seal of the one before, so none can be changed unseen."""

import hashlib
import json
from datetime import UTC

from django.db import connection, transaction

from thinktank.audit.models import Entry

BEGINNING = "0" * 64  # what the first entry names as the seal before it
LOCK = 20_260_312  # the advisory lock of whoever lengthens the chain
AT_ONCE = 1000
# Whatever the seal covers: all but the seal itself.
COVERED = [field.attname for field in Entry._meta.concrete_fields if field.attname != "hash"]


def seal_of(entry):
    """SHA-256, in hex, of the entry's columns as canonical JSON, that of the previous seal among them."""
    columns = {name: getattr(entry, name) for name in COVERED}
    columns["at"] = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    text = json.dumps(columns, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def seal():
    """Put every committed entry that is not in the chain yet at its end, in the order of writing.

    Called after each commit. What a killed process left behind is sealed with the next entry, or
    before the chain is checked.
    """
    while Entry.objects.waiting().exists():
        _lengthen()


@transaction.atomic
def _lengthen():
    """Seal the next few: after a load of thousands, others get their turn in between."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    last = Entry.objects.chained().last()
    number, previous = (last.number, last.hash) if last else (0, BEGINNING)
    for entry in Entry.objects.waiting().order_by("pk")[:AT_ONCE]:
        number += 1
        entry.number, entry.previous = number, previous
        entry.hash = previous = seal_of(entry)
        entry.save(update_fields=["number", "previous", "hash"])


def check(since=None):
    """Walk the chain. → (how many entries follow from one another, the first that does not or None).

    `since`: the entry to begin with; what it says of the one before it is believed.
    """
    number, previous = (since.number - 1, since.previous) if since else (0, BEGINNING)
    done = 0
    for entry in _after(number):
        if not _follows(entry, number + 1, previous):
            return done, entry
        number, previous, done = entry.number, entry.hash, done + 1
    return done, None


def _follows(entry, number, previous):
    return (entry.number, entry.previous) == (number, previous) and seal_of(entry) == entry.hash


def _after(number):
    """The entries after this place, fetched some at a time: memory stays small, statements short."""
    while rows := list(Entry.objects.chained().filter(number__gt=number)[:AT_ONCE]):
        yield from rows
        number = rows[-1].number
