"""What each step of the workflow does to a piece once it may be taken. Called by articles/moves.py."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import clearance, content, history, locks, typos, updates
from articles.models import Article, Correction
from articles.models.kinds import Series
from articles.states import DRAFT, Status

# What a legal takedown leaves of a text in every version: nothing but its title and its people.
TAKEN_AWAY = {"body": "", "standfirst": "", "key_points": [], "lead_caption": "", "lead_alt": "",
              "interests": "", "short_title": "", "lead_image": None}  # fmt: skip


def send(article, *, by, **_unused):
    _move(article, Status.REVIEW)
    clearance.endorse(article, by, clearance.WRITER)


def ask(article, **_unused):
    article.cleared_hash, article.apply_at = "", None
    _move(article, Status.DRAFT)
    if article.replaces_id is None:
        for byline in article.bylines.all():
            byline.thaw()


def clear(article, *, by, **_unused):
    """The clearer's word; the state follows once a second person stands for the same text."""
    _freeze_bylines(article, content.intended_day(article))
    _settle(article, clearance.endorse(article, by, clearance.CLEARER))


def accept(article, *, by, **_unused):
    _settle(article, clearance.endorse(article, by, clearance.WRITER))


def _settle(article, standing):
    if standing.is_complete:
        article.status, article.cleared_hash = Status.CLEARED, standing.text_hash
    article.save()


def publish(article, *, by, at=None, why="", **asked):
    """A piece of its own, now or at its hour."""
    if article.replaces_id:
        return apply(article, by=by, at=at, **asked)
    moment = at or timezone.now()
    _keep_to_dates(article, moment)
    _freeze_bylines(article, timezone.localdate(moment))
    article.published_at = moment
    # Only a piece that was never public comes here: a public one is withdrawn and put back.
    article.year = timezone.localdate(moment).year
    locks.hold_addresses(article.year)
    _give_number(article)
    article.slug = free_slug(article)
    article.cleared_hash = content.cleared_hash(article)
    _move(article, Status.PUBLISHED)
    history.make_public(history.keep(article, by=by, why=why or _("Published")), moment)
    return article


def apply(article, *, by, at=None, change_type=None, change_note=None, **_unused):
    """A change: put in the piece's place now, or told the hour at which that is to happen."""
    if change_type is not None:
        article.change_type, article.change_note = change_type, change_note or ""
    if missing := updates.note_missing(article):
        raise ValidationError(missing, code="note_missing")
    if at:
        article.apply_at = at
        article.save()
        return article
    article.status = Status.CLEARED
    _freeze_bylines(article, timezone.localdate())
    return updates.put_in_place(article, by=by)


def correct_typo(article, *, by, **_unused):
    if typos.is_empty(article):
        raise ValidationError(_("Nothing is changed yet."), code="nothing_changed")
    article.change_type, article.change_note = Correction.Type.TYPO, ""
    return apply(article, by=by)


def reschedule(article, *, at=None, **_unused):
    if not at:
        raise ValidationError(_("Give the day and the hour."), code="hour_missing")
    _keep_to_dates(article, at)
    article.published_at = at
    article.year = timezone.localdate(at).year
    locks.hold_addresses(article.year)
    article.slug = free_slug(article)
    article.save()
    article.revisions.public().update(public_from=at)


def hold(article, **_unused):
    """It does not go out at its hour."""
    article.apply_at = None
    _move(article, Status.CLEARED)
    history.take_back(article)


def revise(article, *, by, **_unused):
    return updates.begin(article, by=by)


def withdraw(article, *, why, retraction=False, **_unused):
    article.withdrawn_at, article.withdrawn_reason = timezone.now(), why
    _move(article, Status.WITHDRAWN)
    if retraction:
        Correction.objects.create(article=article, type=Correction.Type.RETRACTION, text=why)


def restore(article, **_unused):
    article.withdrawn_at, article.withdrawn_reason = None, ""
    _move(article, Status.PUBLISHED)


def take_down(article, *, why, **_unused):
    """The text goes from the piece, from every version of it and from all that was brought in."""
    if article.status != Status.WITHDRAWN:
        article.withdrawn_at = timezone.now()
    article.withdrawn_reason, article.taken_down_at = why, timezone.now()
    for name, nothing in TAKEN_AWAY.items():
        setattr(article, name, nothing)
    for change in updates.open_beside(article):
        updates.forget(change)
        change.delete()
    for revision in article.revisions.all():
        revision.content = revision.content | TAKEN_AWAY
        revision.html, revision.contents = "", []
        revision.taken_down_at = article.taken_down_at
        revision.save()
    article.attachments.all().delete()
    for file in article.imports.all():
        file.forget()
    article.notes.update(quoted="")
    _move(article, Status.WITHDRAWN)


def bin(article, **_unused):  # noqa: A001  the step's own name
    article.apply_at = None
    _move(article, Status.BINNED)


def plain(target):
    """A step that changes the state alone."""

    def outcome(article, **_unused):
        _move(article, target)

    return outcome


start, unbin = plain(DRAFT), plain(DRAFT)


def overrule(article, *, at=None, **asked):
    """Publishing all the same. A change goes out at once: at a later hour its clearance is asked for."""
    if article.replaces_id and at:
        raise ValidationError(
            _("Without clearance a change goes out at once or not at all."), code="no_hour"
        )
    return publish(article, at=at, **asked)


def _keep_to_dates(article, moment):
    """Nothing appears before its embargo ends, or after it should have left the site."""
    if article.embargo_until and moment < article.embargo_until:
        raise ValidationError(
            _("It is under embargo. Choose a later hour, or lift the embargo."), code="embargo"
        )
    if article.expires_at and moment >= article.expires_at:
        raise ValidationError(
            _("It would leave the site before it appears. Choose an earlier hour, or give a later "
              "day on which it leaves."), code="expired",
        )  # fmt: skip


def _move(article, status):
    article.status = status
    article.save()


def _freeze_bylines(article, day):
    for byline in article.bylines.select_related("person"):
        byline.freeze(day)


def free_slug(article):
    """The wanted address, or the next free one with a number, as two pieces of a year may differ."""
    taken = set(
        Article.objects.filter(year=article.year, slug__startswith=article.slug)
        .exclude(pk=article.pk)
        .values_list("slug", flat=True)
    ) | {"feed"}
    slug, number = article.slug, 2
    while slug in taken:
        slug, number = f"{article.slug}-{number}", number + 1
    return slug


def _give_number(article):
    """The next number of its series in this year, if the series counts and none was given."""
    if not article.series_id or article.series_number or not article.series.prefix:
        return
    # The series' row is the lock: two pieces published at once get two numbers.
    Series.objects.select_for_update().get(pk=article.series_id)
    last = Article.objects.filter(series=article.series, year=article.year).order_by(
        "-series_number"
    )
    last = last.filter(series_number__isnull=False).values_list("series_number", flat=True).first()
    article.series_number = (last or 0) + 1
