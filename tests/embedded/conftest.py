"""Servers on folders of their own, and a writer to kill them under."""

import os
import signal
import subprocess
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from thinktank.embedded.server import Server


@pytest.fixture
def data(tmp_path):
    """A folder for a server's data; whatever runs there at the end is stopped."""
    folder = tmp_path / "postgres"
    yield folder
    leftover = Server(folder)
    if leftover.answers():
        leftover.stop()


@contextmanager
def started(data, **options):
    server = Server(data, **options)
    server.start()
    try:
        yield server
    finally:
        server.stop()


def processes_in(data):
    """The numbers of all living processes that work in the folder: the server and its children."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            state = (process / "stat").read_text().rpartition(")")[2].split()[0]
            if state != "Z" and os.readlink(process / "cwd") == str(data):
                found.append(int(process.name))
        except OSError:
            continue
    return found


def kill(data):
    """`kill -9` every process of the server at once, as a loss of power would."""
    victims = processes_in(data)
    for number in victims:
        with suppress(ProcessLookupError):  # a short-lived one that ended by itself meanwhile
            os.kill(number, signal.SIGKILL)
    return victims


@contextmanager
def other_process():
    """A living process that is no database server."""
    process = subprocess.Popen(["sleep", "60"])
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def wait_until(fact, seconds=10):
    deadline = time.monotonic() + seconds
    while not fact():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.01)
