"""A dump, restored into another database, is the same database."""

import stat

import pytest

from thinktank.embedded import addresses, transfer
from thinktank.embedded.faults import Fault
from thinktank.embedded.throwaway import throwaway

pytestmark = pytest.mark.server

AWKWARD = "two\nlines\tand a \\. and “quotes”, اردو"

CONTENTS = """
CREATE EXTENSION pg_trgm;
CREATE TEXT SEARCH CONFIGURATION site_en (COPY = english);
CREATE TABLE theme (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text);
CREATE TABLE piece (
    id int PRIMARY KEY, body text, theme int REFERENCES theme,
    words tsvector GENERATED ALWAYS AS (to_tsvector('site_en', body)) STORED
);
CREATE INDEX ON piece USING gin (body gin_trgm_ops);
CREATE FUNCTION one() RETURNS int LANGUAGE plpgsql AS $$
BEGIN
    RETURN 1;
END
$$;
INSERT INTO theme (name) VALUES ('Nuclear policy');
INSERT INTO piece SELECT n, repeat('word ', 50), 1 FROM generate_series(1, 20000) n;
"""


@pytest.fixture(scope="module")
def server():
    with throwaway() as server:
        yield server


@pytest.fixture
def full(server):
    with server.connect("thinktank") as connection:
        connection.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public;" + CONTENTS)
        connection.execute("INSERT INTO piece VALUES (0, %s, NULL)", [AWKWARD])
    return server.settings


@pytest.fixture
def empty(server):
    with server.connect() as connection:
        connection.execute("DROP DATABASE IF EXISTS other")
        connection.execute("CREATE DATABASE other")
    return addresses.database_settings(server.data, name="other")


def test_a_dump_restored_elsewhere_holds_the_same(server, full, empty, tmp_path):
    transfer.dump(full, tmp_path / "site.dump")
    transfer.restore(empty, tmp_path / "site.dump")
    questions = [
        "SELECT md5(string_agg(body || words::text, ' ' ORDER BY id)), count(*) FROM piece",
        "SELECT name, one() FROM theme",
        "SELECT indexdef FROM pg_indexes WHERE tablename = 'piece' ORDER BY 1",
        "SELECT nextval(pg_get_serial_sequence('theme', 'id'))",
    ]
    with server.connect("thinktank") as before, server.connect("other") as after:
        for question in questions:
            assert after.execute(question).fetchall() == before.execute(question).fetchall()
        body = after.execute("SELECT body FROM piece WHERE id = 0").fetchone()
    assert body == (AWKWARD,)


def test_a_dump_is_closed_to_other_users(full, tmp_path):
    transfer.dump(full, tmp_path / "site.dump")
    assert stat.S_IMODE((tmp_path / "site.dump").stat().st_mode) == 0o600


def test_a_dump_is_never_restored_over_a_full_database(full, tmp_path):
    transfer.dump(full, tmp_path / "site.dump")
    with pytest.raises(Fault, match="already holds 2 tables"):
        transfer.restore(full, tmp_path / "site.dump")


def test_a_broken_dump_leaves_the_database_empty(server, full, empty, tmp_path):
    transfer.dump(full, tmp_path / "site.dump")
    whole = (tmp_path / "site.dump").read_bytes()
    (tmp_path / "half.dump").write_bytes(whole[: len(whole) * 4 // 5])
    with pytest.raises(Fault, match="could not be read"):
        transfer.restore(empty, tmp_path / "half.dump")
    with server.connect("other") as connection:
        assert connection.execute("SELECT to_regclass('piece')").fetchone() == (None,)


def test_no_password_stands_on_a_command_line():
    settings = addresses.database_from_url("postgres://ann:hush@db.example/press")
    assert "hush" not in transfer.address(settings)
    assert transfer.environment(settings)["PGPASSWORD"] == "hush"


def test_a_failed_dump_leaves_no_half_file(full, tmp_path):
    with pytest.raises(Fault, match="nowhere"):
        transfer.dump(full | {"NAME": "nowhere"}, tmp_path / "site.dump")
    assert list(tmp_path.iterdir()) == []
