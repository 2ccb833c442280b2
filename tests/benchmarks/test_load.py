"""The loaded site is the one that saving each piece would have made."""

import pytest
from django.db import connection, transaction

from articles import moves
from articles.models import Article, Listing, SearchText
from articles.render import render
from articles.search import search
from articles.states import Status
from benchmarks import copying, load
from benchmarks.pieces import COPIED
from benchmarks.texts import COMMON
from tests.make import NINE, make_article
from themes.models import Theme
from thinktank import keyset
from thinktank.library.models import Usage

pytestmark = pytest.mark.django_db
NUMBER = 100


@pytest.fixture
def loaded(db):
    load.load(NUMBER, seed=7, until=NINE)


def followers(article):
    """What stands elsewhere because of this piece, without the keys."""
    search_row = SearchText.objects.values("language", "title", "names", "text").get(
        article=article
    )
    # Tags have no order of their own, so neither have the lines that name them.
    search_row["names"] = sorted(search_row["names"].split("\n"))
    usages = Usage.objects.filter(source=f"article:{article.pk}")
    return {
        "listings": sorted(article.listings.values_list("theme", "published_at", "expires_at")),
        "search": search_row,
        "usages": list(usages.values_list("image", "document", "public_from", "public_until")),
    }


def test_recording_a_loaded_piece_changes_nothing(loaded):
    for article in Article.objects.order_by("pk")[:: NUMBER // 40]:
        before = followers(article)
        moves.record(article)
        assert followers(article) == before


def test_bodies_are_what_rendering_makes_of_them(loaded):
    for article in Article.objects.order_by("pk")[:: NUMBER // 20]:
        stored = {name: getattr(article, name) for name in render("").fields()}
        assert stored == render(article.body).fields()
        assert 700 < article.words < 1200


def test_loaded_pieces_are_listed_searched_and_paged(loaded):
    assert Article.objects.count() == NUMBER
    public = Article.objects.published(at=NINE)
    assert NUMBER * 0.8 < public.count() < NUMBER
    for theme in Theme.objects.all():
        assert set(public.by_theme(theme)) == set(
            public.filter(filed_under__theme__in=Theme.objects.branch(theme))
        )
    found = search(COMMON[0], public)
    assert NUMBER * 0.15 < found.count < NUMBER * 0.45
    assert len(keyset.page(public.for_cards(), {})) == keyset.PER_PAGE


def test_every_state_is_there(loaded):
    assert {row.status for row in Article.objects.all()} >= {Status.DRAFT, Status.PUBLISHED}
    assert Article.objects.filter(status=Status.PUBLISHED, published_at__gt=NINE).exists()
    assert not Listing.objects.exclude(article__status=Status.PUBLISHED).exists()


def texts_from(seed):
    """Of all loaded pieces, which are gone again."""
    with transaction.atomic():
        load.load(NUMBER, seed=seed, until=NINE)
        texts = list(Article.objects.order_by("pk").values_list("title", "body"))
        transaction.set_rollback(True)
    return texts


def test_the_same_seed_gives_the_same_pieces(db):
    assert texts_from(7) == texts_from(7) != texts_from(8)


def test_more_can_be_added_to_what_is_there(loaded):
    load.load(NUMBER, seed=8, until=NINE)
    assert Article.objects.count() == SearchText.objects.count() == 2 * NUMBER


def test_writing_goes_on_after_the_loaded_keys(loaded):
    last = Article.objects.order_by("pk").last().pk
    assert make_article().pk == last + 1


def test_a_site_that_holds_something_is_refused(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://localhost/any")
    assert load.refusal(into_existing=False) is None
    make_article()
    assert "holds articles or people already" in load.refusal(into_existing=False)
    assert load.refusal(into_existing=True) is None


def test_no_database_named_is_refused(monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert "Set DATABASE_URL" in load.refusal(into_existing=True)


def schema():
    """Every index and constraint, as Postgres would write it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'")
        indexes = {row[0] for row in cursor.fetchall()}
        cursor.execute(
            "SELECT conrelid::regclass, conname, pg_get_constraintdef(oid) FROM pg_constraint"
        )
        return indexes | set(cursor.fetchall())


def test_dropped_indexes_come_back_as_they_were(db):
    before = schema()
    with copying.without_indexes({model._meta.db_table for model in COPIED}):
        assert len(schema()) < len(before) - 20
    assert schema() == before
