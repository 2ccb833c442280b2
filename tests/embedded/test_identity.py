"""As root the server runs as somebody else, in either of two ways; as a user, as that user."""

import os
import stat
import tempfile
from pathlib import Path

import psycopg
import pytest

from thinktank.embedded import addresses, identity
from thinktank.embedded.faults import Fault
from thinktank.embedded.server import Server

pytestmark = pytest.mark.server
root_only = pytest.mark.skipif(os.geteuid() != 0, reason="only root has a choice")


@pytest.fixture
def reachable():
    """A folder that any account may enter, with room for the server's data."""
    with tempfile.TemporaryDirectory(prefix="thinktank-", dir=addresses.temporary_folder()) as name:
        Path(name).chmod(0o755)
        yield Path(name)


def runs(server):
    server.start()
    try:
        with server.connect() as connection:
            return connection.execute("SELECT 1").fetchone() == (1,)
    finally:
        server.stop()


@root_only
@pytest.mark.parametrize("way", [identity.in_namespace, identity.as_nobody])
def test_root_can_run_the_server_either_way(reachable, way):
    chosen = way()
    postgres = Server(reachable / "data").binaries["postgres"]
    if not identity._starts(chosen, postgres):
        pytest.skip(f"this machine does not allow {way.__name__}")
    assert runs(Server(reachable / "data", identity=chosen))
    assert (reachable / "data").stat().st_uid == chosen.owner


@root_only
def test_data_made_one_way_is_taken_over_the_other_way(reachable):
    ways = [identity.as_nobody(), identity.in_namespace(), identity.as_nobody()]
    postgres = Server(reachable / "data").binaries["postgres"]
    if not all(identity._starts(way, postgres) for way in ways):
        pytest.skip("this machine allows only one way")
    for way in ways:
        assert runs(Server(reachable / "data", identity=way))
    assert stat.S_IMODE(reachable.stat().st_mode) == 0o755  # nobody's folder was changed


def test_a_user_runs_the_server_as_himself(monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: identity.NOBODY)
    chosen = identity.choose("/nowhere/postgres")
    assert (chosen.owner, chosen.account) == (identity.NOBODY, {})
    assert chosen.command(["postgres"]) == ["postgres"]


def test_a_number_without_an_account_borrows_one_in_a_namespace(monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 4_000_000)
    monkeypatch.setattr(identity, "_starts", lambda way, postgres: way.in_namespace)
    assert identity.choose("/nowhere/postgres").in_namespace


@pytest.mark.parametrize("number", [0, 4_000_000])
def test_who_can_run_it_in_no_way_is_told_what_to_do(monkeypatch, number):
    monkeypatch.setattr(os, "geteuid", lambda: number)
    with pytest.raises(Fault, match="DATABASE_URL"):
        identity.choose("/nowhere/postgres")


def test_a_server_that_is_not_there_does_not_answer(tmp_path):
    server = Server(tmp_path / "data")
    assert not server.answers()
    with pytest.raises(psycopg.OperationalError):
        server.connect()
