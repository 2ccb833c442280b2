"""The chain: unbroken under haste, and broken by every change."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from tests.payloads import payloads
from thinktank.audit import chain
from thinktank.audit.models import Entry, Event
from thinktank.audit.writing import Subject, record

committed = pytest.mark.django_db(transaction=True)
THREADS, EACH = 8, 25


@pytest.fixture
def three(transactional_db):
    """Three entries in the chain, beside what making the database has written."""
    for name in ("first", "second", "third"):
        record(Event.SAVE, subject=Subject("themes.theme", "1", name), detail={"why": [name, 1]})
    return Entry.objects.chained()


@pytest.fixture
def unguarded(transactional_db):
    """Someone at the database itself, where triggers can be switched off."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_entry DISABLE TRIGGER audit_refuse_changes")
        yield cursor
        cursor.execute("ALTER TABLE audit_entry ENABLE TRIGGER audit_refuse_changes")


def together(work):
    """work(0), work(1), … at the same time; what one of them raises is raised."""
    barrier = Barrier(THREADS)

    def run(number):
        try:
            barrier.wait(10)
            work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as threads:
        list(threads.map(run, range(THREADS)))


class Undone(Exception):
    pass


@transaction.atomic
def begin_and_fail():
    record(Event.DELETE, name="never")
    raise Undone


@committed
def test_chain_is_one_and_unbroken_when_eight_write_at_once():
    before = Entry.objects.count()

    def write(number):
        for turn in range(EACH):
            with transaction.atomic():
                record(Event.SAVE, name=f"thread {number}", detail={"turn": turn})
                record(Event.STEP, name=f"thread {number}", detail={"turn": turn})
            with pytest.raises(Undone):
                begin_and_fail()

    together(write)
    wanted = before + THREADS * EACH * 2
    assert not Entry.objects.waiting().exists()
    places = Entry.objects.chained().values_list("number", flat=True)
    assert list(places) == list(range(1, wanted + 1))
    assert chain.check() == (wanted, None)
    assert not Entry.objects.filter(actor_name="never").exists()


def quick():
    try:
        record(Event.SAVE, name="quick")
        return Entry.objects.get(actor_name="quick").hash
    finally:
        connection.close()


@committed
def test_entry_of_a_long_transaction_keeps_nobody_from_writing_theirs():
    with transaction.atomic(), ThreadPoolExecutor(1) as thread:
        record(Event.SAVE, name="slow")
        assert thread.submit(quick).result(10)
    slow, fast = (Entry.objects.get(actor_name=name) for name in ("slow", "quick"))
    assert slow.pk < fast.pk
    assert slow.number > fast.number
    assert chain.check()[1] is None


def test_entry_left_by_a_killed_process_is_sealed_with_the_next(three):
    with transaction.atomic():
        Entry.objects.create(event=Event.SAVE, actor_name="killed before the seal")
    assert Entry.objects.waiting().count() == 1
    record(Event.SAVE)
    assert not Entry.objects.waiting().exists()
    assert chain.check()[1] is None


@pytest.mark.parametrize("statement", [
    "UPDATE audit_entry SET actor_name = 'somebody else'",
    "UPDATE audit_entry SET number = NULL, previous = NULL, hash = NULL",
    "DELETE FROM audit_entry",
])  # fmt: skip
def test_database_refuses_to_change_or_delete_an_entry(three, statement):
    before = list(three.values())
    with pytest.raises(IntegrityError, match="only ever added to"), transaction.atomic():
        connection.cursor().execute(statement)
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.all().delete()
    assert list(three.values()) == before


def test_database_refuses_to_change_what_is_not_sealed_yet(transactional_db):
    entry = Entry.objects.create(event=Event.SAVE)
    for columns in ("event = 'login'", "event = 'login', number = 1, previous = '', hash = ''"):
        with pytest.raises(IntegrityError), transaction.atomic():
            connection.cursor().execute(f"UPDATE audit_entry SET {columns}")
    entry.refresh_from_db()
    assert (entry.event, entry.hash) == (Event.SAVE, None)


def test_chain_cannot_fork(three):
    last = three.last()
    with pytest.raises(IntegrityError, match="audit_chain_does_not_fork"), transaction.atomic():
        Entry.objects.create(
            event=Event.SAVE, number=last.number + 1, previous=last.previous, hash="f" * 64
        )


OTHER = {
    "at": "at + interval '1 microsecond'", "event": "'login'", "actor": "coalesce(actor, 0) + 1",
    "actor_name": "actor_name || '.'", "address": "'10.0.0.1'", "subject_model": "'auth.user'",
    "subject_pk": "'2'", "subject_name": "'another'", "detail": """'{"why": ["second", 2]}'""",
    "number": "number + 1000", "previous": "repeat('a', 64)", "hash": "repeat('b', 64)",
    "id": "id + 1000",
}  # fmt: skip


def test_every_column_is_covered_by_the_test_below():
    assert set(OTHER) == {field.attname for field in Entry._meta.concrete_fields}


@pytest.mark.parametrize("column", OTHER)
def test_change_of_any_column_is_found(three, unguarded, column):
    tampered = three.get(subject_name="second")
    unguarded.execute(
        f"UPDATE audit_entry SET {column} = {OTHER[column]} WHERE id = %s",
        [tampered.pk],
    )
    done, broken = chain.check()
    assert broken
    assert done == tampered.number - 1


def test_entry_taken_out_is_found(three, unguarded, capsys):
    gone, after = three.get(subject_name="second"), three.get(subject_name="third")
    unguarded.execute("DELETE FROM audit_entry WHERE id = %s", [gone.pk])
    with pytest.raises(CommandError, match=f"entry {after.pk} does not follow") as refusal:
        call_command("check_audit")
    assert refusal.value.returncode == 1


def test_command_says_that_the_chain_is_unbroken(three, capsys):
    call_command("check_audit")
    last = three.last()
    assert capsys.readouterr().out == (
        f"{three.count()} entries, unbroken. The last is entry {last.pk}, sealed {last.hash}.\n"
    )


def test_command_begins_where_it_is_told(three, unguarded, capsys):
    unguarded.execute("UPDATE audit_entry SET event = 'login' WHERE subject_name = 'first'")
    second = three.get(subject_name="second")
    call_command("check_audit", since=second.pk)
    assert capsys.readouterr().out.startswith("2 entries, unbroken.")
    with pytest.raises(CommandError, match="There is no entry 987654"):
        call_command("check_audit", since=987654)


def test_long_chain_is_walked_in_parts(three, monkeypatch):
    monkeypatch.setattr(chain, "AT_ONCE", 2)
    assert chain.check() == (three.count(), None)


@committed
def test_hostile_words_are_sealed_as_they_are_stored():
    for text in payloads("xss.txt"):
        record(Event.SAVE, subject=Subject("a.b", text, text), detail={text: [text]}, name=text)
    assert chain.check() == (Entry.objects.count(), None)
