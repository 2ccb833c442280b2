"""The server's life: made, started, stopped, cut off, started again."""

import os
import signal
import stat
import sys
import threading

import psycopg
import pytest

from tests.embedded.conftest import kill, other_process, processes_in, started, wait_until
from thinktank.embedded import addresses, cluster, identity
from thinktank.embedded.faults import Fault
from thinktank.embedded.server import Server

pytestmark = pytest.mark.server
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


def value(server, question, database="thinktank"):
    with server.connect(database) as connection:
        return connection.execute(question).fetchone()[0]


def test_what_was_written_is_there_after_the_next_start(data):
    with started(data) as server, server.connect("thinktank") as connection:
        connection.execute("CREATE TABLE kept AS SELECT 'still here' AS word")
    assert not Server(data).answers()
    with started(data) as server:
        assert value(server, "SELECT word FROM kept") == "still here"


def test_the_data_is_checked_and_ordered_alike_on_every_machine(data):
    with started(data) as server:
        assert value(server, "SHOW data_checksums") == "on"
        assert value(server, "SHOW server_encoding") == "UTF8"
        assert value(server, "SELECT lower('ÉÑ')") == "éñ"
        assert value(server, "SELECT array_agg(w ORDER BY w) FROM unnest('{b,a,Z}'::text[]) w") == [
            "Z",
            "a",
            "b",
        ]


def test_search_takes_typographic_marks_for_marks(data):
    with started(data) as server:
        words = value(server, "SELECT to_tsvector('simple', '“Kashmir” – Punjab’s کشمیر، Élan')")
    assert words == "'kashmir':1 'punjab':2 's':3 'élan':5 'کشمیر':4"


def test_every_extension_the_site_uses_is_there(data):
    with started(data) as server, server.connect("thinktank") as connection:
        for name in ("pg_trgm", "unaccent", "btree_gin"):
            connection.execute(f"CREATE EXTENSION {name}")


def test_the_server_opens_no_port_and_closes_its_socket_to_others(data):
    with started(data) as server:
        assert value(server, "SHOW listen_addresses") == ""
        assert stat.S_IMODE(data.stat().st_mode) == 0o700
        assert stat.S_IMODE((data / ".s.PGSQL.5432").stat().st_mode) == 0o700


def test_a_path_too_long_for_a_socket_is_no_hindrance(tmp_path):
    data = tmp_path / ("deep" * 20) / ("folder" * 10) / "postgres"
    folder = addresses.socket_folder(data)
    with started(data) as server:
        assert value(server, "SELECT 1") == 1
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    folder.rmdir()


def test_a_socket_folder_that_others_may_enter_is_refused(tmp_path, monkeypatch):
    open_to_all = tmp_path / "open"
    open_to_all.mkdir(mode=0o755)
    monkeypatch.setattr(cluster, "socket_folder", lambda data: open_to_all)
    with pytest.raises(Fault, match="private folder"):
        cluster.prepare_socket_folder(tmp_path / "data", identity.Identity(owner=os.geteuid()))


def test_a_folder_with_something_else_in_it_is_left_alone(data):
    data.mkdir()
    (data / "thesis.txt").write_text("ten years of work")
    with pytest.raises(Fault, match="not empty"):
        Server(data).start()
    assert (data / "thesis.txt").read_text() == "ten years of work"


def test_data_of_another_version_is_refused_by_name(data):
    data.mkdir()
    (data / "PG_VERSION").write_text("9\n")
    with pytest.raises(Fault, match="PostgreSQL 9"):
        Server(data).start()


def test_a_pid_file_that_names_a_stranger_does_not_stop_the_start(data):
    with started(data):
        old = (data / "postmaster.pid").read_text()
    with other_process() as stranger:
        lines = old.split("\n")
        (data / "postmaster.pid").write_text("\n".join([str(stranger.pid), *lines[1:]]))
        with started(data) as server:
            assert value(server, "SELECT 1") == 1
        assert stranger.poll() is None


@linux_only
def test_a_killed_server_that_nobody_reaped_does_not_stop_the_start(data):
    zombie = Server(data)
    zombie.start()
    kill(data)
    wait_until(lambda: not processes_in(data))
    with started(data) as server:
        assert zombie.process.returncode is None  # never waited for: still a zombie
        assert value(server, "SELECT 1") == 1
    zombie.process.wait()


@linux_only
def test_a_server_whose_children_live_on_is_waited_for(data):
    """The main process alone is killed; its busy child still holds the shared memory."""
    first = Server(data)
    first.start()
    busy = first.connect()
    number = busy.info.backend_pid
    os.kill(number, signal.SIGSTOP)  # it cannot notice that its parent is gone
    os.kill(first.process.pid, signal.SIGKILL)
    first.process.wait()
    threading.Timer(1, os.kill, [number, signal.SIGKILL]).start()
    told = []
    with started(data, say=told.append) as server:
        assert value(server, "SELECT 1") == 1
    assert any("left of an earlier" in line for line in told)
    busy.close()


@linux_only
def test_no_acknowledged_row_is_lost_when_everything_is_killed(data):
    server = Server(data)
    server.start()
    with server.connect("thinktank") as connection:
        connection.execute("CREATE TABLE rows (number int PRIMARY KEY)")
    acknowledged = []
    writer = threading.Thread(target=write_until_cut_off, args=[server, acknowledged])
    writer.start()
    wait_until(lambda: len(acknowledged) > 200)
    assert len(kill(data)) > 1
    writer.join(10)
    server.process.wait()

    with started(data) as again, again.connect("thinktank") as connection:
        kept = {number for (number,) in connection.execute("SELECT number FROM rows")}
    assert kept >= set(acknowledged)
    assert len(kept) - len(acknowledged) in {0, 1}  # the last may be in without its answer


def write_until_cut_off(server, acknowledged):
    try:
        with server.connect("thinktank") as connection:
            for number in range(1_000_000):
                connection.execute("INSERT INTO rows VALUES (%s)", [number])
                acknowledged.append(number)
    except psycopg.OperationalError:
        return
