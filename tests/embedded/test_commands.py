"""`manage.py` gives a command its database, unless it needs none or one is named."""

import os
import subprocess
import sys

import pytest

from thinktank.embedded import ROOT
from thinktank.embedded.commands import needs_embedded
from thinktank.embedded.server import Server


@pytest.mark.parametrize(
    ("command", "needed"),
    [
        ("migrate", True),
        ("shell", True),
        ("createsuperuser", True),
        ("makemigrations --check", True),
        ("", False),
        ("help migrate", False),
        ("migrate --help", False),
        ("makemessages --all", False),
        ("collectstatic --noinput", False),
    ],
)
def test_only_commands_that_read_rows_start_the_database(monkeypatch, command, needed):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert needs_embedded(["manage.py", *command.split()]) is needed


def test_no_command_starts_it_where_another_server_is_named(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://db.example/press")
    assert not needs_embedded(["manage.py", "migrate"])


@pytest.mark.server
def test_a_command_finds_a_running_database_and_leaves_none(tmp_path):
    environment = os.environ | {"VAR_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": ""}
    environment.pop("DJANGO_SETTINGS_MODULE")
    answer = subprocess.run(
        [sys.executable, "manage.py", "showmigrations", "contenttypes"],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "[ ] 0001_initial" in answer.stdout
    assert (tmp_path / "postgres" / "PG_VERSION").exists()
    assert not Server(tmp_path / "postgres").answers()
