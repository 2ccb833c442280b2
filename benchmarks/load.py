"""`python -m benchmarks.load 100000`: that many articles into the database of DATABASE_URL."""

import argparse
import os
import random
import sys
import time

from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from articles.models import Article
from articles.states import Status
from benchmarks.copying import MANY, Copier, reset_sequences, without_indexes
from benchmarks.furniture import furnish
from benchmarks.pieces import COPIED, Pieces
from benchmarks.texts import Texts
from people.models import Person

MOST = 1_000_000
BATCH = 1_000


def load(number, *, seed=1, until=None, say=lambda _line: None):
    """`number` articles beside what is there. All or nothing: one transaction."""
    is_empty = not Article.objects.exists()
    until = until or timezone.now().replace(minute=0, second=0, microsecond=0)
    chance = random.Random(seed)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 0")
        texts = Texts(chance)
        furniture = furnish(texts, number)
        copier = Copier(COPIED)
        pieces = Pieces(copier, furniture, texts, total=number, until=until)
        if is_empty and number >= MANY:
            tables = {model._meta.db_table for model in COPIED}
            with without_indexes(tables):
                _write(pieces, copier, number, say)
                say("building the indexes …")
        else:
            _write(pieces, copier, number, say)
        reset_sequences([model for model in COPIED if model._meta.pk.attname == "id"])


def _write(pieces, copier, number, say):
    first = (Article.objects.aggregate(last=Max("pk"))["last"] or 0) + 1
    for place in range(number):
        pieces.write(first + place, place)
        if (place + 1) % BATCH == 0:
            copier.flush()
        if (place + 1) % 10_000 == 0:
            say(f"… {place + 1:,} articles")
    copier.flush()
    written = Article.objects.filter(pk__gte=first, status=Status.PUBLISHED)
    recent = written.filter(published_at__lte=pieces.until, expires_at=None)
    pieces.put_forward(list(recent.newest_first().values_list("pk", flat=True)[:40]))
    copier.flush()


def refusal(*, into_existing):
    """Why this database is not to be filled, or None."""
    if not os.environ.get("DATABASE_URL"):
        return (
            "Set DATABASE_URL to the database to be filled, such as postgres://me@localhost/bench."
        )
    if not into_existing and (Article.objects.exists() or Person.objects.exists()):
        name = connection.settings_dict["NAME"]
        return (
            f"“{name}” holds articles or people already. Make an empty one, or say --into-existing."
        )
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("number", type=int, help=f"how many articles, at most {MOST:,}")
    parser.add_argument("--seed", type=int, default=1, help="the same seed, the same articles")
    parser.add_argument("--into-existing", action="store_true", help="add to what is there")
    asked = parser.parse_args()
    if not 40 <= asked.number <= MOST:
        sys.exit(f"{asked.number:,} articles: give a number from 40 to {MOST:,}.")
    if reason := refusal(into_existing=asked.into_existing):
        sys.exit(reason)
    begin = time.perf_counter()
    load(asked.number, seed=asked.seed, say=lambda line: print(line, file=sys.stderr))
    loaded = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute("VACUUM (ANALYZE)")  # as autovacuum would, some minutes later
    took = loaded - begin
    print(f"{asked.number:,} articles in {took:,.0f} s: {asked.number / took:,.0f} a second; "
          f"vacuum and analyse {time.perf_counter() - loaded:,.0f} s")  # fmt: skip


if __name__ == "__main__":
    main()
