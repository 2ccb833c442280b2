"""Hours that come: a first publication needs nobody; a change goes out once, whoever is killed over it.

`KILLED=50 bin/test tests/tasks/test_due_changes.py` kills fifty workers over four hundred changes.
"""

import os
import random
import signal
import time
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from articles import moves
from articles.models import Article, StepTaken
from articles.states import Role
from tests.articles import whole
from tests.articles.stages import cleared, published, ready
from tests.embedded.conftest import wait_until
from tests.make import make_institute, make_user
from thinktank.notices.models import Notice
from thinktank.tasks import presence

pytestmark = pytest.mark.django_db(transaction=True)
KILLED = int(os.environ.get("KILLED", "4"))
CHANGES = max(50, 8 * KILLED)
AT_ONCE = 6  # of them living; another follows each that is killed
WRITING = """
    SELECT application_name FROM pg_stat_activity
    WHERE datname = current_database() AND backend_xid IS NOT NULL AND application_name LIKE 'victim%'
"""


@pytest.fixture
def cast():
    make_institute(second_person_clears=True)
    return {role: make_user(role=role, email=f"{role}@institute.example".lower()) for role in Role}


def scheduled_change(cast, number):
    """A live piece, beside it a change whose hour is far away."""
    piece = published(cast, title=f"Piece {number}", created_by=cast[Role.AUTHOR])
    ready(piece, cast, at=timezone.now() + timedelta(hours=1), title=f"Changed {number}")
    return piece


def waiting():
    return Article.objects.filter(replaces__isnull=False).count()


def the_hours_come():
    """One after the other, within some seconds from now."""
    now = timezone.now()
    for number, change in enumerate(Article.objects.filter(replaces__isnull=False).order_by("pk")):
        hour = now + timedelta(milliseconds=50 * number)
        Article.objects.filter(pk=change.pk).update(apply_at=hour)


def kill_in_the_middle(victims, chance):
    """`kill -9` the one that is writing, at any moment of what it does."""
    writing = []

    def is_writing():
        with connection.cursor() as cursor:
            cursor.execute(WRITING)
            writing[:] = [name for (name,) in cursor.fetchall() if name in victims]
        return writing

    wait_until(is_writing, seconds=60)
    time.sleep(chance.uniform(0, 0.15))
    victim = victims.pop(writing[0])
    victim.send_signal(signal.SIGKILL)
    victim.wait()


def test_each_of_many_changes_goes_out_once_though_workers_are_killed_over_them(cast, worker):
    pieces, chance = [scheduled_change(cast, number) for number in range(CHANGES)], random.Random(1)
    names = [f"victim-{number}" for number in range(KILLED)]
    victims = {name: worker(name) for name in names[:AT_ONCE]}
    wait_until(lambda: len(presence.living()) == len(victims), seconds=120)
    the_hours_come()
    for name in [*names[AT_ONCE:], *[None] * AT_ONCE][:KILLED]:
        kill_in_the_middle(victims, chance)
        if name:
            victims[name] = worker(name)
    assert waiting(), "all had gone out before the last was killed"
    worker("successor")
    wait_until(lambda: not waiting(), seconds=max(60, CHANGES))
    for number, piece in enumerate(pieces):
        found = whole.check(piece.pk)
        assert found.title == f"Changed {number}"
        assert StepTaken.objects.get(article=found).step == "apply"
        assert found.corrections.get().text == "Newer figures."
        assert [each.version for each in found.revisions.public()] == [2, 1]
        told = Notice.objects.filter(about=f"article:{found.pk}", kind="apply")
        assert sorted(told.values_list("user", flat=True)) == sorted(
            cast[role].pk for role in (Role.AUTHOR, Role.EDITOR)
        )


def test_a_scheduled_piece_is_public_at_its_hour_without_any_worker(cast, client):
    hour = timezone.now() + timedelta(seconds=2)
    article = cleared(cast, title="Rivers rising")
    moves.take_step(article, "publish", by=cast[Role.PUBLISHER], at=hour)
    pages = ["/", "/articles/", "/feed/", article.get_absolute_url(),
             f"/sitemap-articles-{article.year}.xml"]  # fmt: skip
    assert not any(is_on(client, path, article) for path in pages)
    assert not Article.objects.published(at=hour - timedelta(microseconds=1))
    assert Article.objects.published(at=hour).get() == article
    wait_until(lambda: timezone.now() > hour, seconds=10)
    assert [path for path in pages if not is_on(client, path, article)] == []
    assert not presence.living()


def is_on(client, path, article):
    response = client.get(path)
    address = article.get_absolute_url().encode()
    return response.status_code == 200 and (address in response.content)
