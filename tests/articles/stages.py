"""Pieces and changes at a stage of the workflow, made without the steps that lead there."""

from itertools import count

from django.db import transaction
from django.utils import timezone

from articles import clearance, content, history, updates
from articles.models import Article
from articles.records import record
from articles.states import Role, Status
from tests.make import make_article

UPDATE = {"change_type": "update", "change_note": "Newer figures."}
_number = count(1)


def cleared(cast, **fields):
    """A piece that the editor wrote and the publisher cleared."""
    return cleared_anew(make_article(status=Status.CLEARED, **fields), cast)


def published(cast, *, at=None, **fields):
    """A piece that is live; `at`: that will be."""
    article = make_article(
        status=Status.PUBLISHED, published_at=at or timezone.now(),
        slug=f"address-{next(_number)}", **fields,
    )  # fmt: skip
    for byline in article.bylines.all():
        byline.freeze(timezone.localdate(article.published_at))
    cleared_anew(article, cast)
    history.make_public(history.latest(article), article.published_at)
    return article


def begun(piece, cast, **changed):
    """A change beside a piece, with this text."""
    return typed(updates.begin(piece, by=cast[Role.EDITOR]), **changed)


def ready(piece, cast, *, at=None, **changed):
    """A cleared change; `at`: with its hour, as an update."""
    change = updates.begin(piece, by=cast[Role.EDITOR])
    told = {"apply_at": at, **UPDATE} if at else {}
    return cleared_anew(change, cast, status=Status.CLEARED, **told, **changed)


def typed(article, **changed):
    for name, value in changed.items():
        setattr(article, name, value)
    article.save()
    record(article)
    return article


def cleared_anew(article, cast, **changed):
    """The piece or change with another text, for which both of them stand."""
    typed(article, **changed)
    clearance.endorse(article, cast[Role.EDITOR], clearance.WRITER)
    clearance.endorse(article, cast[Role.PUBLISHER], clearance.CLEARER)
    article.cleared_hash = content.cleared_hash(article)
    article.save()
    with transaction.atomic():
        history.keep(article, by=cast[Role.EDITOR])
    return article


def now(article):
    return Article.objects.get(pk=article.pk)
