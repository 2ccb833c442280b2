"""The server's two lock files: whose process they name, and what to do when it is no server.

After `kill -9` or a crash the files stay. Postgres then refuses to start while *any* process has
that number: a zombie that nobody reaped yet, or a stranger that was given the number since.
"""

import os
import subprocess
from pathlib import Path

from thinktank.embedded.addresses import PORT

MAIN = "postmaster.pid"
SOCKET_LOCK = f".s.PGSQL.{PORT}.lock"


def read(data):
    """The number of the server's process, or None when there is no readable file."""
    return _number_in(data / MAIN)


def _number_in(path):
    try:
        return abs(int(path.read_text().split("\n", 1)[0]))
    except (FileNotFoundError, ValueError):
        return None


def release_stale(data, socket_folder):
    """Let the next server start if its lock files name no live server of this folder.

    They are not deleted: the later lines of `postmaster.pid` are how Postgres finds a left-over
    process that still writes to the data. Only the number is replaced, by ours: a parent's is
    never held against its child.
    """
    for path in (data / MAIN, socket_folder / SOCKET_LOCK):
        number = _number_in(path)
        if number is None or _may_be_server(number, data):
            continue
        lines = path.read_text().split("\n")
        lines[0] = str(os.getpid())
        path.write_text("\n".join(lines))


def _may_be_server(number, data):
    state, name = _process(number)
    if state in {"", "Z", "X"} or not name.startswith("postgres"):
        return False
    try:
        return os.readlink(f"/proc/{number}/cwd") == str(data)  # a server works in its folder
    except OSError:
        return True


def _process(number):
    """A process's state letter and name; empty when there is none."""
    if Path("/proc/self/stat").exists():
        try:
            line = Path(f"/proc/{number}/stat").read_text()
        except OSError:
            return "", ""
        before, _, after = line.rpartition(")")
        return after.split()[0], before.partition("(")[2]
    answer = subprocess.run(
        ["ps", "-o", "state=,comm=", "-p", str(number)],
        capture_output=True,
        text=True,
        check=False,
    )
    state, _, command = answer.stdout.strip().partition(" ")
    return state[:1], os.path.basename(command.strip())
