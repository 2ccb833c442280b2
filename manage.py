#!/usr/bin/env python
"""The project's commands: `python manage.py help`."""

import os
import sys

try:
    from django.core.management import execute_from_command_line
except ModuleNotFoundError:
    sys.exit("Django is not installed here. Run `make setup`, then `.venv/bin/python manage.py`.")

from thinktank.embedded.commands import database_for
from thinktank.embedded.faults import Fault


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thinktank.settings")
    try:
        with database_for(sys.argv):
            execute_from_command_line(sys.argv)
    except Fault as fault:
        sys.exit(str(fault))


if __name__ == "__main__":
    main()
