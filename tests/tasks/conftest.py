"""Workers as they are in earnest: processes of their own, on the tests' database."""

import os
import subprocess
import sys

import pytest
from django.db import connection

from tests.pages import ROOT
from thinktank.embedded.addresses import url_of


@pytest.fixture
def worker(tmp_path):
    """Starts `manage.py work`, under a name that Postgres knows; whatever lives at the end is killed."""
    environment = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ} | {
        "DATABASE_URL": url_of(connection.settings_dict), "SECRET_KEY": "only for tests",
        "VAR_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "thinktank.settings",
    }  # fmt: skip
    started = []

    def start(name="worker"):
        command = [sys.executable, "manage.py", "work", "--every", "0.1"]
        process = subprocess.Popen(command, cwd=ROOT, env=environment | {"PGAPPNAME": name})
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()
