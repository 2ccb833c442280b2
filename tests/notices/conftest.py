"""Colleagues with addresses; and a queue whose worker runs here."""

import pytest
from django.tasks import TaskResultStatus
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult

from tests.make import make_user
from thinktank.notices import sending
from thinktank.notices.models import How, Preference
from thinktank.tasks import backends


@pytest.fixture
def reader(db):
    return make_user(name="zarmeen", email="zarmeen@institute.example")


@pytest.fixture
def daily_reader(db):
    user = make_user(name="mahgul", email="mahgul@institute.example")
    Preference.objects.create(user=user, how=How.DAILY)
    return user


def words(**fields):
    """What `tell` is told, but for the users."""
    defaults = {"kind": "ask", "subject": "Changes asked: Rivers", "about": "article:12",
                "lines": ["Zarmeen asks for changes.", "“Shorter.”"],
                "path": "/admin/articles/article/12/change/"}  # fmt: skip
    return defaults | fields


@pytest.fixture
def tell(django_capture_on_commit_callbacks):
    """tell(user, …): told, and the transaction committed. Returns the notices."""

    def told(*users, **fields):
        with django_capture_on_commit_callbacks(execute=True):
            return sending.tell(users, **words(**fields))

    return told


@pytest.fixture
def queue(settings, monkeypatch):
    """Tasks wait for a worker. queue(): it does what is due, and what is to be tried again."""
    settings.TASKS = {"default": backends.named("database")}
    # The worker here runs within the test's own transaction.
    monkeypatch.setattr(db_worker, "close_old_connections", lambda: None)

    def work():
        ready = DBTaskResult.objects.filter(status=TaskResultStatus.READY)
        ready.update(run_after="2000-01-01T00:00Z")
        db_worker.Worker(
            queue_names=["*"], excluded_queue_names=[], interval=0, batch=True,
            startup_delay=False, backend_name="default", max_tasks=1, worker_id="of this test",
        ).run()  # fmt: skip

    return work
