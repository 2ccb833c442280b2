"""What the editor asks for when a text opens: all its pictures in one question."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.states import Role
from tests.make import make_image, make_user

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/library/image/choose/"


@pytest.fixture
def editor(client):
    client.force_login(make_user(role=Role.EDITOR))
    return client


def ids_of(answer):
    assert answer.status_code == 200
    return [picture["id"] for picture in answer.json()["pictures"]]


def test_exactly_those_that_are_named_and_there_answer(editor):
    first, _other, third = make_image(), make_image(), make_image()
    answer = editor.get(ADDRESS, {"ids": f"{first.pk},{third.pk},987654"})
    assert sorted(ids_of(answer)) == [first.pk, third.pk]
    told = answer.json()["pictures"][0]
    assert {"id", "src", "alt", "title", "credit", "width", "height"} <= told.keys()


def test_many_cost_as_many_queries_as_one(editor):
    numbers = [make_image().pk for _ in range(12)]
    costs = []
    for asked in (numbers[:1], numbers):
        with CaptureQueriesContext(connection) as queries:
            assert ids_of(editor.get(ADDRESS, {"ids": ",".join(map(str, asked))}))
        costs.append(len(queries))
    assert costs[0] == costs[1]


@pytest.mark.parametrize("ids", ["", ",", "x", "1 or 1=1", "-1", "٣", "9" * 30, "1;2", "\x00"])
def test_what_is_no_number_names_no_picture(editor, ids):
    make_image()
    assert ids_of(editor.get(ADDRESS, {"ids": ids})) == []


def test_no_more_than_a_text_s_worth_at_a_time(editor):
    picture = make_image()
    many = ",".join(["999999"] * 100)
    assert ids_of(editor.get(ADDRESS, {"ids": f"{many},{picture.pk}"})) == []


def test_who_may_not_see_the_library_is_told_nothing():
    picture = make_image()
    stranger, nobody = Client(), make_user()
    assert stranger.get(ADDRESS, {"ids": picture.pk}).status_code == 302
    nobody.is_staff = True
    nobody.save()
    stranger.force_login(nobody)
    assert stranger.get(ADDRESS, {"ids": picture.pk}).status_code == 404
