"""Where a piece is and who has it, in the words of a colleague."""

from datetime import timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.states import Status
from thinktank.writing import names


def moment(when):
    """Thu 12 Mar, 09:00 PKT; with the year when it is not this one. In the institute's zone."""
    local = timezone.localtime(when)
    this_year = local.year == timezone.localdate().year
    return date_format(local, "D j M, H:i T" if this_year else "D j M Y, H:i T")


def in_full(when, now=None):
    """Thursday 12 March 2026, 09:00 PKT, in 3 days. Of what has passed, without how long ago."""
    said = date_format(timezone.localtime(when), "l j F Y, H:i T")
    return ", ".join(filter(None, [said, ahead(when, now)]))


def will_happen(says, when, now=None):
    """What happens at an hour; `says`: the sentence with %s for it."""
    return says % in_full(when, now) if when > (now or timezone.now()) else passed()


def ahead(when, now=None):
    """“in 40 minutes”, “in 13 hours”, “in 3 days” (counted by the calendar); "" of what has passed."""
    now = now or timezone.now()
    minutes = (when - now) // timedelta(minutes=1)
    if when <= now:
        return ""
    if minutes < 1:
        return soon()
    if minutes < 60:
        return ahead_by("minutes", minutes) % minutes
    if minutes < 24 * 60:
        return ahead_by("hours", minutes // 60) % (minutes // 60)
    days = max((timezone.localdate(when) - timezone.localdate(now)).days, 1)
    return ahead_by("days", days) % days


def ahead_by(unit, number):
    """“in %d days”, in the form that fits the number."""
    return UNITS[unit](number)


UNITS = {
    "minutes": lambda number: ngettext("in %d minute", "in %d minutes", number),
    "hours": lambda number: ngettext("in %d hour", "in %d hours", number),
    "days": lambda number: ngettext("in %d day", "in %d days", number),
}


def soon():
    return _("in less than a minute")


def passed():
    return _("This hour has passed.")


def name_of(user):
    """The person's name behind a log-in, else the log-in's; of one that is gone, that it is."""
    return names.name_of(user) if user else _("somebody who has left")


def state(article, last_step=""):
    """The state in some words. `last_step`: the name of the last step taken."""
    if article.replaces_id and article.status != Status.BINNED:
        return _("Change: %s") % _state(article, last_step)
    return _state(article, last_step)


def _state(article, last_step):
    if article.status == Status.PUBLISHED and article.is_scheduled:
        return _("Goes live %s") % moment(article.published_at)
    if article.status == Status.PUBLISHED and not article.is_live:
        return _("Left the site %s") % moment(article.expires_at)
    if article.status == Status.DRAFT and last_step == "ask":
        return _("Changes asked")
    if article.status == Status.DRAFT and last_step == "hold":
        return _("On hold")
    if article.status == Status.REVIEW:
        return with_whom(article)
    if article.apply_at:
        return _("Goes out %s") % moment(article.apply_at)
    if article.status == Status.CLEARED and last_step == "hold":
        return _("On hold")
    return article.get_status_display()


def with_whom(article):
    """Who has a piece under review."""
    if article.reviewer_id:
        return _("With %s") % name_of(article.reviewer)
    return _("With the editors")


def holder(article):
    """Who has the piece now; "" once it is out."""
    if article.status == Status.REVIEW:
        return name_of(article.reviewer) if article.reviewer_id else _("the editors")
    if article.status == Status.CLEARED:
        return "" if article.apply_at else _("the publishers")
    if article.status in (Status.IDEA, Status.DRAFT):
        return name_of(article.created_by) if article.created_by_id else _("the editors")
    return ""


def sentence(article, steps):
    """Where the piece is and who has it. `steps`: those taken, the newest first."""
    last = steps[0] if steps else None
    about = {"state": state(article, last.step if last else "")}
    about["who"] = name_of(last.by) if last else name_of(article.created_by)
    about["when"] = moment(last.at) if last else ""
    if article.status in (Status.IDEA, Status.DRAFT):
        return _draft(article, last, about)
    return _AFTER[article.status](article, about)


def _draft(article, last, about):
    about["holder"] = name_of(article.created_by) if article.created_by else _("the editors")
    if last and last.step == "ask":
        return _("Changes asked by %(who)s, %(when)s: “%(why)s” It is with %(holder)s.") % (
            about | {"why": last.why}
        )
    return _("%(state)s. It is with %(holder)s.") % about


def _review(_article, about):
    return _("%(state)s: %(who)s sent it, %(when)s.") % about


def _cleared(article, about):
    if about["state"] == _("On hold"):
        return _("On hold: %(who)s stopped it, %(when)s. It is with the publishers.") % about
    if article.apply_at:
        return _("%(state)s, in the place of what readers see until then.") % about
    return _("Cleared by %(who)s, %(when)s. It is with the publishers.") % about


def _published(article, about):
    if article.is_scheduled:
        return _("%(state)s. Nobody need do anything more.") % about
    return _("%(state)s. Public since %(since)s.") % (
        about | {"since": moment(article.published_at)}
    )


def _binned(_article, about):
    return _("In the bin: %(who)s put it there, %(when)s. It goes for good after 30 days.") % about


def _withdrawn(article, about):
    return _("Withdrawn by %(who)s, %(when)s: “%(why)s”") % (
        about | {"why": article.withdrawn_reason}
    )


_AFTER = {
    Status.REVIEW: _review,
    Status.CLEARED: _cleared,
    Status.PUBLISHED: _published,
    Status.WITHDRAWN: _withdrawn,
    Status.BINNED: _binned,
}


def saved(article):
    """What is said after saving: the hour, and whether readers see it."""
    if article.is_live:
        return _("Readers see this now.")
    hour = date_format(timezone.localtime(), "H:i")
    return _("Saved %s. Readers see no change.") % hour
