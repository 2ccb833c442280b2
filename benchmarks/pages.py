"""`python -m benchmarks.pages`: what a page costs, several rounds, all pages in one run.

In this process by Django's test client: pages as they are made, without the page cache and
without a network. With --url a running server of the same database, caches and all.
"""

import argparse
import http.client
import json
import os
import statistics
import subprocess
import sys
import time
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Article
from benchmarks.addresses import addresses
from thinktank.preparation import gather_static_files

TURNS = 3


class InProcess:
    """Asks Django in this process."""

    def __init__(self):
        if not settings.DEBUG:
            gather_static_files(lambda line: print(line, file=sys.stderr))
        self.client = Client(SERVER_NAME="localhost", headers={"accept-encoding": "identity"})

    def get(self, address):
        """(status, bytes of the answer)."""
        answer = self.client.get(address)
        return answer.status_code, len(answer.content)

    def queries(self, address):
        with CaptureQueriesContext(connection) as asked:
            self.get(address)
        return len(asked)


class OverNetwork:
    """Asks a running server, over one connection that stays open."""

    def __init__(self, url):
        parts = urlsplit(url)
        kinds = {"http": http.client.HTTPConnection, "https": http.client.HTTPSConnection}
        self.connection = kinds[parts.scheme](parts.netloc)
        try:
            self.connection.connect()
        except OSError as fault:
            sys.exit(f"Nothing answers at {url} ({fault}). Start the server on the same database.")

    def get(self, address):
        self.connection.request("GET", address)
        answer = self.connection.getresponse()
        return answer.status, len(answer.read())

    def queries(self, _address):
        return None


def measure(reader, rounds):
    """{name: {"times" (ms), "queries", "bytes"}}; each round asks every sort once."""
    sorts = addresses()
    facts = {name: _facts(reader, some) for name, some in sorts.items()}
    for number in range(rounds):
        for name, some in sorts.items():
            begin = time.perf_counter()
            reader.get(some[number % len(some)])
            facts[name]["times"].append((time.perf_counter() - begin) * 1000)
    return facts


def _facts(reader, some):
    """Of one address; each of them is asked once first, which warms and proves them."""
    for address in some:
        status, size = reader.get(address)
        if status != 200:
            sys.exit(f"{address} answers {status}, not 200. Nothing was measured.")
    return {"times": [], "queries": reader.queries(some[-1]), "bytes": size}


def measure_in_turn(urls, rounds):
    """The same of several databases, in turns: a busy minute of the machine falls on each."""
    measured = [{} for _url in urls]
    for _turn in range(TURNS):
        for url, before in zip(urls, measured, strict=True):
            for name, row in _measured_apart(url, -(-rounds // TURNS)).items():
                row["times"] += before.get(name, row | {"times": []})["times"]
                before[name] = row
    return measured


def _measured_apart(url, rounds):
    """In a process of its own: settings name one database."""
    command = [sys.executable, "-m", "benchmarks.pages", "--rounds", str(rounds), "--json"]
    run = subprocess.run(
        command, env=os.environ | {"DATABASE_URL": url}, check=True, stdout=subprocess.PIPE
    )
    return json.loads(run.stdout)


def _median(row):
    return statistics.median(row["times"])


def _p95(row):
    return statistics.quantiles(row["times"], n=20, method="inclusive")[-1]


def report(measured, other=None):
    """The table, with the ratio to `other` where there is one."""
    heading = f"{'':32}{'median ms':>10}{'p95 ms':>9}{'queries':>9}{'bytes':>9}"
    print(heading + (f"{'its median':>12}{'ratio':>7}" if other else ""))
    for name, row in measured.items():
        queries = "–" if row["queries"] is None else row["queries"]
        line = f"{name:32}{_median(row):>10.1f}{_p95(row):>9.1f}{queries:>9}{row['bytes']:>9,}"
        if other:
            line += f"{_median(other[name]):>12.1f}{_median(row) / _median(other[name]):>7.2f}"
        print(line)
    ratio = _median(measured["theme, deep"]) / _median(measured["theme"])
    print(f"\ndeep page ÷ first page of a theme: {ratio:.2f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", help="a running server, such as http://127.0.0.1:8000")
    parser.add_argument("--against", metavar="DATABASE_URL", help="a smaller site, for ratios")
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--json", action="store_true", help="for programs")
    asked = parser.parse_args()
    other = None
    if asked.against:
        if asked.url:
            sys.exit("--url measures one server: without --against.")
        urls = [os.environ["DATABASE_URL"], asked.against]
        measured, other = measure_in_turn(urls, asked.rounds)
    else:
        measured = measure(OverNetwork(asked.url) if asked.url else InProcess(), asked.rounds)
    if asked.json:
        print(json.dumps(measured))
        return
    with_debug = ", DEBUG on: its figures say nothing" if settings.DEBUG else ""
    print(f"{Article.objects.count():,} articles, {asked.rounds} rounds{with_debug}\n")
    report(measured, other)


if __name__ == "__main__":
    main()
