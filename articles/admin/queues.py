"""The desk's lists, each one condition: the first page shows the first rows, the list all of them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import clearance
from articles.admin import alarms
from articles.models import StepTaken
from articles.states import UNPUBLISHED, Status

RECENT = timedelta(days=14)


@dataclass(frozen=True)
class Queue:
    """`narrow(articles, user)`; `articles` are those the user may see, as with_steps() gives them."""

    key: str
    heading: str
    none: str
    narrow: Callable
    order: tuple
    alarms: bool = False


def with_steps(articles):
    """With `last_step` and `sent_by` (the key of whoever sent it for review last)."""
    last = StepTaken.objects.filter(article=OuterRef("pk"))
    return articles.annotate(
        last_step=Subquery(last.values("step")[:1]),
        sent_by=Subquery(last.filter(step="send").values("by")[:1]),
    )


def _waiting(articles, user):
    """Texts to clear or to accept, cleared texts to publish, changes asked of me."""
    waits = Q(status=Status.DRAFT, last_step="ask", created_by=user)
    waits |= Q(status=Status.REVIEW, last_step="clear", sent_by=user.pk)
    if user.has_perm("articles.clear_article"):
        waits |= Q(status=Status.REVIEW) & _to_clear(user)
    if user.has_perm("articles.publish_article"):
        waits |= Q(status=Status.CLEARED, apply_at=None) & ~Q(last_step="hold")
    return articles.filter(waits)


def _to_clear(user):
    """For me by name, or for any of those who may: not what I sent, nor another's by name or kind."""
    mine = Q(reviewer=None) | Q(reviewer=user)
    mine &= Q(kind__clearer=None) | Q(kind__clearer=user) | Q(kind__deputy=user)
    if clearance.is_needed():
        mine &= Q(sent_by=None) | ~Q(sent_by=user.pk)
        mine &= Q(last_step=None) | ~Q(last_step="clear")
    return mine


def _mine(articles, user):
    return articles.filter(status__in=[Status.IDEA, Status.DRAFT]).of_user(user)


def _asked(articles, _user):
    return articles.filter(status=Status.DRAFT, last_step="ask")


def _due(articles, _user):
    soon = timezone.localdate() + timedelta(days=7)
    late = Q(due__lte=soon) | Q(planned_for__lt=timezone.localdate())
    return articles.filter(late, status__in=UNPUBLISHED)


def _until(days):
    """The end of the day so many days from today, in the institute's zone."""
    day = timezone.localdate() + timedelta(days=days + 1)
    return timezone.make_aware(datetime.combine(day, time()))


def going_out(articles, until=None):
    """Pieces and changes whose hour is still to come."""
    pieces = Q(status=Status.PUBLISHED, replaces=None, published_at__gt=Now())
    changes = Q(status=Status.CLEARED, apply_at__gt=Now())
    if until:
        pieces &= Q(published_at__lt=until)
        changes &= Q(apply_at__lt=until)
    return articles.filter(pieces | changes)


def _today(articles, _user):
    return going_out(articles, _until(0))


def _this_week(articles, _user):
    return going_out(articles, _until(7 - timezone.localdate().isoweekday()))


def _missed(articles, _user):
    """Changes whose hour has passed, and what was held and not let go since."""
    return articles.filter(alarms.HELD | alarms.MISSED)


def _recent(articles, _user):
    return articles.published().filter(published_at__gt=timezone.now() - RECENT)


def _stale(articles, _user):
    return articles.published().filter(review_by__lt=timezone.localdate())


QUEUES = (
    Queue("waiting", _("Waits for you"), _("Nothing waits for you."), _waiting, ("saved_at",)),
    Queue("missed", _("Held or missed"), _("Nothing was missed."), _missed, ("saved_at",),
          alarms=True),
    Queue("due", _("Due and overdue"), _("Nothing is due this week."), _due,
          ("due", "planned_for")),
    Queue("mine", _("My drafts"), _("You have no drafts."), _mine, ("-saved_at",)),
    Queue("asked", _("Changes asked"), _("No changes are asked."), _asked, ("saved_at",)),
    Queue("today", _("Scheduled today"), _("Nothing is scheduled today."), _today,
          ("published_at", "apply_at")),
    Queue("week", _("Scheduled this week"), _("Nothing is scheduled this week."), _this_week,
          ("published_at", "apply_at")),
    Queue("recent", _("Recently published"), _("Nothing was published in two weeks."), _recent,
          ("-published_at",)),
    Queue("stale", _("To look at again"), _("No piece is past its day."), _stale, ("review_by",)),
)  # fmt: skip
BY_KEY = {queue.key: queue for queue in QUEUES}
