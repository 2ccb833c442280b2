"""The demo, loaded once for a whole module of tests and gone afterwards."""

import io
from types import SimpleNamespace
from unittest.mock import patch

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from articles.models import Article
from people.models import Person
from thinktank.demo import texts
from thinktank.library import pictures
from thinktank.site.models import Institute


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """Everything in one transaction that is rolled back: no other test meets the demo."""
    # Small pictures: what the drawings look like is test_drawings' business.
    small = patch.object(pictures, "KEPT_SIDE", 400)
    with small, django_db_blocker.unblock(), transaction.atomic():
        out, err = io.StringIO(), io.StringIO()
        call_command("load_demo", stdout=out, stderr=err)
        yield SimpleNamespace(out=out.getvalue(), err=err.getvalue())
        transaction.set_rollback(True)


@pytest.fixture
def demo(loaded):
    """The loaded demo; what a test does to it is undone."""
    with timezone.override(Institute.objects.get().zone), transaction.atomic():
        yield Demo(loaded.out, loaded.err)
        transaction.set_rollback(True)


class Demo:
    def __init__(self, out, err):
        self.out, self.err = out, err
        self.heads = {head["number"]: head for head in texts.pieces("articles")}

    def article(self, number):
        return Article.objects.get(slug=self.heads[number]["slug"])

    def person(self, slug):
        return Person.objects.get(slug=slug)

    def login(self, username):
        return User.objects.get(username=username)
