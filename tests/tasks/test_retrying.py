"""A task that fails is tried again, as often as it says, each time later."""

from datetime import timedelta

import pytest
from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult

from tests.tasks import jobs
from thinktank.tasks import backends
from thinktank.tasks.retrying import Tries

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def queue(settings, monkeypatch):
    settings.TASKS = {"default": backends.named("database")}
    # The worker here runs within the test's own transaction.
    monkeypatch.setattr(db_worker, "close_old_connections", lambda: None)
    jobs.tried.clear()


def work():
    """What `manage.py work --batch` does, in this process and without its signals."""
    db_worker.Worker(
        queue_names=["*"], excluded_queue_names=[], interval=0, batch=True, startup_delay=False,
        backend_name="default", max_tasks=9, worker_id="of this test",
    ).run()  # fmt: skip


def test_a_task_that_fails_twice_succeeds_the_third_time():
    jobs.works_the_third_time.enqueue("drawing")
    work()
    task = DBTaskResult.objects.get()
    assert (task.status, len(task.worker_ids)) == (TaskResultStatus.SUCCESSFUL, 3)
    assert jobs.tried == ["drawing"] * 3


def test_a_task_without_tries_left_stays_failed_with_its_reason():
    jobs.never_works.enqueue()
    work()
    task = DBTaskResult.objects.get()
    assert task.status == TaskResultStatus.FAILED
    assert "the storage is away" in task.traceback
    assert jobs.tried == ["never"] * 3


def test_a_task_that_does_not_ask_for_it_is_not_tried_again():
    jobs.fails_once.enqueue()
    work()
    assert DBTaskResult.objects.get().status == TaskResultStatus.FAILED
    assert jobs.tried == ["once"]


def test_the_pause_doubles():
    pauses = [Tries(times=4, first=5).pause_after(tried) for tried in (1, 2, 3)]
    assert pauses == [timedelta(seconds=seconds) for seconds in (5, 10, 20)]


def test_a_task_waits_out_its_pause(monkeypatch):
    monkeypatch.setattr(jobs.never_works.func, "tries", Tries(times=3, first=60))
    jobs.never_works.enqueue()
    work()
    task = DBTaskResult.objects.get()
    assert task.status == TaskResultStatus.READY
    assert task.run_after > timezone.now() + timedelta(seconds=50)
    assert jobs.tried == ["never"]


def test_where_tasks_are_done_at_once_nothing_is_queued(settings):
    settings.TASKS = {"default": backends.named("immediate")}
    assert jobs.fails_once.enqueue().status == TaskResultStatus.FAILED
    assert not DBTaskResult.objects.exists()
