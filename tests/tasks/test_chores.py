"""What the worker does again and again: when it is due, on its own, and by one worker at a time."""

import threading

import pytest
from django.db import connection, transaction

from thinktank.addresses.models import Redirect
from thinktank.tasks import chores, reaper
from thinktank.tasks.chores import Chore, Rota


@pytest.fixture(autouse=True)
def registered(monkeypatch):
    """No chores but the test's own."""
    monkeypatch.setattr(chores, "registered", {})


def chore(function, *, name="tests.chore", seconds=5):
    return Chore(name, seconds, function)


def redirect(old="/old/"):
    return Redirect.objects.create(old_path=old, new_path="/new/")


def fail():
    redirect()
    raise OSError("the mail server is away")


def test_a_chore_is_known_by_the_name_of_its_function():
    chores.every(1, fail)
    chores.every(30, fail)
    assert chores.registered == {
        f"{__name__}.fail": Chore(f"{__name__}.fail", 30, fail)  # the later word counts
    }


def test_less_than_a_second_is_refused():
    with pytest.raises(ValueError, match="1 or more"):
        chores.every(0.5, fail)


@pytest.mark.django_db
def test_each_chore_is_done_when_its_time_has_come():
    done = []
    rota = Rota([
        chore(lambda: done.append("often"), name="often", seconds=1),
        chore(lambda: done.append("seldom"), name="seldom", seconds=3),
    ])  # fmt: skip
    for second in range(5):
        rota.do_due(100 + second)
        assert rota.pause(100 + second) == 1
    assert done == ["often", "seldom", "often", "often", "often", "seldom", "often"]


@pytest.mark.django_db
def test_the_watch_sleeps_until_the_next_chore():
    rota = Rota([chore(lambda: None, seconds=4)])
    assert rota.pause(100) == 0
    rota.do_due(100)
    assert rota.pause(101.5) == 2.5
    assert rota.pause(200) == 0


@pytest.mark.django_db
def test_a_chore_that_fails_is_undone_and_logged_and_stops_no_other(caplog):
    rota = Rota([chore(fail, name="tests.fail"), chore(lambda: redirect("/other/"), name="other")])
    rota.do_due(100)
    assert [found.old_path for found in Redirect.objects.all()] == ["/other/"]
    assert "The chore tests.fail failed" in caplog.text
    assert "the mail server is away" in caplog.text


@pytest.mark.django_db
def test_a_daily_chore_that_fails_is_tried_again_within_the_minute():
    rota = Rota([chore(fail, seconds=reaper.DAY)])
    rota.do_due(100)
    assert rota.pause(100) == 60


@pytest.mark.django_db(transaction=True)
def test_a_chore_that_has_more_to_do_goes_on_at_once_in_another_transaction():
    seen = []

    def bit_by_bit():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_current_xact_id()::text")
            seen.extend(cursor.fetchone())
        return chores.AGAIN if len(seen) < 3 else None

    assert chores.do(chore(bit_by_bit))
    assert len(seen) == len(set(seen)) == 3


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_do_the_same_chore_at_once():
    done, begun, go_on = [], threading.Event(), threading.Event()

    def slow():
        done.append("slow")
        begun.set()
        go_on.wait(20)

    def other_worker():
        chores.do(chore(slow))
        connection.close()

    thread = threading.Thread(target=other_worker)
    thread.start()
    assert begun.wait(20)
    assert chores.do(chore(lambda: done.append("twice")))
    assert chores.do(chore(lambda: done.append("other"), name="tests.other"))
    go_on.set()
    thread.join()
    chores.do(chore(lambda: done.append("again")))
    assert done == ["slow", "other", "again"]


@pytest.mark.django_db(transaction=True)
def test_a_living_worker_does_its_chores_and_what_follows_a_commit():
    committed = threading.Event()

    def tell():
        transaction.on_commit(committed.set)

    chores.every(1, tell)
    with reaper.on_watch("of this test", every=5):
        assert committed.wait(20)


@pytest.mark.django_db(transaction=True)
def test_chores_go_on_after_the_database_was_away():
    sessions, twice = [], threading.Event()

    def look():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            sessions.append(cursor.fetchone()[0])
        if len(set(sessions)) == 2:
            twice.set()
        else:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    chores.every(1, look)
    with reaper.on_watch("of this test", every=5):
        assert twice.wait(20)
    assert len(sessions) == 2
