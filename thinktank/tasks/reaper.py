"""The watch beside a worker: shows that it lives, puts back tasks of dead ones, does the chores."""

import logging
import threading
import time
from contextlib import contextmanager
from datetime import timedelta

from django.core.management import call_command
from django.db import Error, connection
from django.tasks import TaskResultStatus
from django.utils import timezone

from thinktank.tasks import chores, presence
from thinktank.tasks.chores import Chore, Rota

MOST_DEATHS = 3  # a task that took so many workers with it is not given to another
DAY = 24 * 60 * 60  # seconds

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


def throw_away_old():
    """Delete the rows of tasks that ended long ago."""
    call_command("prune_db_task_results", queue_name="*", verbosity=0)


@contextmanager
def on_watch(worker_id, *, every):
    """For the length of a `with` this worker is known to live, and the chores are done.

    One of them, every so many seconds, puts dead workers' tasks back. It is all done in a thread
    with a connection of its own. A worker that loses its connection takes its lock again within
    `every`; so a task is left alone for twice as long.
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
    session, rota = None, Rota([*_own_chores(every), *chores.registered.values()])
    while not over.is_set():
        try:
            connection.ensure_connection()
            if connection.connection is not session:
                presence.appear(worker_id)
                session = connection.connection
                present.set()
        except Error:
            logger.warning("The reaper lost its connection and will try again.", exc_info=True)
            connection.close()
            over.wait(every)
        else:
            rota.do_due(time.monotonic())
            over.wait(rota.pause(time.monotonic()))
    connection.close()


def _own_chores(every):
    def put_back():
        reap(started_before=timezone.now() - 2 * timedelta(seconds=every))

    return [
        Chore("put back tasks of the dead", every, put_back),
        Chore("throw away old tasks", DAY, throw_away_old),
    ]
