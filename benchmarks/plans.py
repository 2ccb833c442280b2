"""`python -m benchmarks.plans`: how Postgres finds the rows of each page; exit 1 if it searches.

Every statement of every page is explained as it ran. Read from cache or disk, a page of 8 kB is a
buffer; their number does not depend on how busy the machine is, so it can be bounded.
"""

import argparse
import json
import sys
from dataclasses import dataclass

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Article
from benchmarks import desk
from benchmarks.addresses import addresses

# For one statement of a page, at any number of articles.
BOUND = 1_500
BOUNDS = {
    # The newest thousand matches, and to find them every vector between: some ten buffers each.
    "search, common word": 50_000,
    # Every match is ranked, up to a thousand; each vector is some ten buffers.
    "search, rare word": 10_000,
    # Every title that is spelt alike at all; the loaded ones are made of few words.
    "search, misspelt": 25_000,
    "sitemap": 5_000,  # counts the pieces of a year
    "sitemap of a year": 5_000,
    # The desk looks at every text that is not published, 3 % of what is loaded, …
    "the list, missed": 8_000,
    "the list, due": 8_000,
    "the list, mine": 8_000,
    "the list, asked": 8_000,
    "the calendar": 8_000,
    # … and where it asks for whom each of them waits, at its last steps several times.
    "the list, waiting": 80_000,
    "the desk": 80_000,
    # What stands in a row is put together for the rows before it, too.
    "the list, a page far back": 80_000,
    # As search, without its limit: the list says how many there are.
    "the list, a common word": 50_000,
    "the list, a name": 50_000,
}
# Where a third of a small table matches, reading the whole of it is right.
MAY_SEARCH_ALL = {"search, common word", "the list, a common word", "the list, a name"}
TABLES = {"articles_article", "articles_listing", "articles_searchtext", "articles_byline"}


@dataclass
class Plan:
    sql: str
    tree: dict
    took: float
    text: str

    @property
    def buffers(self):
        return self.tree["Shared Hit Blocks"] + self.tree["Shared Read Blocks"]

    @property
    def nodes(self):
        return list(_nodes(self.tree))

    @property
    def searched(self):
        """Large tables read from end to end."""
        return sorted({
            node["Relation Name"] for node in self.nodes
            if node["Node Type"] == "Seq Scan" and node["Relation Name"] in TABLES
        })  # fmt: skip

    @property
    def ways(self):
        """The indexes that were walked, the large tables that were searched."""
        found = [node["Index Name"] for node in self.nodes if "Index Name" in node]
        return ", ".join(
            dict.fromkeys([*found, *(f"Seq Scan on {name}" for name in self.searched)])
        )

    def fault(self, name):
        """What is wrong with it on a page of this sort, or None."""
        bound = BOUNDS.get(name, BOUND)
        if self.buffers > bound:
            return f"reads {self.buffers:,} buffers; at most {bound:,} are allowed"
        if self.searched and name not in MAY_SEARCH_ALL:
            return f"searches all of {', '.join(self.searched)}"
        return None


def _nodes(node):
    yield node
    for below in node.get("Plans", ()):
        yield from _nodes(below)


def plans_of(client, address):
    """The plans of every statement that this page asks, dearest first."""
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
    if answer.status_code != 200:
        sys.exit(f"{address} answers {answer.status_code}, not 200.")
    return sorted(_explained(asked), key=lambda plan: -plan.buffers)


def _explained(asked):
    """Each reading statement's plan, under the settings that its own transaction had made."""
    settings = []
    for sql in (query["sql"] for query in asked):
        if sql.startswith("SELECT set_config("):
            settings.append(sql)
        elif sql.startswith(("COMMIT", "ROLLBACK")):
            settings = []
        elif "SELECT" in sql[:9]:
            yield _plan(sql, settings)


def _plan(sql, settings):
    with transaction.atomic(), connection.cursor() as cursor:
        for setting in settings:
            cursor.execute(setting)
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) {sql}")
        [[found]] = cursor.fetchall()
        found = json.loads(found) if isinstance(found, str) else found
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS) {sql}")
        text = "\n".join(line for [line] in cursor.fetchall())
    return Plan(sql, found[0]["Plan"], found[0]["Execution Time"], text)


def report(wanted, *, whole):
    """Print the plans of the sorts named so; the number of statements over their bound."""
    reader, publisher = Client(SERVER_NAME="localhost"), Client(SERVER_NAME="localhost")
    publisher.force_login(desk.a_publisher())
    pages = [(name, reader, some[0]) for name, some in addresses().items()]
    pages += [(name, publisher, address) for name, address in desk.addresses().items()]
    faults = 0
    for name, client, address in pages:
        if not name.startswith(wanted):
            continue
        print(f"\n{name}: {address}")
        for plan in plans_of(client, address):
            fault = plan.fault(name)
            faults += bool(fault)
            print(f"{plan.buffers:>8,} buffers {plan.took:>8.2f} ms  {plan.ways[:150]}")
            if fault:
                print(f"         TOO DEAR: it {fault}")
            if whole or fault:
                print(f"{plan.sql}\n{plan.text}\n")
    return faults


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("wanted", nargs="?", default="", help="only sorts that begin so: search")
    parser.add_argument("--whole", action="store_true", help="print statements and plans in full")
    asked = parser.parse_args()
    print(f"{Article.objects.count():,} articles")
    if faults := report(asked.wanted, whole=asked.whole):
        sys.exit(f"\n{faults} statements are too dear.")


if __name__ == "__main__":
    main()
