"""Checks that no entry of the log was changed, taken out or put in between."""

from django.core.management.base import BaseCommand, CommandError

from thinktank.audit import chain
from thinktank.audit.models import Entry


class Command(BaseCommand):
    help = (
        "Walks the log from its beginning: says that it is unbroken, or where it breaks (exit 1)."
    )

    def add_arguments(self, parser):
        parser.add_argument("--since", type=int, metavar="ID", help="begin with this entry")

    def handle(self, *, since, **_options):
        chain.seal()
        first = Entry.objects.chained().filter(pk=since).first()
        if since is not None and first is None:
            raise CommandError(f"There is no entry {since} in the log. Give the number of one.")
        done, broken = chain.check(first)
        if broken:
            raise CommandError(
                f"Broken: entry {broken.pk} does not follow from the one before it. "
                f"The {done:,} entries checked before it do."
            )
        last = Entry.objects.chained().last()
        seal = f" The last is entry {last.pk}, sealed {last.hash}." if last else ""
        return f"{done:,} entries, unbroken.{seal}"
