"""What did not happen as it was meant to: pieces held, changes missed, days that passed.

Each is one condition on pieces as queues.with_steps() gives them, and a sentence.
"""

from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject, Now
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles import clearance, updates
from articles.admin import whereabouts
from articles.models import Endorsement, Revision, StepTaken
from articles.models.queryset import TEXTS
from articles.states import UNPUBLISHED, Status

HELD = Q(status=Status.CLEARED, last_step="hold")
MISSED = Q(replaces__isnull=False, apply_at__lte=Now()) & ~Q(status=Status.BINNED)


@dataclass(frozen=True)
class Alarm:
    """`words`: what did not happen, and why, in one or two sentences."""

    article: object
    words: str


def overdue():
    """The condition: the day by which the text was due has passed."""
    return Q(due__lt=timezone.localdate(), status__in=UNPUBLISHED)


def past_plan():
    """The condition: the day it was planned for has passed, and it is not out."""
    return Q(planned_for__lt=timezone.localdate(), status__in=UNPUBLISHED)


def held_or_missed(articles):
    """[Alarm] of what was stopped and not let go since, and of changes that did not go out."""
    found = with_facts(articles.filter(HELD | MISSED)).order_by("saved_at", "pk")
    return alarms_of(found)


def all_of(articles):
    """[Alarm] of all four kinds, in three queries for any number of pieces."""
    found = with_facts(articles.filter(HELD | MISSED | overdue() | past_plan()))
    return alarms_of(found.order_by("due", "planned_for", "saved_at", "pk"))


def alarms_of(articles):
    """[Alarm] for pieces that came by with_facts(), what was held or missed first."""
    needed, found = clearance.is_needed(), list(articles)
    holds = _holds([article for article in found if _is_held(article)])
    alarms = [Alarm(article, words(article, holds, needed=needed)) for article in found]
    return sorted(alarms, key=lambda alarm: not _is_stopped(alarm.article))


def with_facts(articles):
    """With what decides whether a change goes out: as `updates.in_the_way` would look it up."""
    texts = Revision.objects.filter(article=OuterRef("pk")).order_by("-number")
    live = Revision.objects.filter(article=OuterRef("replaces")).order_by("-number")
    seen = Revision.objects.public().filter(
        article=OuterRef("replaces"), public_from__lte=timezone.now()
    )
    stand = Endorsement.objects.filter(article=OuterRef("pk"), text_hash=OuterRef("text_now"))
    return (
        articles.select_related("replaces", "kind")
        .annotate(
            text_now=Subquery(texts.values("text_hash")[:1]),
            live_text=Subquery(live.values("text_hash")[:1]),
            base_text=F("began_from__text_hash"),
            was_seen=Exists(seen),
        )
        .annotate(
            stand=ArraySubquery(stand.values(row=JSONObject(name="by_name", capacity="capacity")))
        )
        .defer(*(f"{prefix}{name}" for name in TEXTS for prefix in ("", "replaces__")))
    )


def in_the_way(change, *, needed):
    """Why a change would not go out as it stands, from its facts. `needed`: a second person clears."""
    names = {}
    for row in change.stand:
        names.setdefault(row["capacity"], set()).add(row["name"])
    is_complete = clearance.Clearance(change.text_now, names).is_complete
    return updates.in_the_way(
        change,
        cleared=is_complete or not needed,
        moved_on=change.base_text is None or change.base_text != change.live_text,
        noticed=change.replaces.is_live or change.was_seen,
    )


def words(article, holds, *, needed):
    """What is wrong with this piece. `holds`: {its key: the step that stopped it}."""
    if _is_held(article):
        return _held(article, holds.get(article.pk))
    if updates.is_overdue(article):
        why = in_the_way(article, needed=needed) or _("Nothing has put it in place yet.")
        return _("It was to go out %(when)s. %(why)s") % {
            "when": whereabouts.moment(article.apply_at), "why": why}  # fmt: skip
    return " ".join(_days_passed(article))


def _days_passed(article):
    today = timezone.localdate()
    if article.due and article.due < today:
        yield _("The text was due on %s.") % date_format(article.due)
    if article.planned_for and article.planned_for < today:
        yield _("It was planned for %s.") % date_format(article.planned_for)


def _is_held(article):
    return article.status == Status.CLEARED and article.last_step == "hold"


def _is_stopped(article):
    return _is_held(article) or updates.is_overdue(article)


def _holds(articles):
    """{article's key: the newest step that held it}, in one query."""
    taken = StepTaken.objects.filter(article__in=articles, step="hold").select_related("by__person")
    return {step.article_id: step for step in taken.order_by("at", "pk")}


def _held(article, step):
    said = _("%(who)s stopped it, %(when)s.") % {
        "who": whereabouts.name_of(step.by), "when": whereabouts.moment(step.at)
    }  # fmt: skip
    if article.published_at:
        return said + " " + _("It was to go live %s.") % whereabouts.moment(article.published_at)
    return said
