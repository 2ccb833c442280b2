"""Rows into tables by COPY, with the indexes out of the way while many come."""

import json
from collections import defaultdict
from contextlib import contextmanager

from django.core.management.color import no_style
from django.db import connection, models

# Dropping the indexes and building them anew pays from about here on.
MANY = 5_000


class Copier:
    """Collects rows ({attname: value}) by model and copies them; what a row leaves out is the
    field's default, a missing automatic key the database's next."""

    def __init__(self, order):
        self.order = order  # models, each after those it points to
        self.waiting = defaultdict(list)

    def add(self, model, **row):
        self.waiting[model].append(row)

    def flush(self):
        with connection.cursor() as cursor:
            for model in self.order:
                if rows := self.waiting.pop(model, None):
                    _copy(cursor, model, rows)


def _copy(cursor, model, rows):
    fields = [
        each for each in model._meta.concrete_fields
        if not each.generated and not (each.primary_key and each.attname not in rows[0])
    ]  # fmt: skip
    names = ", ".join(connection.ops.quote_name(each.column) for each in fields)
    table = connection.ops.quote_name(model._meta.db_table)
    with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row([_value(each, row) for each in fields])


def _value(column, row):
    value = row[column.attname] if column.attname in row else column.get_default()
    return json.dumps(value) if isinstance(column, models.JSONField) else value


@contextmanager
def without_indexes(tables):
    """Drop the indexes and foreign keys of these tables, and build each anew as it was."""
    with connection.cursor() as cursor:
        # What was written before is checked now: a table with checks to come cannot be altered.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        foreign = _rows(cursor, FOREIGN_KEYS, tables)
        indexes = _rows(cursor, PLAIN_INDEXES, tables)
        for table, name, _definition in foreign:
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        for name, _definition in indexes:
            cursor.execute(f"DROP INDEX {name}")
        yield
        cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
        for _name, definition in indexes:
            cursor.execute(definition)
        for table, name, definition in foreign:
            cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")


FOREIGN_KEYS = """
    SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid)
    FROM pg_constraint WHERE contype = 'f' AND conrelid::regclass::text = ANY(%s) ORDER BY conname
"""
# Those that no constraint stands on: a constraint's index goes and comes with the constraint.
PLAIN_INDEXES = """
    SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
    WHERE indrelid::regclass::text = ANY(%s) AND NOT indisprimary AND NOT EXISTS (
        SELECT 1 FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('p', 'u', 'x')
    ) ORDER BY indexrelid::regclass::text
"""


def _rows(cursor, sql, tables):
    cursor.execute(sql, [list(tables)])
    return cursor.fetchall()


def reset_sequences(copied):
    """The next row saved gets the key after the last copied one."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), copied):
            cursor.execute(statement)
