"""`python -m benchmarks.desk`: how long the desk's pages take, a save, and a publication.

As a publisher, with Django's test client in this process: everything from the request to the
answer, the commit and the letters to colleagues included, without a network. The pieces it begins
it also publishes; they stay, as what was public always does, so the database is for nothing else.
"""

import statistics
import sys
import time
from http import HTTPStatus

from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles import moves
from articles.admin.queues import BY_KEY
from articles.admin.versions import version
from articles.models import Article, ArticleTheme, Byline, Kind
from articles.states import Status
from benchmarks.rounds import asked
from benchmarks.texts import COMMON
from people.models import Person
from tests.admin.filling import filled
from themes.models import Theme
from thinktank.site.models import Institute

LIST = reverse("admin:articles_article_changelist")
BODY = "".join(
    f"<p>{'A paragraph of a commentary, as people write them. ' * 12}</p>" for _ in range(8)
)


def main():
    rounds = asked(__doc__)
    if not Kind.objects.exists() or not Person.objects.exists():
        sys.exit("There are no pieces to work among: python -m benchmarks.load 10000")
    Institute.objects.update(is_set_up=True, second_person_clears=False)
    print(f"{Article.objects.count():,} pieces")
    publisher = a_publisher()
    client = Client(SERVER_NAME="localhost")
    client.force_login(publisher)
    for name, (step, prepare) in (pages(client) | Writing(client, publisher).all()).items():
        taken, queries = measured(step, prepare, rounds)
        median, longest = statistics.median(taken), max(taken)
        print(f"{name:34} median {median:7.1f} ms, longest {longest:7.1f} ms, {queries} statements")


def a_publisher():
    user, _made = User.objects.get_or_create(username="benchmark", defaults={"is_staff": True})
    user.groups.add(Group.objects.get(name="Publisher"))
    return user


def measured(step, prepare, rounds):
    """([ms], statements of the first round, which warms up and is not counted)."""
    thing = prepare()
    with CaptureQueriesContext(connection) as captured:
        step(thing)
    statements, taken = len(captured), []
    for _round in range(rounds):
        thing = prepare()
        begin = time.perf_counter()
        step(thing)
        taken.append((time.perf_counter() - begin) * 1000)
    return taken, statements


def expect(response, status):
    if response.status_code != status:
        sys.exit(f"{response.request['PATH_INFO']} answered {response.status_code}.")


def addresses():
    """{name: address} of the desk's pages that many pieces could slow down."""
    draft = Article.objects.filter(status=Status.DRAFT).first() or a_piece()
    return {
        "the desk": reverse("admin:index"),
        "the list": LIST,
        "the list, a page far back": f"{LIST}?p=50",
        "the list, a common word": f"{LIST}?q={COMMON[0]}",
        "the list, a name": f"{LIST}?q={Person.objects.first().sort_name.split(',')[0]}",
        **{f"the list, {key}": f"{LIST}?desk={key}" for key in BY_KEY},
        "the calendar": reverse("admin:articles_article_calendar"),
        "a form": reverse("admin:articles_article_change", args=[draft.pk]),
        "its history": reverse("admin:articles_article_history", args=[draft.pk]),
    }


def pages(client):
    """{name: (what is timed, what is made ready before)}"""

    def opens(address):
        return lambda _nothing: expect(client.get(address), HTTPStatus.OK)

    return {name: (opens(address), lambda: None) for name, address in addresses().items()}


class Writing:
    def __init__(self, client, publisher):
        self.client, self.publisher = client, publisher

    def all(self):
        piece = a_piece()
        self.address = reverse("admin:articles_article_change", args=[piece.pk])
        self.form, self.saved = filled(self.client.get(self.address)), piece
        return {
            "save": (self.save, lambda: None),
            "publish": (self.publish, a_piece),
            "publish a change": (self.apply, self.a_change),
        }

    def save(self, _nothing):
        self.form["body"] += "<p>One more.</p>"
        self.form["version"] = version(Article.objects.only("saved_at").get(pk=self.saved.pk))
        expect(self.client.post(self.address, self.form | {"_save": "1"}), HTTPStatus.FOUND)

    def publish(self, piece):
        self._step(piece, "publish", {})

    def apply(self, change):
        self._step(change, "apply", {"change_type": "update", "change_note": "There is more now."})

    def _step(self, piece, name, answers):
        address = reverse("admin:articles_article_step", args=[piece.pk, name])
        expect(self.client.post(address, answers | {"when": "now"}), HTTPStatus.FOUND)

    def a_change(self):
        piece = a_piece()
        moves.take_step(piece, "publish", by=self.publisher)
        change = moves.take_step(piece, "revise", by=self.publisher).made
        change.body += "<p>There is more now.</p>"
        change.save()
        return change


def a_piece():
    """A draft that lacks nothing."""
    article = Article.objects.create(
        title="Measured at the desk", standfirst="What it says.", body=BODY,
        kind=Kind.objects.first(), funding="none", interests="none",
    )  # fmt: skip
    Byline.objects.create(article=article, person=Person.objects.first(), position=1)
    ArticleTheme.objects.create(article=article, theme=Theme.objects.first(), position=1)
    moves.record(article)
    return article


if __name__ == "__main__":
    main()
