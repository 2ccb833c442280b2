"""A second piece with the same text, to begin another one from."""

from django.db import transaction
from django.utils.translation import gettext as _

from articles import content, history
from articles.models import Article, ArticleTheme, Byline, Funder
from articles.records import record

# Of the housekeeping. An address, a DOI, a number, a day belong to one piece alone.
FILED = ("kind", "series", "licence", "discussion")
TEXTS = tuple(name for name in content.CARRIED if name not in ("title", "bylines", "funders"))


@transaction.atomic
def duplicate(article, *, by):
    """A new draft of `by` with the text, people, themes, tags, regions and funders of this one.

    Nothing that happened to the first comes along: no steps, revisions, notes or corrections.
    """
    home = article.replaces or article
    copy = Article.objects.create(
        title=_named(article.title), created_by=by,
        **{name: getattr(home, name) for name in FILED},
        **{name: getattr(article, name) for name in TEXTS},
    )  # fmt: skip
    Byline.objects.bulk_create(
        Byline(article=copy, **row)
        for row in article.bylines.values("person_id", "role", "position")
    )
    ArticleTheme.objects.bulk_create(
        ArticleTheme(article=copy, **row) for row in home.filed_under.values("theme_id", "position")
    )
    Funder.objects.bulk_create(
        Funder(article=copy, **row) for row in article.funders.values("name", "purpose")
    )
    copy.regions.set(home.regions.all())
    copy.tags.set(home.tags.names())
    record(copy)
    history.keep(copy, by=by, why=_("Copied from “%s”") % article)
    return copy


def _named(title):
    longest = Article._meta.get_field("title").max_length
    return _("%s (copy)") % title[: longest - len(_("%s (copy)"))]
