"""The first command starts the server, the last one stops it, also when one was killed."""

import os
import shutil
import subprocess
import sys

import pytest

from tests.embedded.conftest import wait_until
from thinktank.embedded import ROOT
from thinktank.embedded.server import Server
from thinktank.embedded.sharing import running
from thinktank.embedded.throwaway import throwaway

pytestmark = pytest.mark.server

HOLD = """
import sys
from thinktank.embedded.sharing import running
with running(sys.argv[1]) as server:
    print("in", flush=True)
    sys.stdin.readline()
"""


def other_command(data):
    """Another process that uses the server until a line is written to it."""
    command = [sys.executable, "-c", HOLD, str(data)]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, text=True
    )
    assert process.stdout.readline() == "in\n"
    return process


def test_one_command_alone_starts_and_stops_the_server(data):
    with running(data) as server:
        assert server.answers()
    assert not server.answers()


def test_the_server_outlives_the_command_that_started_it_while_another_needs_it(data):
    first = other_command(data)
    with running(data) as server:
        first.communicate("leave\n", timeout=10)
        assert server.answers()
        assert server.process is None  # it was found, not started
    assert not server.answers()


def test_a_command_that_finds_the_server_leaves_it_to_the_others(data):
    with running(data) as server:
        other_command(data).communicate("leave\n", timeout=10)
        assert server.answers()


def test_the_next_command_takes_over_from_one_that_was_killed(data):
    killed = other_command(data)
    killed.kill()
    killed.communicate()
    assert Server(data).answers()
    with running(data) as server:
        assert server.answers()
    assert not server.answers()


def test_throwaway_servers_run_beside_the_site_and_leave_nothing(data):
    with running(data) as site, throwaway() as one, throwaway() as two:
        assert len({site.url, one.url, two.url}) == 3
        assert all(server.answers() for server in (site, one, two))
        folder = one.data.parent
    assert not folder.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="Linux tells a child of its parent's death")
def test_a_throwaway_server_dies_with_the_command_that_was_killed():
    command = [sys.executable, "-m", "thinktank.embedded", "with-throwaway", "--"]
    process = subprocess.Popen(
        [*command, "sh", "-c", "echo $DATABASE_URL; exec sleep 60"],
        stdout=subprocess.PIPE,
        cwd=ROOT,
        text=True,
        start_new_session=True,
    )
    url = process.stdout.readline().strip()
    folder = url.partition("host=")[2].partition("&")[0].replace("%2F", "/")
    assert os.path.exists(f"{folder}/postmaster.pid")
    os.killpg(process.pid, 9)  # the server is in a session of its own: this does not reach it
    process.wait()
    server = Server(folder)
    wait_until(lambda: not server.answers())
    shutil.rmtree(server.data.parent)
