"""A theme's page by place: pieces filed beneath it stand there once, in one order."""

from datetime import timedelta

import pytest

from articles.states import Status
from tests.make import NINE, make_article, make_institute, make_theme

pytestmark = pytest.mark.django_db


@pytest.fixture
def theme():
    """With 50 pieces of three themes at once, two and two of the same moment."""
    make_institute(time_zone="UTC")
    root = make_theme(name="Water")
    below, other = make_theme(name="Rivers", parent=root), make_theme(name="Law")
    for number in range(50):
        make_article(
            status=Status.PUBLISHED,
            published_at=NINE + timedelta(hours=number // 2),
            themes=[below, root, other],
        )
    return root


def pages(client, address, way):
    """The keys of every page, following one link."""
    query, found = "", []
    while query is not None:
        page = client.get(address + query).context["page"]
        found.append([row.pk for row in page])
        query = getattr(page, way)
    return found


def test_every_piece_is_met_once_newest_first_whichever_way_one_pages(client, theme):
    newest_first = [row.pk for row in theme.articles.published().newest_first()]
    older = pages(client, theme.get_absolute_url(), "older")
    assert [len(page) for page in older] == [20, 20, 10]
    assert sum(older, []) == newest_first
    newer = pages(client, f"{theme.get_absolute_url()}?oldest=1", "newer")[1:]
    last = client.get(f"{theme.get_absolute_url()}?oldest=1").context["page"]
    assert newer[0][-1] == newest_first[-len(last) - 1]
    assert sum(reversed(newer), []) == newest_first[: -len(last)]


def test_a_year_shows_each_piece_once(client, theme):
    page = client.get(f"{theme.get_absolute_url()}?year={NINE.year}").context["page"]
    assert [row.pk for row in page] == [
        row.pk for row in theme.articles.published().newest_first()[:20]
    ]
