"""The worker: does what pages have ordered, until it is stopped."""

import os
import signal

from django.conf import settings
from django.core.management.base import BaseCommand
from django.tasks import DEFAULT_TASK_BACKEND_ALIAS
from django.utils.autoreload import run_with_reloader
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from thinktank.tasks.reaper import on_watch
from thinktank.tasks.waiting import POLL

STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGQUIT)


class Command(BaseCommand):
    help = "Do the tasks in the queue, draw pictures for instance. Any number may run at once."

    def add_arguments(self, parser):
        parser.add_argument("--batch", action="store_true", help="end when the queue is empty")
        parser.add_argument(
            "--every", type=float, default=5, metavar="SECONDS",
            help="how often to look for tasks of workers that died (%(default)s)",
        )  # fmt: skip

    def handle(self, *, batch, every, **_unused):
        worker = Worker(
            worker_id=get_random_string(32), backend_name=DEFAULT_TASK_BACKEND_ALIAS,
            queue_names=["*"], excluded_queue_names=[], interval=POLL, startup_delay=False,
            batch=batch, max_tasks=None,
        )  # fmt: skip
        with on_watch(worker.worker_id, every=every):
            if settings.DEBUG and not batch:
                run_with_reloader(worker.run)
            else:
                stop_between_tasks(worker)
                worker.run()


def stop_between_tasks(worker):
    """Asked to stop, it ends what it has begun; asked again, it leaves that to another.

    Its own way of stopping would break off in the middle of a question to the database.
    """

    def stop(_number, _frame):
        if not worker.running:
            os._exit(1)  # the task stays marked as running, by a worker that is gone
        worker.running = False

    for number in STOPPING:
        signal.signal(number, stop)
