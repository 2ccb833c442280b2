"""Lists that page by place."""

from datetime import timedelta

import pytest
from django.http import Http404, QueryDict

from articles.models import Article
from articles.states import Status
from tests.make import NINE, make_article, make_kind, make_person, make_theme
from thinktank import keyset


def test_place_is_read_as_it_was_written():
    moment = NINE.replace(microsecond=123456)
    assert keyset.read_place(keyset.write_place(moment, 42)) == (moment, 42)


@pytest.mark.parametrize(
    "text",
    ["", "1", "20261399T000000-1", "٢٠٢٦٠١٠١T000000-1", "x" * 99, "20260101T000000-" + "9" * 30],
)
def test_place_that_is_none_is_not_found(text):
    with pytest.raises(Http404):
        keyset.read_place(text)


@pytest.mark.parametrize("text", ["26", "20260", "٢٠٢٦", "-1", "9999"])
def test_year_that_is_none_is_not_found(text):
    with pytest.raises(Http404):
        keyset.asked_year(QueryDict(f"year={text}"))


@pytest.mark.django_db
def test_walking_older_and_back_meets_each_row_once():
    kind, theme, person = make_kind(), make_theme(), make_person()
    for at in range(7):  # rows 2 and 3 share a moment: the id decides
        moment = NINE + timedelta(days=at - (at == 3))
        make_article(
            status=Status.PUBLISHED, published_at=moment, kind=kind, themes=[theme], by=[person]
        )
    rows = Article.objects.published()
    expected = list(rows.newest_first())
    page = keyset.page(rows, QueryDict(), per_page=3)
    assert page.newer is page.newest is None
    seen, pages = list(page), [page]
    while page.older:
        page = keyset.page(rows, QueryDict(page.older[1:]), per_page=3)
        pages.append(page)
        seen += page
    assert seen == expected
    assert page.oldest is None
    back = keyset.page(rows, QueryDict(page.newer[1:]), per_page=3)
    assert back.rows == pages[-2].rows
    last = keyset.page(rows, QueryDict(pages[0].oldest[1:]), per_page=3)
    assert last.rows == expected[-3:]
    assert last.older is None


@pytest.mark.django_db
def test_links_carry_the_readers_filters():
    kind = make_kind()
    for _each in range(3):
        make_article(status=Status.PUBLISHED, kind=kind)
    page = keyset.page(
        Article.objects.published(), QueryDict("kind=commentary&x=1"), keep=["kind"], per_page=2
    )
    assert page.older.startswith("?kind=commentary&before=")
