"""Changes beside live pieces: what readers see stays as it is until the change itself goes out.

A change is an article of its own with `replaces`, without an address. It holds the carried part of
a piece (articles/content.py); themes, tags and all other housekeeping stay with the piece.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import clearance, content, history, locks, snapshots
from articles.models import Article, Correction, Endorsement
from articles.records import forget, record
from articles.states import Status

TYPO = Correction.Type.TYPO


@transaction.atomic
def begin(article, *, by):
    """A new change beside this piece, which holds its text as it is now. Returns the change."""
    base = history.keep(article, by=by)
    change = Article.objects.create(
        replaces=article, began_from=base, kind=article.kind, title=article.title, created_by=by,
        cleared_hash=base.text_hash, language=article.language,
    )  # fmt: skip
    snapshots.put(change, snapshots.read(base))
    record(change)
    history.keep(change, by=by, why=_("Begun from version %d") % base.number)
    return change


def open_beside(article):
    """The changes in preparation beside this piece, the oldest first."""
    return article.changes.exclude(status=Status.BINNED).order_by("pk")


def others(change):
    """What else is in preparation beside the same piece."""
    return open_beside(change.replaces).exclude(pk=change.pk)


def live_moved_on(change):
    """Whether the text of the piece is another than the one this change began from."""
    base = change.began_from
    return base is None or base.text_hash != content.cleared_hash(change.replaces)


def readers_notice(change):
    """Whether readers have seen the piece, so that they are told what is changed in it."""
    return change.replaces.is_live or change.replaces.revisions.public().filter(
        public_from__lte=timezone.now()
    ).exists()  # fmt: skip


def hindrance(change, *, moved_on=None):
    """Why this change cannot take the piece's place now, or "". `moved_on`: if it is known already."""
    piece = change.replaces
    if piece.status != Status.PUBLISHED:
        return _("“%(piece)s” is %(state)s, so no change to it can go out.") % {
            "piece": piece, "state": piece.get_status_display()}  # fmt: skip
    if live_moved_on(change) if moved_on is None else moved_on:
        return _("Another change of this piece went out since this one was begun. "
                 "Take it in first, so that nothing is overwritten.")  # fmt: skip
    return ""


def note_missing(change, *, noticed=None):
    """What readers must still be told of the change, or "". `noticed`: if it is known already."""
    if not (readers_notice(change) if noticed is None else noticed):
        return ""
    if not change.change_type:
        return _("Say what kind of change it is.")
    if change.change_type != TYPO and not change.change_note.strip():
        return _("Write the note to readers: what it said, what it says now.")
    return ""


@transaction.atomic
def put_in_place(change, *, by):
    """The change becomes the text of its piece, at once. Returns the piece; the change is gone.

    Its steps, revisions, endorsements and notes go on in the piece's own history.
    """
    piece = change.replaces
    locks.hold(piece)
    if why := hindrance(change):
        raise ValidationError(why, code="cannot_take_place")
    noticed, before = readers_notice(change), history.shown(piece)
    snapshot, kind, note = snapshots.take(change), change.change_type, change.change_note
    _hand_over(change, piece)
    forget(change)
    change.delete()
    snapshots.put(piece, snapshot)
    now = timezone.now()
    revision = history.keep(piece, by=by, why=note or _("Published a change"))
    history.take_back(piece)
    history.make_public(revision, max(now, piece.published_at))
    if noticed:
        Correction.objects.create(
            article=piece, type=kind, text=note, date=now, before=before, after=revision
        )
        if kind != TYPO:
            piece.updated_at = now
    piece.cleared_hash = revision.text_hash
    piece.save()
    record(piece)
    return piece


def _hand_over(change, piece):
    """What was written down of the change becomes part of the piece's history."""
    last = piece.revisions.aggregate(last=Max("number"))["last"] or 0
    # Upwards past every number in use, so that none is taken twice on the way.
    change.revisions.update(number=F("number") + last, article=piece)
    known = set(piece.endorsements.values_list("text_hash", "by_name", "capacity"))
    for row in Endorsement.objects.filter(article=change):
        if (row.text_hash, row.by_name, row.capacity) not in known:
            Endorsement.objects.filter(pk=row.pk).update(article=piece)
    change.steps.update(article=piece, of_change=change.pk)
    for relation in ("notes", "imports", "previews"):
        getattr(change, relation).update(article=piece)


def piece_of(key):
    """The piece whose part the change with this key has become, or None."""
    return Article.objects.filter(steps__of_change=key).first()


# -- at their hour --


def due(now=None):
    """The changes whose hour has come, the earliest first."""
    changes = Article.objects.filter(replaces__isnull=False, apply_at__lte=now or timezone.now())
    return changes.exclude(status=Status.BINNED).order_by("apply_at", "pk")


def missed(change):
    """Why a change whose hour has passed did not go out, in a sentence."""
    return in_the_way(change) or _("Nothing has put it in place yet.")


def in_the_way(change, *, cleared=None, moved_on=None, noticed=None):
    """Why a change would not go out at its hour as it stands, in a sentence, or "".

    The three facts are looked up one by one where a list has not brought them along.
    """
    cleared = is_cleared(change) if cleared is None else cleared
    if change.status != Status.CLEARED or not cleared:
        return _("Its text is not cleared.")
    return hindrance(change, moved_on=moved_on) or note_missing(change, noticed=noticed)


def is_cleared(change):
    return not clearance.is_needed() or clearance.of(change).is_complete


def is_overdue(change, now=None):
    """Whether its hour has passed and it still stands beside the piece."""
    return bool(change.apply_at) and change.apply_at <= (now or timezone.now())
