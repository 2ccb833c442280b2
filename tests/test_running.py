"""`make run`, whole: on a new folder, cut off by `kill -9`, started again, stopped."""

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from tests.embedded.conftest import kill, processes_in, wait_until
from thinktank import preparation, running
from thinktank.embedded import ROOT, database_settings
from thinktank.embedded.addresses import url_of
from thinktank.embedded.faults import Fault
from thinktank.embedded.server import Server
from thinktank.tasks import backends, presence

READY = "Ctrl-C stops the site"


class Site:
    """`python -m thinktank.running` in a process of its own."""

    def __init__(self, folder, **environment):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        given = {"VAR_DIR": str(folder), "PORT": str(self.port), "DEMO": "0"} | environment
        inherited = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "thinktank.running"],
            env=inherited | given,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def until_ready(self):
        """What it says until the site is up."""
        said = []
        for line in self.process.stdout:
            said.append(line)
            if READY in line:
                return "".join(said)
        raise AssertionError("".join(said))

    def status(self, path):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}") as answer:
            return answer.status

    def stop(self, how):
        self.process.send_signal(how)
        said, _ = self.process.communicate(timeout=30)
        return said


@pytest.fixture
def folder(tmp_path):
    yield tmp_path
    kill(tmp_path / "postgres")


def workers_on(data):
    """How many workers the database of this folder knows."""
    with psycopg.connect(url_of(database_settings(data))) as connection:
        return len(connection.execute(presence.LIVING, [presence.KIND]).fetchall())


def processes_of(folder):
    """The numbers of all processes that were started with this VAR_DIR."""
    mark, found = f"VAR_DIR={folder}\0".encode(), []
    for path in Path("/proc").glob("[0-9]*/environ"):
        with suppress(OSError):
            if mark in path.read_bytes():
                found.append(int(path.parent.name))
    return found


@pytest.mark.server
@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
def test_a_site_starts_empty_survives_kill_9_and_stops_whole(folder):
    data = folder / "postgres"
    first = Site(folder)
    said = first.until_ready()
    assert "Setting up the database" in said
    assert re.search(r"Log in as: +admin; password: \S+", said)
    assert f"The admin:  http://127.0.0.1:{first.port}/admin/" in said
    assert first.status("/") == 200
    wait_until(lambda: workers_on(data) == 1, seconds=30)

    first.process.kill()
    first.process.wait()
    kill(data)
    wait_until(lambda: not processes_in(data))
    wait_until(lambda: not processes_of(folder), seconds=30)

    second = Site(folder)
    said = second.until_ready()
    assert "Setting up" not in said  # the data is there …
    assert "Gathering" not in said  # … and so are the static files
    assert "password" not in said
    assert second.status("/admin/login/") == 200
    wait_until(lambda: workers_on(data) == 1, seconds=30)
    second.stop(signal.SIGTERM)
    assert not processes_of(folder)
    assert second.process.returncode == 128 + signal.SIGTERM
    assert not Server(data).answers()
    with pytest.raises(OSError, match="refused"):
        second.status("/")


@pytest.mark.server
def test_a_taken_port_is_named_at_once(folder):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        said, _ = Site(folder, PORT=str(port)).process.communicate(timeout=20)
    assert f"PORT={port + 1} make run" in said
    assert not (folder / "postgres").exists()


def until_stopped():
    """Something to run beside."""
    signal.pause()


def test_a_process_beside_lives_as_long_as_the_block_and_is_started_again_when_it_dies(
    monkeypatch,
):
    monkeypatch.setattr(running, "ignore_signals", lambda: None)
    with running.Beside("a test", until_stopped) as beside:
        assert not beside.ended(longer_than=0)
        beside.process.kill()
        beside.process.join()
        assert beside.ended(longer_than=0)
        assert not beside.ended(longer_than=60)  # not again and again
        beside.start()
        assert beside.is_alive()
    assert not beside.is_alive()


def test_where_tasks_are_done_at_once_no_worker_is_started(settings):
    with running.worker(development=False) as working:
        assert working is None
    settings.TASKS = {"default": backends.named("database")}
    assert running.worker(development=False).target is running.work


@pytest.mark.parametrize("port", ["http", "0", "70000", "-1"])
def test_a_port_that_is_none_is_refused(monkeypatch, port):
    monkeypatch.setenv("PORT", port)
    with pytest.raises(Fault, match=re.escape(f"PORT={port}")):
        running.wanted_port()


def test_static_files_are_gathered_again_only_when_one_changed(settings, tmp_path, monkeypatch):
    source = tmp_path / "source"
    source.mkdir()
    (source / "page.css").write_text("a {}")
    settings.VAR_DIR = tmp_path
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATIC_ROOT.mkdir()
    settings.STATICFILES_DIRS = [source]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    gathered = []
    monkeypatch.setattr(preparation, "call_command", lambda name, **_: gathered.append(name))

    for _again in range(2):
        preparation.gather_static_files(lambda line: None)
    assert gathered == ["collectstatic"]
    (source / "page.css").write_text("a { color: red }")
    preparation.gather_static_files(lambda line: None)
    assert gathered == ["collectstatic"] * 2


@pytest.fixture
def loads(settings, tmp_path, monkeypatch):
    """Records each call of load_demo with the password it was given."""
    settings.VAR_DIR = tmp_path
    monkeypatch.setenv("DEMO_PASSWORD", "")
    passwords = []

    def load_demo(name, stdout):
        assert name == "load_demo"
        passwords.append(os.environ["DEMO_PASSWORD"])

    monkeypatch.setattr(preparation, "call_command", load_demo)
    return passwords


@pytest.fixture
def demo_users(django_user_model):
    for name in preparation.DEMO_LOGINS:
        django_user_model.objects.create_user(name)


@pytest.mark.django_db
def test_an_empty_site_gets_the_demo_and_a_password_kept_for_its_owner(loads, tmp_path):
    password = preparation.fill_empty_site(lambda line: None)
    assert loads == [password]
    assert (tmp_path / "demo-password").read_text() == f"{password}\n"
    assert (tmp_path / "demo-password").stat().st_mode & 0o777 == 0o600


@pytest.mark.django_db
def test_the_next_start_shows_the_password_and_loads_nothing(loads, tmp_path, demo_users):
    (tmp_path / "demo-password").write_text("kept\n")
    assert preparation.fill_empty_site(lambda line: None) == "kept"
    assert loads == []


@pytest.mark.django_db
def test_another_password_is_given_to_the_log_ins(loads, tmp_path, demo_users, monkeypatch):
    (tmp_path / "demo-password").write_text("kept\n")
    monkeypatch.setenv("DEMO_PASSWORD", "new")
    assert preparation.fill_empty_site(lambda line: None) == "new"
    assert loads == ["new"]


@pytest.mark.django_db
def test_a_site_of_ones_own_is_left_alone(loads, tmp_path, django_user_model):
    django_user_model.objects.create_user("director")
    assert preparation.fill_empty_site(lambda line: None) is None
    assert loads == []
    assert not (tmp_path / "demo-password").exists()
