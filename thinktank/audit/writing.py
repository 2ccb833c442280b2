"""Writing to the log: one call, in the transaction of what it tells of."""

from typing import NamedTuple

from django.db import models, transaction
from django.utils.translation import gettext as _

from thinktank.audit import chain
from thinktank.audit.middleware import address_of, current_request
from thinktank.audit.models import Entry, Event
from thinktank.markup.characters import HIDDEN, LINE_BREAKS, NOT_TEXT

LONGEST_TEXT = 4000  # of one detail: the log tells of a text, it does not keep it


class Subject(NamedTuple):
    """What an entry is about, where there is no row to hand: deleted, or never there."""

    model: str
    pk: str
    name: str


def record(event, *, by=None, subject=None, detail=None, name=""):
    """Write one entry and return it.

    It is part of the transaction it is called in: what is rolled back leaves no entry. Call it
    outside of one for what failed.

    `by`: the log-in; by default the one whose request is being answered. `subject`: a row of any
    model, or a Subject. `detail`: a dict of texts, numbers and lists, shown as it is; under “said”
    a whole sentence. `name`: who acts where no request is answered; by default “the site”.
    Raises ValueError for an event that models.Event does not know.
    """
    request = current_request()
    by = by or getattr(request, "user", None)
    is_known = by is not None and by.is_authenticated
    with transaction.atomic():
        entry = Entry.objects.create(
            event=Event(event),
            actor=by.pk if is_known else None,
            actor_name=_line(by.get_username() if is_known else _nobody(request, name), 150),
            address=address_of(request) if request else "",
            **_about(subject),
            detail=_plain(detail or {}),
        )
        # After the commit, in a transaction of its own: the chain has one end, and whoever held it
        # until the end of a long save would keep everybody waiting, or wait for them in turn.
        transaction.on_commit(chain.seal, robust=True)
    return entry


def _nobody(request, name):
    """Who acts without a log-in: a stranger has no name."""
    return name or ("" if request else _("the site"))


def _about(subject):
    if subject is None:
        return {}
    if isinstance(subject, models.Model):
        subject = Subject(subject._meta.label_lower, subject.pk, str(subject))
    return {
        "subject_model": subject.model,
        "subject_pk": _line(subject.pk, 64),
        "subject_name": _line(subject.name, 200),
    }


def _line(value, longest):
    """As one line without hidden characters, cut to the column."""
    return HIDDEN.sub("", LINE_BREAKS.sub(" ", str(value)))[:longest]


def _plain(value):
    """As JSON holds it; what is neither number nor collection becomes its text."""
    if isinstance(value, dict):
        return {_text(key): _plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple, set)):
        return [_plain(each) for each in value]
    if value is None or isinstance(value, (bool, int)):
        return value
    return _text(value)


def _text(value):
    return NOT_TEXT.sub("", str(value))[:LONGEST_TEXT]
