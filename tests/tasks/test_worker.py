"""The worker: whole, killed in the middle of a task, and followed by another."""

import signal
import subprocess

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tests.embedded.conftest import wait_until
from tests.tasks import jobs
from thinktank.tasks import backends, presence, reaper


@pytest.fixture
def queue(settings):
    settings.TASKS = {"default": backends.named("database")}


def until_begun(folder):
    """Until the job has said so: the file is there a moment before its word."""
    file = folder / "begun"
    wait_until(lambda: file.exists() and file.read_text(), seconds=60)


@pytest.mark.django_db(transaction=True)
def test_a_task_whose_worker_is_killed_is_done_once_by_the_next(queue, worker, tmp_path):
    jobs.is_done_when_let.enqueue(str(tmp_path))
    first = worker()
    until_begun(tmp_path)
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert DBTaskResult.objects.get().status == TaskResultStatus.RUNNING

    (tmp_path / "go").touch()
    second = worker()
    finished = DBTaskResult.objects.successful()
    wait_until(finished.exists, seconds=60)
    second.send_signal(signal.SIGTERM)
    assert second.wait(timeout=20) == 0
    assert (tmp_path / "begun").read_text() == "begun\n" * 2
    assert (tmp_path / "done").read_text() == "done\n"
    assert len(finished.get().worker_ids) == 2


@pytest.mark.django_db(transaction=True)
def test_a_worker_asked_to_stop_ends_its_task_and_leaves_others_alone(queue, worker, tmp_path):
    jobs.is_done_when_let.enqueue(str(tmp_path))
    busy = worker()
    until_begun(tmp_path)
    worker()  # looks for dead ones ten times a second
    wait_until(lambda: len(presence.living()) == 2, seconds=60)
    busy.send_signal(signal.SIGTERM)
    with pytest.raises(subprocess.TimeoutExpired):
        busy.wait(timeout=1)
    (tmp_path / "go").touch()
    assert busy.wait(timeout=20) == 0
    assert (tmp_path / "done").read_text() == "done\n"
    assert len(DBTaskResult.objects.successful().get().worker_ids) == 1


def claimed(*workers):
    """A task that these workers, one after the other, have taken up."""
    jobs.fails_once.enqueue()
    task = DBTaskResult.objects.get()
    for worker_id in workers:
        task.claim(worker_id)
    return task


@pytest.mark.django_db
def test_a_task_of_a_living_worker_is_left_alone_however_long_it_takes(queue):
    presence.appear("living")
    task = claimed("dead", "living")
    reaper.reap(started_before=timezone.now())
    task.refresh_from_db()
    assert task.status == TaskResultStatus.RUNNING


@pytest.mark.django_db
def test_a_task_just_begun_is_left_alone_while_its_worker_may_be_finding_its_lock_again(queue):
    task = claimed("dead")
    reaper.reap(started_before=task.started_at)
    task.refresh_from_db()
    assert task.status == TaskResultStatus.RUNNING


@pytest.mark.django_db
def test_a_task_that_took_three_workers_with_it_is_given_up(queue):
    task = claimed("one", "two")
    reaper.reap(started_before=timezone.now())
    task.refresh_from_db()
    assert task.status == TaskResultStatus.READY
    task.claim("three")
    reaper.reap(started_before=timezone.now())
    task.refresh_from_db()
    assert task.status == TaskResultStatus.FAILED
    assert task.traceback == "3 workers died over it."


def test_a_backend_that_is_none_is_refused():
    with pytest.raises(
        ImproperlyConfigured, match=r"TASKS_BACKEND=celery .* database or immediate"
    ):
        backends.named("celery")
