"""Gives what was published before histories were kept its first version."""

from django.core.management.base import BaseCommand
from django.db import transaction

from articles.history import number_published


class Command(BaseCommand):
    help = "Keeps the text of every published piece that has no version yet as version 1."

    @transaction.atomic
    def handle(self, *args, **options):
        return f"{number_published()} numbered."
