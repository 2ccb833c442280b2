"""The worker: does what pages have ordered, until it is stopped."""

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils.crypto import get_random_string

from thinktank.tasks.reaper import on_watch
from thinktank.tasks.waiting import POLL


class Command(BaseCommand):
    help = "Do the tasks in the queue, draw pictures for instance. Any number may run at once."

    def add_arguments(self, parser):
        parser.add_argument("--batch", action="store_true", help="end when the queue is empty")
        parser.add_argument(
            "--every", type=float, default=5, metavar="SECONDS",
            help="how often to look for tasks of workers that died (%(default)s)",
        )  # fmt: skip

    def handle(self, *, batch, every, **_unused):
        worker_id = get_random_string(32)
        with on_watch(worker_id, every=every):
            call_command(
                "db_worker",
                worker_id=worker_id,
                queue_name="*",
                interval=POLL,
                batch=batch,
                startup_delay=False,
                reload=settings.DEBUG and not batch,
            )
