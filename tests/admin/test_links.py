"""The editor's search for our own pages: what readers may see, and at a constant cost."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.states import Role, Status
from tests.make import make_article, make_person, make_theme
from thinktank.site.models import Page

ADDRESS = "/admin/articles/article/links/"


@pytest.fixture
def found(kind, at_desk):
    client = at_desk(Role.AUTHOR)

    def search(words):
        return client.get(ADDRESS, {"q": words}).json()["results"]

    return search


def titles(results):
    return [each["title"] for each in results]


def test_public_pieces_people_themes_and_pages_are_found_with_their_addresses(found):
    person = make_person(name="Riverine Sethi", public_from=timezone.now() - timedelta(days=1))
    theme = make_theme(name="Rivers")
    page = Page.objects.create(title="How we count rivers", slug="rivers", is_public=True)
    piece = make_article(
        title="A Shared River Ledger", status=Status.PUBLISHED, by=[person], themes=[theme]
    )
    assert found("RIVER") == [
        {"title": piece.title, "kind": "Commentary", "url": piece.get_absolute_url()},
        {"title": person.name, "kind": "Person", "url": person.get_absolute_url()},
        {"title": theme.name, "kind": "Theme", "url": theme.get_absolute_url()},
        {"title": page.title, "kind": "Page", "url": page.get_absolute_url()},
    ]


@pytest.mark.parametrize("status", [each for each in Status if each != Status.PUBLISHED])
def test_what_readers_do_not_see_is_not_found(found, status):
    make_article(title="Canary ledger", status=status)
    assert found("canary") == []


def test_neither_what_is_scheduled_nor_expired_is_found(found):
    hour = timedelta(hours=1)
    make_article(title="Canary later", status=Status.PUBLISHED, published_at=timezone.now() + hour)
    make_article(title="Canary gone", status=Status.PUBLISHED, expires_at=timezone.now() - hour)
    assert found("canary") == []


def test_people_without_a_page_retired_themes_and_drafts_of_pages_are_not_found(found):
    make_person(name="Canary Guest", standing="guest")
    make_theme(name="Canary theme", is_retired=True)
    Page.objects.create(title="Canary page", slug="canary", is_public=False)
    assert found("canary") == []


def test_every_word_counts_and_signs_mean_nothing(found):
    make_article(title="Export controls, 100% revised", status=Status.PUBLISHED)
    assert titles(found("controls export")) == ["Export controls, 100% revised"]
    assert titles(found("100%")) == ["Export controls, 100% revised"]
    for words in ("export rivers", "e%s", "_", "x", "", "\x00\x00"):
        assert found(words) == []


def test_the_newest_eight_pieces_come_at_the_cost_of_one(found, kind):
    def cost():
        with CaptureQueriesContext(connection) as captured:
            results = found("ledger")
        return len(captured), len(results)

    make_article(title="Ledger", status=Status.PUBLISHED, kind=kind)
    found("ledger")
    few, _one = cost()
    for number in range(12):
        make_article(title=f"Ledger {number}", status=Status.PUBLISHED, kind=kind)
    assert cost() == (few, 8)


def test_it_is_for_who_is_logged_in_and_for_reading(client, db, at_desk):
    assert client.get(ADDRESS).status_code == 302
    assert at_desk(Role.EDITOR).post(ADDRESS).status_code == 405
