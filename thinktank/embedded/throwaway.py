"""A server for tests: fast, careless, gone afterwards. Any number may run side by side."""

import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path

from thinktank.embedded.addresses import temporary_folder
from thinktank.embedded.server import Server


@contextmanager
def throwaway(*, identity=None):
    """A new, empty server in a temporary folder, removed with its data at the end."""
    folder = Path(tempfile.mkdtemp(prefix="thinktank-", dir=temporary_folder()))
    server = Server(folder / "data", identity=identity, throwaway=True)
    try:
        server.identity.take(folder)
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
