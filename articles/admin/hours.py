"""An hour as it is typed, a day and a time in the institute's zone, and what the page says of it."""

import json
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.admin import whereabouts
from thinktank.modeladmin import Moment

MINUTE = timedelta(minutes=1)
FARTHEST = 20  # years: what is further off is a slip of the finger
KNOWN = range(1900, 2200)
USUAL = "09:00"  # the hour of the buttons beside the control


def moment_of(day, hour):
    """The moment at which the institute's clocks show this hour on this day.

    Raises ValidationError for an hour that the clocks leave out or show twice on that day, and for
    a year that nobody means.
    """
    if abs(day.year - timezone.localdate().year) > FARTHEST:
        raise ValidationError(_("Check the year: it is %d.") % day.year, code="year")
    typed, zone = datetime.combine(day, hour), timezone.get_current_timezone()
    first, second = (typed.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if first.utcoffset() < second.utcoffset():
        raise ValidationError(left_out(), code="hour_left_out")
    if first.utcoffset() > second.utcoffset():
        raise ValidationError(twice(), code="hour_twice")
    return first


def in_reach(moment):
    """The same moment, or None for none. Raises ValidationError for a year beyond all calendars,
    which the database would take and never give back.
    """
    if moment and moment.year not in KNOWN:
        raise ValidationError(_("Check the year: it is %d.") % moment.year, code="year")
    return moment


def left_out():
    return _("The clocks go forward that day and leave this hour out. Choose another hour.")


def twice():
    return _("The clocks go back that day and show this hour twice. Choose another hour.")


def zone_of_the_house(now=None):
    """{"name", "said", "abbreviations"}: the zone in which hours are typed.

    `said`: "Asia/Karachi (PKT, UTC+5)"; `abbreviations`: {minutes ahead of UTC: "PKT"} as they
    hold within the next two years, in JSON.
    """
    local = timezone.localtime(now)
    months = (local + timedelta(days=30 * number) for number in range(25))
    moments = [timezone.localtime(month) for month in months]
    ahead = {moment.utcoffset() // MINUTE: moment.tzname() for moment in moments}
    name = timezone.get_current_timezone_name()
    said = f"{name} ({local.tzname()}, {_offset(local.utcoffset() // MINUTE)})"
    return {"name": name, "said": said, "abbreviations": json.dumps(ahead)}


def _offset(minutes):
    """UTC+5:30"""
    hours, rest = divmod(abs(minutes), 60)
    return "UTC" + (f"{'-' if minutes < 0 else '+'}{hours}" if minutes else "") + (
        f":{rest:02d}" if rest else "")  # fmt: skip


def words():
    """What static/admin_site/schedule.js says, in JSON; {braces} hold what it works out."""
    return json.dumps({
        "when": _("{weekday} {day} {month} {year}, {hour} {zone}"),
        "passed": whereabouts.passed(), "soon": whereabouts.soon(),
        "left_out": left_out(), "twice": twice(),
        **{
            unit: [whereabouts.ahead_by(unit, number) for number in (1, 2)]
            for unit in whereabouts.UNITS
        },
    })  # fmt: skip


class SaidMoment(Moment):
    """A day and an hour with the sentence that says what happens then.

    `says`: the sentence with %s for the hour, such as "Leaves the site %s."
    """

    def __init__(self, says, attrs=None):
        super().__init__(attrs)
        self.says = says

    def render(self, name, value, attrs=None, renderer=None):
        at = None if isinstance(value, list) else value
        context = {
            "fields": super().render(name, value, attrs, renderer),
            "says": self.says,
            "said": whereabouts.will_happen(self.says, at) if at else "",
            "zone": zone_of_the_house(), "words": words(),
        }  # fmt: skip
        return render_to_string("admin/articles/article/_moment.html", context)
