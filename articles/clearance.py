"""Two people, one exact text: who stands for it, whether it is cleared, what changed since it was.

A text is cleared when its hash is endorsed by two different people, one of whom cleared it.
Sending and saving endorse as writer, clearing as clearer; accepting is a second person's word for
what the clearer mended. Housekeeping is not in the hash, so it voids nothing.
"""

from dataclasses import dataclass, field
from datetime import timedelta

from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from articles import content
from articles.models import Endorsement
from articles.states import Status
from thinktank.site.models import Institute

WRITER, CLEARER = Endorsement.Capacity.WRITER, Endorsement.Capacity.CLEARER
UNDER_REVIEW = (Status.REVIEW, Status.CLEARED)


@dataclass(frozen=True)
class Clearance:
    """Of one exact text. `names`: {capacity: {login names}}."""

    text_hash: str
    names: dict = field(default_factory=dict)

    @property
    def is_complete(self):
        """Two different people stand for it, and one of them cleared it."""
        everybody = set().union(*self.names.values())
        return bool(self.names.get(CLEARER)) and len(everybody) > 1

    @property
    def waits_for_acceptance(self):
        """Who cleared it is the only one who stands for it: they mended it themselves."""
        return bool(self.names.get(CLEARER)) and not self.is_complete

    def endorsed_by(self, user, *capacities):
        name = user.get_username()
        return any(name in self.names.get(each, ()) for each in capacities or self.names)


def of(article, text_hash=None):
    """The Clearance of the text as it stands, or of the one with this hash."""
    text_hash = text_hash or content.cleared_hash(article)
    names = {}
    for row in article.endorsements.filter(text_hash=text_hash):
        names.setdefault(row.capacity, set()).add(row.by_name)
    return Clearance(text_hash, names)


def once_asked(article):
    """The same, looked up when somebody first asks, and once: for a page that asks often."""
    return SimpleLazyObject(lambda: of(article))


def persons(article, text_hash, capacity):
    """The names of those who stand for this text in this capacity, as persons are called."""
    rows = article.endorsements.filter(text_hash=text_hash, capacity=capacity)
    return [_called(row) for row in rows.select_related("by__person")]


def _called(row):
    person = getattr(row.by, "person", None)
    return person.name if person else row.by_name


def endorse(article, by, capacity, text_hash=None):
    """`by` stands for the text as it is. Returns its Clearance. Once is enough."""
    text_hash = text_hash or content.cleared_hash(article)
    Endorsement.objects.get_or_create(
        article=article, text_hash=text_hash, by_name=by.get_username(), capacity=capacity,
        defaults={"by": by},
    )  # fmt: skip
    return of(article, text_hash)


def saved(article, revision, by):
    """Whoever changes a text under review stands for what they wrote; the clearer looks at it.

    Saving what one did not change is no word for it.
    """
    if by and revision.changes_text and article.status in UNDER_REVIEW and is_needed():
        endorse(article, by, WRITER, revision.text_hash)


def is_needed():
    return Institute.current().second_person_clears


def has_changed(article):
    """Whether the text differs from the one that was last cleared."""
    return bool(article.cleared_hash) and article.cleared_hash != content.cleared_hash(article)


def cleared_revision(article):
    """The newest revision with the text that was last cleared, or None."""
    if not article.cleared_hash:
        return None
    return article.revisions.filter(text_hash=article.cleared_hash).first()


def why_not(article, user, clearance=None):
    """Why this person, who may clear texts, cannot clear this one now; "" when they can.

    `clearance`: of the text as it stands, where it is known already.
    """
    clearance = clearance or of(article)
    if clearance.is_complete and article.status == Status.CLEARED:
        return _("This exact text is cleared.")
    if clearance.endorsed_by(user, CLEARER):
        return _("You cleared it. Somebody else must accept what you changed.")
    # Who alone stands for the words as their writer is no second pair of eyes.
    if clearance.names.get(WRITER) == {user.get_username()} and sent_by(article) == user.pk:
        return _("You sent this text for review, so somebody else must clear it.")
    return _kept_for_another(article, user)


def _kept_for_another(article, user):
    """A kind may name who clears it, and a deputy who may after some hours."""
    kind = article.kind
    if not kind.clearer_id or user.pk == kind.clearer_id:
        return ""
    if user.pk == kind.deputy_id:
        since = sent_at(article) or article.saved_at
        free = since + timedelta(hours=kind.deputy_after)
        if timezone.now() >= free or not kind.clearer.is_active:
            return ""
        about = {"who": kind.clearer, "kind": kind, "hours": kind.deputy_after}
        return _("%(who)s clears “%(kind)s”. You may %(hours)d hours after it was sent.") % about
    return _("“%(kind)s” is cleared by %(who)s.") % {"kind": kind, "who": kind.clearer}


def _sending(article):
    return article.steps.filter(step="send").first()


def sent_by(article):
    """The key of whoever sent it for review last, or None."""
    sending = _sending(article)
    return sending and sending.by_id


def sent_at(article):
    sending = _sending(article)
    return sending and sending.at
