"""Lists and the desk cost the same number of queries for one row and for thirty."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import StepTaken
from articles.states import Role, Status
from tests.make import make_article, make_image, make_person, make_theme, make_user

LISTS = ["articles/article/", "people/person/", "themes/theme/", "library/image/", ""]


def queries(client, address):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def thirty_more(kind, cast):
    for number in range(30):
        person = make_person(photo=make_image())
        status = [Status.DRAFT, Status.REVIEW, Status.CLEARED, Status.PUBLISHED][number % 4]
        article = make_article(
            kind=kind,
            by=[person],
            themes=[make_theme()],
            status=status,
            created_by=cast[Role.PUBLISHER],
        )
        StepTaken.objects.create(article=article, step="send", source="draft", target="review",
                                 by=cast[Role.EDITOR], by_name="e", text_hash="x")  # fmt: skip
        make_user(role=Role.AUTHOR, person=person)


@pytest.mark.parametrize("address", [f"/admin/{each}" for each in (*LISTS, "auth/user/")])
def test_one_row_costs_what_thirty_cost(kind, cast, at_desk, address):
    client = at_desk(Role.ADMINISTRATOR)
    # One that waits for this log-in: a list that is empty asks for no rows.
    make_article(kind=kind, created_by=cast[Role.PUBLISHER], status=Status.REVIEW)
    make_user(role=Role.AUTHOR, person=make_person(photo=make_image()))
    queries(client, address)  # content types and the like are remembered from the first visit on
    few = queries(client, address)
    thirty_more(kind, cast)
    many = queries(client, address)
    assert many == few
    assert many <= 20
