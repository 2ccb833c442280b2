"""Telling colleagues: a notice is written with what it tells of, and mailed once that is done.

Nothing is told of what is rolled back, and no page waits for a mail server: a task sends, and is
tried again for half a day. What is unsent even then goes with the next morning's mail.
"""

import logging
import secrets
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from smtplib import SMTPRecipientsRefused

from django.contrib.auth import get_user_model
from django.db import transaction
from django.tasks import task

from thinktank.markup.characters import HIDDEN
from thinktank.notices import letters
from thinktank.notices.models import How, Notice, Preference
from thinktank.tasks.retrying import retrying

_silent = ContextVar("silent", default=False)

logger = logging.getLogger(__name__)


@contextmanager
def silence():
    """Within it nobody is told: what is loaded happened long ago, or never."""
    before = _silent.set(True)
    try:
        yield
    finally:
        _silent.reset(before)


def tell(users, *, kind, subject, lines, path, about="", urgent=False, by=None):
    """Tell each of these users once, by mail, when the transaction is committed.

    `lines`: short plain sentences. `path`: the page on this site to go to. `about`: what it is
    about ("article:12"), by which the mail of a day is grouped. `urgent`: at once for everybody.
    `by`: who did it, and so is not told. Left out: who cannot log in, who has no e-mail address.
    Returns the Notices.
    """
    if _silent.get():
        return []
    subject, lines = letters.one_line(subject), [HIDDEN.sub("", str(line)) for line in lines]
    notices = Notice.objects.bulk_create(
        Notice(user=user, kind=kind, subject=subject, lines=lines, path=path, about=about)
        for user in _reachable(users, by)
    )
    at_once = [notice.pk for notice in notices if urgent or _how(notice.user) == How.AT_ONCE]
    if at_once:
        transaction.on_commit(partial(send_now.enqueue, at_once), robust=True)
    return notices


def tell_outsider(address, *, subject, lines, path=""):
    """Mail somebody without a log-in, when the transaction is committed. `address` is checked."""
    name = f"letter-{secrets.token_hex(12)}"
    order = partial(
        send_letter.enqueue, address=address, subject=letters.one_line(subject), name=name,
        lines=[str(line) for line in lines], url=letters.absolute(path),
    )  # fmt: skip
    transaction.on_commit(order, robust=True)


def _reachable(users, by):
    keys = {user.pk for user in users} - {by and by.pk}
    found = get_user_model().objects.filter(pk__in=keys, is_active=True).exclude(email="")
    return found.select_related("mail_preference").order_by("pk")


def _how(user):
    preference = getattr(user, "mail_preference", None) or Preference()
    return preference.how


@task
@retrying(times=12, first=30)
def send_now(keys):
    """Mail these notices, each on its own. Done twice, it finds nothing left to send.

    Raises what the mail server raises; an address that it refuses does not keep the others back.
    """
    refused = None
    for key in keys:
        try:
            _send(key)
        except SMTPRecipientsRefused as refusal:
            logger.warning("The mail server refused the address of notice %s.", key)
            refused = refusal
    if refused:
        raise refused


@transaction.atomic
def _send(key):
    notices = Notice.objects.filter(pk=key)
    for notice in notices.to_send().locked():
        letters.of_notice(notice).send()
        notices.sent(How.AT_ONCE)


@task
@retrying(times=6, first=10)
def send_letter(address, subject, lines, url, name):
    """Mail an outsider."""
    letters.to_outsider(address, subject=subject, lines=lines, url=url, name=name).send()
