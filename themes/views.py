"""The themes and their hubs."""

from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from themes.models import Theme, tree
from thinktank import keyset


@require_safe
def index(request):
    themes = tree(Theme.objects.in_use())
    return TemplateResponse(request, "themes/index.html", {"themes": themes})


@require_safe
def detail(request, path):
    theme = get_object_or_404(Theme.objects.select_related("image"), path=f"{path}/")
    year = keyset.asked_year(request.GET)
    rows = theme.articles.model.objects.published().by_theme(theme)
    listed = keyset.in_year(rows, year, "listing__published_at") if year else rows
    page = keyset.page(
        listed.for_cards(), request.GET, moment="listing__published_at",
        pk="listing__article_id", read=lambda row: (row.published_at, row.pk), keep=("year",),
    )  # fmt: skip
    context = {
        "theme": theme,
        "page": page,
        "year": year,
        "years": keyset.years(rows, "listing__published_at"),
        **_family(theme),
        "leads": theme.lead_people.public().filter(leads__theme=theme).for_cards()
        .order_by("leads__order", "leads__pk"),
        "pins": theme.pinned.published().filter(pins__theme=theme).for_cards()
        .order_by("pins__order", "pins__pk")[:3],
        "is_first": not request.GET,
    }  # fmt: skip
    return TemplateResponse(request, "themes/detail.html", context)


def _family(theme):
    """{"ancestors": root first, "children"}: both in one query."""
    above = Q(pk__in=Theme.objects.ancestors(theme).order_by().values("pk"))
    rows = Theme.objects.filter(above | Q(parent=theme, is_retired=False)).defer("stance")
    rows = list(rows.order_by("depth", "order", "name"))
    return {
        "ancestors": [row for row in rows if row.depth < theme.depth],
        "children": [row for row in rows if row.parent_id == theme.pk],
    }
