"""`bin/find-python` believes only what it has executed."""

import os
import shutil
import subprocess
import sys

import pytest

from thinktank.embedded import ROOT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a script for POSIX shells")


@pytest.fixture
def machine(tmp_path):
    """A machine with a shell and nothing else: (its PATH, a function that runs the script)."""
    path = tmp_path / "bin"
    path.mkdir()
    (path / "sh").symlink_to(shutil.which("sh"))

    def find(**environment):
        given = {"PATH": str(path), "HOME": str(tmp_path)} | environment
        return subprocess.run(
            [str(path / "sh"), str(ROOT / "bin" / "find-python")],
            env=given,
            capture_output=True,
            text=True,
            check=False,
        )

    return path, find


def put(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)


REAL = f'exec "{sys.executable}" "$@"'
OLD = "exit 1"


def test_the_first_name_that_runs_and_is_new_enough_is_taken(machine):
    path, find = machine
    put(path / "python3.13", "echo 'no such version is installed' >&2; exit 127")  # a stand-in
    put(path / "python3", REAL)
    assert find().stdout.strip() == sys.executable


def test_versions_kept_by_pyenv_are_found(machine, tmp_path):
    path, find = machine
    put(path / "python3", OLD)
    put(tmp_path / ".pyenv" / "versions" / "3.11.7" / "bin" / "python3", OLD)
    put(tmp_path / ".pyenv" / "versions" / "3.13.0" / "bin" / "python3", REAL)
    assert find().stdout.strip() == sys.executable


def test_python_named_by_the_user_comes_first(machine):
    path, find = machine
    put(path / "python3.13", OLD)
    assert find(PYTHON=sys.executable).stdout.strip() == sys.executable


def test_a_wrong_name_is_not_silently_replaced(machine):
    path, find = machine
    put(path / "python3.13", REAL)
    answer = find(PYTHON="/nowhere/python")
    assert answer.returncode == 1
    assert "PYTHON=/nowhere/python" in answer.stderr
    assert answer.stdout == ""


@pytest.mark.skipif(
    any(os.path.exists(f"/usr/local/bin/python3.{minor}") for minor in (12, 13, 14)),
    reason="this machine has one where the script looks in the end",
)
def test_where_there_is_none_one_line_says_what_to_do(machine):
    _, find = machine
    answer = find()
    assert answer.returncode == 1
    assert len(answer.stderr.splitlines()) == 1
    assert "Thinktank needs Python 3.12" in answer.stderr
