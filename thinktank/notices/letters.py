"""What a mail looks like: plain text and HTML of the same words, from templates/admin/notices/."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from thinktank.markup.characters import HIDDEN

LONGEST_SUBJECT = 200


def one_line(text):
    """The text as a header may hold it: no line breaks, nothing invisible, not endless."""
    line = HIDDEN.sub("", " ".join(str(text).split()))
    return line if len(line) <= LONGEST_SUBJECT else f"{line[: LONGEST_SUBJECT - 1]}…"


def absolute(path):
    """The whole address of a page of this site; "" for no path."""
    return f"{settings.SITE_URL}{path}" if path else ""


def of_notice(notice):
    """The mail that tells of one thing."""
    context = {"notice": notice, "url": absolute(notice.path), "choice": _choice()}
    return _mail(
        notice.user.email, notice.subject, "notice", context,
        name=f"notice-{notice.pk}", thread=notice.about,
    )  # fmt: skip


def of_day(notices, *, until, zone):
    """The one mail of a day with all these notices of one user; hours are in this zone."""
    with timezone.override(zone), translation.override(settings.LANGUAGE_CODE):
        day = date_format(timezone.localtime(until))
        said = ngettext("%(day)s: %(count)d notice", "%(day)s: %(count)d notices", len(notices))
        subject = said % {"day": day, "count": len(notices)}
        context = {"groups": _groups(notices), "choice": _choice()}
        user = notices[0].user
        name = f"day-{user.pk}-{until:%Y%m%d}-{notices[0].pk}"
        return _mail(user.email, subject, "day", context, name=name)


def to_outsider(address, *, subject, lines, url, name):
    """A mail to somebody without a log-in."""
    context = {"lines": lines, "url": url}
    return _mail(address, subject, "outsider", context, name=name)


def _groups(notices):
    """[(the newest notice, its whole address, all of the group in order)], one for each piece."""
    groups = {}
    for notice in notices:
        groups.setdefault(notice.about or notice.pk, []).append(notice)
    return [(group[-1], absolute(group[-1].path), group) for group in groups.values()]


def _choice():
    return absolute(reverse("admin:my_notices"))


def _mail(address, subject, template, context, *, name, thread=""):
    """`name`: the same for the same mail, so that a repetition is known as one."""
    with translation.override(settings.LANGUAGE_CODE):
        context |= {"subject": one_line(subject), "language": settings.LANGUAGE_CODE}
        text = render_to_string(f"admin/notices/{template}.txt", context)
        html = render_to_string(f"admin/notices/{template}.html", context)
        label = gettext("Notices of the desk")
    host = urlsplit(settings.SITE_URL).hostname
    headers = {
        "Message-ID": f"<{name}@{host}>",
        "Auto-Submitted": "auto-generated",
        "List-Id": f"{label} <notices.{host}>",
    }
    if thread:
        # Mails about one piece stand together in the reader's mailbox.
        headers["References"] = f"<{thread.replace(':', '-')}@{host}>"
    mail = EmailMultiAlternatives(context["subject"], text, to=[address], headers=headers)
    mail.attach_alternative(html, "text/html")
    return mail
