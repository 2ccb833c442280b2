"""The calendar's page: a month; beside it what is scheduled, what was held or missed, and promises."""

import re
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db.models.functions import Coalesce
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import access, clearance, ideas
from articles.admin import alarms, hours, queues, whereabouts
from articles.admin import ideas as quick_line
from articles.admin.month import MOST, month_of

ASKED = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
YEARS = range(1970, 2200)
PROMISES = 100


class CalendarPages:
    """Mixed into the article's admin."""

    def get_urls(self):
        pages = (("calendar", self.calendar_view), ("idea", self.idea_view))
        ours = [
            path(f"{name}/", self.admin_site.admin_view(view), name=f"articles_article_{name}")
            for name, view in pages
        ]
        return [*ours, *super().get_urls()]

    def calendar_view(self, request):
        return calendar_page(request, self)

    def idea_view(self, request):
        if not self.has_add_permission(request):
            raise PermissionDenied
        return quick_line.note(request, self, lambda form: shown(request, self, form))


@require_safe
def calendar_page(request, model_admin):
    return shown(request, model_admin)


def shown(request, model_admin, wrong=None):
    """The page of the month that is asked for. `wrong`: the form of an idea that could not be kept.

    A fixed number of queries for any number of pieces.
    """
    if not request.user.has_perm("articles.change_article"):
        raise PermissionDenied
    first, own = first_day(request.GET.get("month", "")), access.own(request.user)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Calendar"), "opts": model_admin.opts,
        "month": month_of(first, own), "most": MOST,
        "before": _beside(first, -1), "after": _beside(first, 31),
        "is_this_month": first == timezone.localdate().replace(day=1),
        "zone": hours.zone_of_the_house()["said"],
        "scheduled": scheduled(request.user, own),
        "alarms": alarms.held_or_missed(queues.with_steps(own)),
        "promises": promises(own),
        **({"quick_idea": wrong} if wrong else quick_line.quick_idea(request)),
    }  # fmt: skip
    return TemplateResponse(request, "admin/articles/article/calendar.html", context)


def first_day(asked):
    """The first day of a month written 2026-03; of this month for anything else."""
    found = ASKED.fullmatch(asked)
    year, month = map(int, found.groups()) if found else (0, 0)
    if year in YEARS and 1 <= month <= 12:
        return date(year, month, 1)
    return timezone.localdate().replace(day=1)


def _beside(first, days):
    """The month so many days from the first of this one, as addresses have it; "" past the ends."""
    other = first + timedelta(days=days)
    return f"{other:%Y-%m}" if other.year in YEARS else ""


def scheduled(user, articles):
    """[{"article", "when", "why_not", "step", "may_hold"}] of what goes out, the soonest first.

    `why_not`: what would keep a change back at its hour as it stands; `step`: by which this log-in
    may give another hour, or "".
    """
    found = alarms.with_facts(queues.going_out(articles))
    found = found.order_by(Coalesce("apply_at", "published_at"), "pk")
    needed, may = clearance.is_needed(), user.has_perm
    steps = {
        name: name if may(f"articles.{name}_article") else "" for name in ("reschedule", "apply")
    }
    return [
        {
            "article": article,
            "when": whereabouts.in_full(article.apply_at or article.published_at),
            "why_not": alarms.in_the_way(article, needed=needed) if article.replaces_id else "",
            "step": steps["apply" if article.replaces_id else "reschedule"],
            "may_hold": may("articles.hold_article"),
        }
        for article in found
    ]


def promises(articles):
    """{"rows", "are_more"}: ideas and promises, with who, and whether their days have passed."""
    found = ideas.promised(articles).for_cards().select_related("created_by__person", "kind")
    found, today = list(found[: PROMISES + 1]), timezone.localdate()
    rows = [
        {
            "article": article,
            "who": ", ".join(maker["name"] for maker in article.makers[:3])
            or (whereabouts.name_of(article.created_by) if article.created_by else ""),
            "is_overdue": bool(article.due) and article.due < today,
            "is_past": bool(article.planned_for) and article.planned_for < today,
        }
        for article in found[:PROMISES]
    ]
    return {"rows": rows, "are_more": len(found) > PROMISES}
