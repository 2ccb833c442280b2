"""What the worker does again and again while it lives, as often as once a second.

A chore is a function without arguments, made known at start:
`chores.every(60, digests.send_due)`. Each run is one transaction. Where several workers live,
each has the same rota, and a lock in Postgres keeps two from doing the same chore at once; so a
chore must be harmless when it finds nothing left to do. One that returns AGAIN is done again at
once, in another transaction.
"""

import logging
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection, transaction

KIND = 20_251  # the first half of our locks' names; presence.py has the number before
SOON = 60.0  # seconds, at most, until a chore that failed is tried again
AGAIN = "again"

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Chore:
    name: str
    seconds: float
    function: Callable


registered = {}


def every(seconds, function):
    """Have `function()` called by the worker every so many seconds (one at least).

    It runs in a transaction; when it raises, that is undone, logged, and tried again in its turn.
    Raises ValueError for less than a second.
    """
    if seconds < 1:
        raise ValueError(f"Every {seconds} seconds is too often. Wanted: 1 or more.")
    name = f"{function.__module__}.{function.__qualname__}"
    registered[name] = Chore(name, seconds, function)


class Rota:
    """When each chore of one watch is due next, in seconds of a clock that only runs on."""

    def __init__(self, chores):
        self.due = dict.fromkeys(chores, float("-inf"))

    def do_due(self, now):
        """Do what is due at `now`, each chore on its own."""
        for chore, due in self.due.items():
            if due <= now:
                done = do(chore)
                self.due[chore] = now + (chore.seconds if done else min(chore.seconds, SOON))

    def pause(self, now):
        """Seconds until the next chore is due."""
        return max(0.0, min(self.due.values()) - now)


def do(chore):
    """Do the chore, unless another worker is at it. Returns whether that went well."""
    try:
        while _done_once(chore) is AGAIN:
            pass
    except Exception:
        logger.exception("The chore %s failed and will be tried again.", chore.name)
        # A lost connection must be seen by the watch; a healthy one holds the worker's own lock.
        if not connection.is_usable():
            connection.close()
        return False
    return True


def _done_once(chore):
    with transaction.atomic():
        return chore.function() if _nobody_else_does(chore.name) else None


def _nobody_else_does(name):
    number = zlib.crc32(name.encode()) & 0x7FFFFFFF
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [KIND, number])
        return cursor.fetchone()[0]
