"""Bringing an earlier version back: onto the piece itself, or as a change beside what readers see."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import clearance, history, locks, moves, snapshots
from articles.access import may_edit
from articles.records import record
from articles.render import picture_keys
from articles.states import PUBLIC, STEPS
from thinktank.library.models import Image

HERE, BESIDE = "here", "beside"


def way(user, article):
    """HERE, BESIDE, or "" where this log-in can bring nothing back in the state the piece is in."""
    if article.status in PUBLIC:
        may_begin = STEPS["revise"] in moves.possible_steps(user, article)
        return BESIDE if may_begin else ""
    return HERE if may_edit(user, article) else ""


@transaction.atomic
def restore(article, revision, *, by):
    """The carried part of this revision becomes the text of the piece, or of a new change beside it.

    What the piece held until now is its newest revision, so nothing is lost; themes, tags and other
    housekeeping stay as they are. Returns (the row that holds the text now, [names of what is gone
    and so was left out]). Who may do it says way().
    """
    locks.hold(article)
    if not way(by, article):
        raise PermissionDenied
    history.keep(article, by=by)
    holder = article
    if article.status in PUBLIC:
        holder = moves.take_step(article, "revise", by=by).made
    snapshot = snapshots.read(revision)
    was_signed = holder.bylines.filter(frozen_at__isnull=False).exists()
    gone = snapshots.put(holder, snapshot) + _pictures_gone(snapshot["body"])
    if not was_signed:
        # Before clearance a byline follows the person's record; only who signs is brought back.
        for byline in holder.bylines.all():
            byline.thaw()
    kept = history.keep(holder, by=by, why=_("Restored from version %d") % revision.number)
    clearance.saved(holder, kept, by)
    record(holder)
    return holder, gone


def _pictures_gone(body):
    keys = picture_keys(body)
    number = len(keys) - Image.objects.filter(pk__in=keys).count()
    if not number:
        return []
    said = ngettext("a picture in the text", "%(number)d pictures in the text", number)
    return [said % {"number": number}]
