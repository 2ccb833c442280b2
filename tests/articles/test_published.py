"""The gate: what a reader may see, and when."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.models import Article
from articles.states import Status
from tests.make import NINE, make_article

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


def test_scheduled_article_appears_when_its_hour_comes():
    article = make_article(status=Status.PUBLISHED, published_at=NINE)
    assert article not in Article.objects.published(at=NINE - SECOND)
    assert article in Article.objects.published(at=NINE)


def test_expired_article_leaves_at_its_hour():
    article = make_article(
        status=Status.PUBLISHED, published_at=NINE, expires_at=NINE + timedelta(days=1)
    )
    assert article in Article.objects.published(at=NINE + timedelta(days=1) - SECOND)
    assert article not in Article.objects.published(at=NINE + timedelta(days=1))


def test_gate_reads_the_clock_of_the_database():
    soon = make_article(status=Status.PUBLISHED, published_at=timezone.now() + timedelta(hours=1))
    past = make_article(status=Status.PUBLISHED, published_at=timezone.now() - SECOND)
    assert list(Article.objects.published()) == [past]
    assert "STATEMENT_TIMESTAMP()" in str(Article.objects.published().query)
    assert soon.is_scheduled


@pytest.mark.parametrize("status", [s for s in Status if s != Status.PUBLISHED])
def test_nothing_but_published_passes(status):
    make_article(status=status, published_at=NINE)
    assert not Article.objects.published().exists()


def test_change_beside_a_live_piece_does_not_pass_and_cannot_be_published():
    live = make_article(status=Status.PUBLISHED)
    change = make_article(status=Status.CLEARED, replaces=live)
    assert list(Article.objects.published()) == [live]
    with pytest.raises(IntegrityError, match="article_change_"), transaction.atomic():
        Article.objects.filter(pk=change.pk).update(
            status=Status.PUBLISHED, published_at=NINE, year=2026
        )


def test_database_refuses_a_published_piece_without_date():
    article = make_article()
    with pytest.raises(IntegrityError, match="article_live_has_date"), transaction.atomic():
        Article.objects.filter(pk=article.pk).update(status=Status.PUBLISHED)
