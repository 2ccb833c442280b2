"""Several people at one moment: each in a thread with a connection of its own, begun together."""

import os
import threading
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import connection, connections, transaction
from django.utils import timezone

from articles import moves
from articles.models import Article, StepTaken

# A hunt for what is rare: RACE_ROUNDS=1000 make test ARGS="tests/articles -k races"
ROUNDS = int(os.environ.get("RACE_ROUNDS", "8"))
LONGEST = 300  # seconds: whoever waits longer for the others is stuck


def at_once(*calls):
    """[what each call returned, or the exception that it raised], in their order."""
    start, answers = threading.Barrier(len(calls)), [None] * len(calls)

    def run(number, call):
        try:
            connections["default"].ensure_connection()
            start.wait(LONGEST)
            answers[number] = call()
        except Exception as raised:  # noqa: BLE001  whoever asked judges it
            answers[number] = raised
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=each, daemon=True) for each in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LONGEST)
        assert not thread.is_alive(), "stuck"
    return answers


def deadlocks():
    """How many Postgres has had to break in this database since it began."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        return cursor.fetchone()[0]


def in_transaction(call, *args, **named):
    """The call as a view makes it, whose transaction ends with the answer."""

    def called():
        with transaction.atomic():
            return call(*args, **named)

    return called


def step(article, name, user, **asked):
    """As a view takes it: the piece was fetched by this person before."""
    found = Article.objects.get(pk=article.pk)
    return in_transaction(moves.take_step, found, name, by=user, **asked)


def refusals(*answers):
    """How many were refused with a sentence. Anything else that went wrong is raised."""
    refused = [each for each in answers if isinstance(each, ValidationError)]
    for each in answers:
        if isinstance(each, Exception) and each not in refused:
            raise each
    assert all(" ".join(each.messages) for each in refused)
    return len(refused)


def names(article):
    """The steps that were taken with a piece, in their order."""
    return [row.step for row in StepTaken.objects.filter(article=article).order_by("pk")]


def in_an_hour():
    return timezone.now() + timedelta(hours=1)
