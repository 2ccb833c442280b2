"""Several commands, one server: the first starts it, the last to leave stops it.

The locks are the kernel's, so a command that dies by `kill -9` leaves too.
"""

import fcntl
import os
from contextlib import ExitStack, contextmanager

from thinktank.embedded.addresses import data_folder
from thinktank.embedded.server import Server


@contextmanager
def running(data=None, *, say=lambda line: None):
    """The embedded server for the length of a `with`, started only if it is not running."""
    server = Server(data or data_folder(), say=say)
    server.data.parent.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        users = stack.enter_context(_opened(server, "users"))
        with _gate(server):
            if not server.answers():
                server.start()
            fcntl.flock(users, fcntl.LOCK_SH)
        try:
            yield server
        finally:
            with _gate(server):
                if _last(users):
                    server.stop()


def _last(users):
    """Whether nobody else uses the server. The gate is held: nobody can come in between."""
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        fcntl.flock(users, fcntl.LOCK_UN)
        return False
    return True


@contextmanager
def _gate(server):
    """One command at a time starts or stops the server."""
    with _opened(server, "gate") as gate:
        fcntl.flock(gate, fcntl.LOCK_EX)
        yield


@contextmanager
def _opened(server, name):
    path = server.data.with_name(f"{server.data.name}.{name}")
    number = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        yield number
    finally:
        os.close(number)
