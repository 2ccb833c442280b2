"""A task that fails is tried again, after a while that doubles each time."""

from dataclasses import dataclass
from datetime import timedelta

from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.backend import DatabaseBackend


@dataclass(frozen=True)
class Tries:
    times: int
    first: float  # seconds until the second one

    def pause_after(self, tried):
        return timedelta(seconds=self.first * 2 ** (tried - 1))


def retrying(*, times, first):
    """For below `@task`: `times` tries in all, the second `first` seconds after the first fails."""

    def mark(function):
        function.tries = Tries(times, first)
        return function

    return mark


def try_again(task_result):
    """Put a task that has just failed back into its queue, while it has tries left.

    Called when any task has ended. Who claimed it, however that ended, is counted in the row.
    """
    tries = getattr(task_result.task.func, "tries", None)
    queued = isinstance(task_result.task.get_backend(), DatabaseBackend)
    if not (tries and queued) or task_result.status != TaskResultStatus.FAILED:
        return
    if task_result.attempts < tries.times:
        from django_tasks_db.models import DBTaskResult  # after the apps are loaded

        DBTaskResult.objects.filter(pk=task_result.id, status=TaskResultStatus.FAILED).update(
            status=TaskResultStatus.READY,
            run_after=timezone.now() + tries.pause_after(task_result.attempts),
            finished_at=None,
        )
