"""A month of the calendar: which piece stands on which day, and why. Days are the institute's."""

import calendar
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.models.queryset import TEXTS
from articles.states import UNPUBLISHED, Status

MONDAY_FIRST = calendar.Calendar(firstweekday=calendar.MONDAY)
MOST = 300  # published pieces of one month
SHOWN = 5  # of one day; the rest is folded


@dataclass(frozen=True)
class Entry:
    """One line of a day. `kind` is its look; `at`: its moment, None for what holds for the day."""

    article: object
    kind: str
    words: str
    at: datetime | None = None
    day: date | None = None

    @property
    def on(self):
        return self.day or timezone.localdate(self.at)

    @property
    def hour(self):
        return date_format(timezone.localtime(self.at), "H:i") if self.at else ""

    @property
    def order(self):
        """By the hour; what has none stands last."""
        return self.hour or "~", self.kind, self.article.pk


@dataclass
class Day:
    date: date
    in_month: bool
    is_today: bool
    entries: list = field(default_factory=list)

    @property
    def first(self):
        return self.entries[:SHOWN]

    @property
    def rest(self):
        return self.entries[SHOWN:]


@dataclass(frozen=True)
class Month:
    """`weeks`: lists of seven Days from a Monday. `is_whole`: whether every published piece is there."""

    first: date
    weeks: list
    is_whole: bool

    @property
    def days(self):
        return [day for week in self.weeks for day in week if day.in_month]

    @property
    def is_empty(self):
        return not any(day.entries for day in self.days)


def month_of(first, articles):
    """The Month that begins on this day, with what of these pieces falls into its weeks.

    Two queries, whatever the number of pieces.
    """
    weeks = MONDAY_FIRST.monthdatescalendar(first.year, first.month)
    today, dates = timezone.localdate(), [day for week in weeks for day in week]
    days = {day: Day(day, day.month == first.month, day == today) for day in dates}
    out = list(_out(articles, dates)[: MOST + 1])
    pieces = {piece.pk: piece for piece in [*out[:MOST], *_ahead(articles, dates)]}
    for piece in pieces.values():
        for entry in entries_of(piece):
            if entry.on in days:
                days[entry.on].entries.append(entry)
    for day in days.values():
        day.entries.sort(key=lambda entry: entry.order)
    return Month(first, [[days[day] for day in week] for week in weeks], len(out) <= MOST)


def _within(name, dates):
    """The condition: the moment in this field falls on one of these days."""
    start, end = dates[0], dates[-1] + timedelta(days=1)
    start, end = (timezone.make_aware(datetime.combine(day, time())) for day in (start, end))
    return Q(**{f"{name}__gte": start, f"{name}__lt": end})


def _out(articles, dates):
    """What appeared on these days, the newest first."""
    found = articles.filter(
        _within("published_at", dates), status=Status.PUBLISHED, replaces=None,
        published_at__lte=Now(),
    )  # fmt: skip
    return found.defer(*TEXTS).order_by("-published_at", "-pk")


def _ahead(articles, dates):
    """What is to happen on these days, or should have."""
    days = (dates[0], dates[-1])
    plans = Q(planned_for__range=days) | Q(due__range=days) | _within("embargo_until", dates)
    later = Q(published_at__gt=Now()) & _within("published_at", dates)
    leaves = _within("expires_at", dates) | _within("embargo_until", dates)
    found = (
        (Q(status__in=UNPUBLISHED) & plans)
        | (Q(status=Status.PUBLISHED, replaces=None) & (later | leaves))
        | (Q(replaces__isnull=False, status__in=UNPUBLISHED) & _within("apply_at", dates))
    )
    return articles.filter(found).defer(*TEXTS)


def entries_of(article, now=None):
    """Every Entry of a piece, on whichever day."""
    now = now or timezone.now()
    if article.embargo_until:
        yield Entry(article, "embargo", _("embargo ends"), article.embargo_until)
    if article.status == Status.PUBLISHED:
        yield from _of_published(article, now)
        return
    if article.apply_at:
        passed = article.apply_at <= now
        words = _("change did not go out") if passed else _("change goes out")
        yield Entry(article, "missed" if passed else "live", words, article.apply_at)
    if article.planned_for:
        yield Entry(article, "planned", _("planned"), day=article.planned_for)
    if article.due:
        yield Entry(article, "due", _("text due"), day=article.due)


def _of_published(article, now):
    if article.published_at > now:
        yield Entry(article, "live", _("goes live"), article.published_at)
    else:
        yield Entry(article, "published", _("published"), article.published_at)
    if article.expires_at:
        words = _("leaves the site") if article.expires_at > now else _("left the site")
        yield Entry(article, "leaves", words, article.expires_at)
