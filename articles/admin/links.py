"""Our own pages by a few letters, for the editor's links: only what readers may see."""

from django.db.models.functions import Lower
from django.http import JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import search
from articles.models import Article
from people.models import Person
from themes.models import Theme
from thinktank.site.models import Page

FEWEST_LETTERS = 2
MOST = {"pieces": 8, "people": 4, "themes": 4, "pages": 3}


@require_safe
def links(request):
    """?q=letters → {"results": [{title, kind, url}]}, pieces newest first, then the rest."""
    words = search.asked(request.GET.get("q", "")).lower()
    found = [] if len(words) < FEWEST_LETTERS else [*pieces(words), *others(words)]
    return JsonResponse({"results": found})


def pieces(words):
    """Published pieces with each of these words in the title (the index is of lower-case titles)."""
    found = Article.objects.published().alias(lowered=Lower("search__title"))
    for word in words.split():
        found = found.filter(lowered__contains=word)
    newest = found.newest_first().select_related("kind").only("title", "year", "slug", "kind__name")
    return [_result(piece, piece.title, piece.kind.name) for piece in newest[: MOST["pieces"]]]


def others(words):
    people = Person.objects.public().named(words).in_directory_order()
    themes = _with_all(Theme.objects.in_use(), "name", words).order_by("path")
    pages = _with_all(Page.objects.published(), "title", words).order_by("title")
    yield from (
        _result(each, each.name, _("Person"))
        for each in people.only("name", "slug")[: MOST["people"]]
    )
    yield from (
        _result(each, each.name, _("Theme"))
        for each in themes.only("name", "path")[: MOST["themes"]]
    )
    yield from (
        _result(each, each.title, _("Page"))
        for each in pages.only("title", "slug")[: MOST["pages"]]
    )


def _with_all(rows, field, words):
    for word in words.split():
        rows = rows.filter(**{f"{field}__icontains": word})
    return rows


def _result(row, title, kind):
    return {"title": title, "kind": kind, "url": row.get_absolute_url()}
