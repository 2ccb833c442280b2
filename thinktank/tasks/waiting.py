"""How long an editor may expect to wait for a task just ordered."""

import math

from django.db.models import Avg, F, Q
from django.tasks import TaskResultStatus
from django_tasks_db.backend import DatabaseBackend

from thinktank.tasks import presence

POLL = 0.5  # seconds between two looks of an idle worker into the queue
FIRST_GUESS = 3.0  # seconds, before any such task was done
LATEST = 20


def seconds_until_done(task):
    """Whole seconds until the queue as it is will be done, or None while no worker lives.

    From the mean of the latest tasks of this kind; 0 where tasks are done at once.
    """
    if not isinstance(task.get_backend(), DatabaseBackend):
        return 0
    workers = len(presence.living())
    if not workers:
        return None
    from django_tasks_db.models import DBTaskResult  # after the apps are loaded

    waiting = Q(status__in=[TaskResultStatus.READY, TaskResultStatus.RUNNING])
    ahead = DBTaskResult.objects.filter(waiting).count()
    done = DBTaskResult.objects.successful().filter(task_path=task.module_path)
    took = done.annotate(took=F("finished_at") - F("started_at")).order_by("-finished_at")
    mean = took[:LATEST].aggregate(mean=Avg("took"))["mean"]
    each = mean.total_seconds() if mean else FIRST_GUESS
    return math.ceil(POLL + each * math.ceil(max(1, ahead) / workers))
