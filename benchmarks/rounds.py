"""What the programs that time a step share: how many rounds, and files as a site serves them."""

import argparse
import sys

from django.conf import settings

from thinktank.preparation import gather_static_files

ROUNDS = 15


def asked(program):
    """The rounds that the command line asks for. `program`: its own text, for --help."""
    options = argparse.ArgumentParser(description=program.split("\n")[0])
    options.add_argument("--rounds", type=int, default=ROUNDS)
    rounds = options.parse_args().rounds
    if not settings.DEBUG:
        gather_static_files(lambda line: print(line, file=sys.stderr))
    return rounds
