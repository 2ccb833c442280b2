"""Many people at one piece: a history without a gap, and nothing that was acknowledged lost.

A thousand whole forms would take minutes. So a thousand saves go through the layer below the form
(its admin's own lock, save and rows), and a few dozen through HTTP, where each of five people opens
the form, types, and answers “X saved too” by keeping the own words until they are saved.
"""

from collections import Counter
from itertools import chain
from types import SimpleNamespace

import pytest
from django.contrib import admin
from django.db import transaction
from django.test import Client, RequestFactory

from articles.models import Article, Revision
from articles.states import Role
from tests.admin.filling import filled
from tests.articles import whole
from tests.make import make_article, make_institute, make_kind, make_user
from tests.races import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("no_deadlock")]


@pytest.fixture
def piece():
    make_institute(second_person_clears=True)
    return make_article(kind=make_kind(), title="As it was", body="<p>The text of the piece.</p>")


def editors(number):
    return [make_user(role=Role.EDITOR, name=f"editor-{each}") for each in range(number)]


def address(article, page="change"):
    return f"/admin/articles/article/{article.pk}/{page}/"


def raise_failures(answers):
    for each in answers:
        if isinstance(each, Exception):
            raise each
    return answers


def check_kept(piece, acknowledged):
    """Every acknowledged title stands in the history once, by whoever saved it; the newest is stored."""
    kept = Revision.objects.filter(article=piece, content__title__startswith="Save ")
    found = Counter(kept.values_list("content__title", "by_name"))
    assert found == Counter(acknowledged)
    assert set(found.values()) == {1}
    assert whole.check(piece.pk).title == kept.order_by("number").last().content["title"]


# -- below the form --


def save_below_the_form(piece, user, title):
    """What a save is once the form is found to be good."""
    model_admin = admin.site._registry[Article]
    request = RequestFactory().post(address(piece), {"_why": ""})
    request.user = user
    with transaction.atomic():
        stored = model_admin.locked(request, piece)
        stored.title = title
        form = SimpleNamespace(instance=stored, save_m2m=lambda: None)
        model_admin.save_model(request, stored, form, change=True)
        model_admin.save_related(request, form, [], change=True)


def test_of_a_thousand_saves_by_twenty_people_each_is_a_version(piece):
    clients, saves = 20, 50

    def write(user):
        titles = [f"Save {number} of {user.get_username()}" for number in range(saves)]
        for title in titles:
            save_below_the_form(piece, user, title)
        return [(title, user.get_username()) for title in titles]

    people = editors(clients)
    answers = raise_failures(at_once(*(lambda user=user: write(user) for user in people)))
    check_kept(piece, chain(*answers))
    assert Revision.objects.filter(article=piece).count() == clients * saves


# -- by the form --


def save_by_the_form(client, piece, title):
    """The statuses that were answered, the last of them that of the save."""
    form, statuses = filled(client.get(address(piece)), title=title), []
    while True:
        response = client.post(address(piece), form | {"_save": "1"})
        statuses.append(response.status_code)
        if response.status_code != 409:
            return statuses
        assert "saved too" in response.content.decode()
        form = filled(response, **{"choice-title": "mine"})


def test_whoever_saved_later_is_asked_and_loses_nothing(piece):
    saves = 3

    def write(user):
        client = Client()
        client.force_login(user)
        titles = [f"Save {number} of {user.get_username()}" for number in range(saves)]
        return user, titles, chain(*[save_by_the_form(client, piece, each) for each in titles])

    people = editors(5)
    answers = raise_failures(at_once(*(lambda user=user: write(user) for user in people)))
    statuses = Counter(chain(*(each for _user, _titles, each in answers)))
    assert statuses.keys() == {302, 409}
    assert statuses[302] == len(people) * saves
    check_kept(
        piece, [(title, user.get_username()) for user, titles, _s in answers for title in titles]
    )


def test_an_address_that_many_want_is_given_once(piece):
    published = [make_article(status="published", title=f"Piece {number}") for number in range(4)]
    publisher = make_user(role=Role.PUBLISHER)

    def wish(article):
        client = Client()
        client.force_login(publisher)
        form = filled(client.get(address(article)), slug="the-same")
        return client.post(address(article), form | {"_save": "1"})

    answers = raise_failures(at_once(*(lambda each=each: wish(each) for each in published)))
    assert sorted(each.status_code for each in answers) == [200, 200, 200, 302]
    said = "Choose another."
    assert sum(said in each.content.decode() for each in answers) == 3
    assert Article.objects.filter(slug="the-same").count() == 1
