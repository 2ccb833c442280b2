"""`manage.py X` without a DATABASE_URL: the embedded server runs for as long as the command."""

import os
import signal
import sys
from contextlib import contextmanager, nullcontext

# They never ask the database anything; everything else is given it. (Even `check` asks: which
# fields and indexes are possible depends on the server's version.)
WITHOUT_DATABASE = {
    "",
    "help",
    "version",
    "--version",
    "--help",
    "-h",
    "collectstatic",
    "compilemessages",
    "diffsettings",
    "makemessages",
    "startapp",
}


def needs_embedded(arguments):
    """Whether the command on this command line (`sys.argv`) wants the embedded server."""
    name = arguments[1] if len(arguments) > 1 else ""
    asks_for_help = "--help" in arguments or "-h" in arguments
    given = os.environ.get("DATABASE_URL")
    return not (given or asks_for_help or name in WITHOUT_DATABASE)


def database_for(arguments):
    """A context in which the command of this command line finds its database."""
    return _embedded() if needs_embedded(arguments) else nullcontext()


@contextmanager
def _embedded():
    # Only here: a command without a database should not wait for the driver to load.
    from thinktank.embedded.sharing import running

    # A terminated command leaves by the same door as a finished one, and so stops the server.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    with running(say=lambda line: sys.stderr.write(f"{line}\n")):
        yield
