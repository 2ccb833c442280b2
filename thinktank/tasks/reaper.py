"""Tasks whose worker died are put back into the queue; so are the rows of long ago thrown away."""

import logging
import threading
from contextlib import contextmanager
from datetime import timedelta

from django.core.management import call_command
from django.db import Error, connection
from django.tasks import TaskResultStatus
from django.utils import timezone

from thinktank.tasks import presence

MOST_DEATHS = 3  # a task that took so many workers with it is not given to another
DAY = timedelta(days=1)

logger = logging.getLogger(__name__)


def reap(*, started_before):
    """Put back what is said to be running by a worker that is not there any more."""
    from django_tasks_db.models import DBTaskResult  # after the apps are loaded

    living = presence.living()
    for task in DBTaskResult.objects.running().filter(started_at__lt=started_before):
        if presence.number_of(task.worker_ids[-1]) not in living:
            row = DBTaskResult.objects.running().filter(pk=task.pk, worker_ids=task.worker_ids)
            row.update(**_fate(task))
            logger.warning("The worker of task %s (%s) died.", task.pk, task.task_path)


def _fate(task):
    if len(task.worker_ids) < MOST_DEATHS:
        return {"status": TaskResultStatus.READY, "started_at": None}
    return {
        "status": TaskResultStatus.FAILED,
        "finished_at": timezone.now(),
        "exception_class_path": "builtins.SystemExit",
        "traceback": f"{MOST_DEATHS} workers died over it.",
    }


@contextmanager
def on_watch(worker_id, *, every):
    """For the length of a `with` this worker is known to live, and dead ones' tasks are put back.

    It is done in a thread with a connection of its own, every so many seconds. A worker that loses
    its connection takes its lock again within `every`; so a task is left alone for twice as long.
    """
    over, present = threading.Event(), threading.Event()
    watch = threading.Thread(
        target=_watch, args=[worker_id, every, over, present], name="reaper", daemon=True
    )
    watch.start()
    present.wait()
    try:
        yield
    finally:
        over.set()
        watch.join()


def _watch(worker_id, every, over, present):
    session, pruned = None, None
    while not over.is_set():
        try:
            connection.ensure_connection()
            if connection.connection is not session:
                presence.appear(worker_id)
                session = connection.connection
                present.set()
            now = timezone.now()
            reap(started_before=now - 2 * timedelta(seconds=every))
            if pruned is None or now - pruned > DAY:
                call_command("prune_db_task_results", queue_name="*", verbosity=0)
                pruned = now
        except Error:
            logger.warning("The reaper lost its connection and will try again.", exc_info=True)
            connection.close()
        over.wait(every)
    connection.close()
