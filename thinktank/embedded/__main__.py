"""`python -m thinktank.embedded …`: the database by hand.

with-throwaway -- COMMAND …   run a command on a new, empty database that is gone afterwards
dump FILE                     write the site's database into a file
restore FILE                  fill an empty database from such a file
psql …                        the database's own prompt

DATABASE_URL chooses the database; unset, it is the embedded one.
"""

import argparse
import os
import subprocess
import sys
from contextlib import contextmanager

import psycopg

from thinktank.embedded import database_from_url, transfer
from thinktank.embedded.binaries import find
from thinktank.embedded.faults import Fault
from thinktank.embedded.sharing import running
from thinktank.embedded.throwaway import throwaway


@contextmanager
def site_database():
    """The settings of the site's database, running."""
    if url := os.environ.get("DATABASE_URL"):
        yield database_from_url(url)
        return
    with running(say=say) as server:
        yield server.settings


def say(line):
    sys.stderr.write(f"{line}\n")


def with_throwaway(command):
    with throwaway() as server:
        environment = os.environ | {"DATABASE_URL": server.url}
        return subprocess.run(command, check=False, env=environment).returncode


def dump(path):
    with site_database() as settings:
        transfer.dump(settings, path)
    say(f"{path}: {os.path.getsize(path):,} bytes. Keep it like a password: accounts are in it.")


def restore(path):
    with site_database() as settings:
        transfer.restore(settings, path, say=say)
    say("Restored. Copy the media folder too: docs/moving-to-a-server.md.")


def psql(arguments):
    with site_database() as settings:
        command = [find()["psql"], transfer.address(settings), *arguments]
        return subprocess.run(command, check=False, env=transfer.environment(settings)).returncode


def parse(arguments):
    parser = argparse.ArgumentParser(
        prog="python -m thinktank.embedded",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", required=True)
    for name, method in {"dump": dump, "restore": restore}.items():
        command = commands.add_parser(name)
        command.add_argument("given", metavar="FILE")
        command.set_defaults(run=method)
    for name, method in {"with-throwaway": with_throwaway, "psql": psql}.items():
        command = commands.add_parser(name)
        command.add_argument("given", nargs=argparse.REMAINDER, metavar="…")
        command.set_defaults(run=method)
    parsed = parser.parse_args(arguments)
    if isinstance(parsed.given, list) and parsed.given[:1] == ["--"]:
        parsed.given = parsed.given[1:]
    return parsed


def main(arguments):
    parsed = parse(arguments)
    try:
        return parsed.run(parsed.given) or 0
    except (Fault, psycopg.Error, OSError) as error:
        say(str(error))
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
