"""A theme's page by place: pieces filed beneath it stand there once, in one order."""

from datetime import timedelta
from itertools import chain

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


def pages(client, address, way, query=""):
    """The keys of every page, following one link from the first query on."""
    found = []
    while query is not None and len(found) < 9:
        page = client.get(address + query).context["page"]
        found.append([row.pk for row in page])
        query = getattr(page, way)
    return found


def test_every_piece_is_met_once_newest_first_whichever_way_one_pages(client, theme):
    address = theme.get_absolute_url()
    newest_first = [row.pk for row in theme.articles.published().newest_first()]
    older = pages(client, address, "older")
    assert [len(page) for page in older] == [20, 20, 10]
    assert list(chain(*older)) == newest_first
    newer = pages(client, address, "newer", "?oldest=1")
    assert [len(page) for page in newer] == [20, 20, 10]
    assert list(chain(*reversed(newer))) == newest_first


def test_a_year_shows_each_piece_once(client, theme):
    page = client.get(f"{theme.get_absolute_url()}?year={NINE.year}").context["page"]
    newest = theme.articles.published().newest_first()[:20]
    assert [row.pk for row in page] == [row.pk for row in newest]
