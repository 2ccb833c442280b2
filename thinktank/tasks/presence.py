"""Which workers live: each holds a lock in Postgres for as long as it does.

The lock belongs to the worker's session, so it goes with the worker, even by `kill -9`, and no
clock decides. Nothing here looks at the time.
"""

import zlib

from django.db import connection

KIND = 20_250  # the first half of our locks' names; nothing else in the project takes such locks

LIVING = """
    SELECT objid::bigint FROM pg_locks
    WHERE locktype = 'advisory' AND classid = %s AND objsubid = 2 AND granted
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""


def number_of(worker_id):
    return zlib.crc32(worker_id.encode()) & 0x7FFFFFFF


def appear(worker_id):
    """Hold this worker's lock as long as the thread's connection stays open."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, %s)", [KIND, number_of(worker_id)])


def living():
    """The numbers of all workers that live, on whatever machine."""
    with connection.cursor() as cursor:
        cursor.execute(LIVING, [KIND])
        return {number for (number,) in cursor.fetchall()}
