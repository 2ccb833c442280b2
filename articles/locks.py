"""The order in which what belongs to pieces is locked, so that nobody waits in a circle.

First the changes beside a piece, by their keys; then the piece; then the addresses and numbers of
its year, its series, the people who signed. Whoever moves a theme takes the pieces filed there first.
Locks go with the transaction. They keep others from changing a row,
not from pointing to it: a note on a piece does not wait for a long save.
"""

from django.core.exceptions import ValidationError
from django.db import connection
from django.http import Http404
from django.utils.translation import gettext as _

from articles.models import Article, ArticleTheme

# The first half of our locks' names; thinktank/tasks has the numbers before.
ADDRESSES = 20_252


class Gone(ValidationError, Http404):
    """Raised when a piece is not there any more: a change that went out, or what lay in the bin.

    A sentence where one can be shown; a page that shows none answers 404.
    """

    def __init__(self, article):
        said = _("“%s” is not here any more: somebody else has published or deleted it.")
        super().__init__(said % article, code="gone")


def rows():
    """Pieces, each kept from others from the moment it is fetched."""
    return Article.objects.select_for_update(of=("self",), no_key=True)


def hold(article, *, with_changes=False):
    """Keep the piece from others, and bring this object up to date. Raises Gone.

    `with_changes`: those beside it, too.
    """
    if with_changes:
        list(rows().filter(replaces=article.pk).order_by("pk").only("pk"))
    try:
        article.refresh_from_db(from_queryset=rows())
    except Article.DoesNotExist:
        raise Gone(article) from None


def hold_branch(path):
    """Keep the pieces that are filed under this theme and those beneath it from others."""
    filed = ArticleTheme.objects.filter(theme__path__startswith=path).values("article")
    list(rows().filter(pk__in=filed).order_by("pk").only("pk"))


def hold_addresses(year):
    """Nobody else gives a piece of this year its address or number: two of one title get two."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [ADDRESSES, year])
