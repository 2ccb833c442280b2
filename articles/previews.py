"""Personal links: who was given which text, whether an address still opens it, what it shows.

A link is worth what its giver may see: it dies with the giver's right, with the piece, and on its day.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from articles import access, content, snapshots
from articles.models import Article, Preview, PreviewOpening
from articles.render import picture_keys
from articles.states import Status
from people.models import Person
from thinktank.audit.models import Event
from thinktank.audit.writing import record

SIGNER = Signer(salt="articles.preview", sep=".")
GONE = (Status.WITHDRAWN, Status.BINNED)


# -- giving --


def may_give(user, article):
    """Whether this log-in may give links to the piece, see whose there are and revoke them."""
    return user.has_perm("articles.change_article") and access.may_see(user, article)


def is_givable(article):
    """Whether there is anything to show by a link that not everybody can read anyway."""
    return not (article.is_live or is_gone(article))


@transaction.atomic
def give(article, *, by, days, **fields):
    """A new link, good for so many days. `fields`: name, email, revision (None: always the newest),
    may_answer. Returns the Preview."""
    preview = Preview.objects.create(
        article=article, given_by=by, given_by_name=by.get_username(),
        expires_at=timezone.now() + timedelta(days=days), **fields,
    )  # fmt: skip
    record(Event.LINK_GIVEN, by=by, subject=article, detail=_said(preview))
    return preview


@transaction.atomic
def revoke(preview, *, by):
    """It opens to nobody from now on. Once is enough."""
    if Preview.objects.filter(pk=preview.pk, revoked_at=None).update(revoked_at=timezone.now()):
        record(Event.LINK_REVOKED, by=by, subject=preview.article, detail=_said(preview))


def pass_on(giver, successor):
    """The links of somebody who leaves go on as the successor's, as far as that one may see the
    pieces. Returns how many."""
    return Preview.objects.open().filter(given_by=giver).update(given_by=successor)


def _said(preview):
    text = preview.revision.number if preview.revision else "newest"
    return {
        "for": preview.name,
        "text": text,
        "until": preview.expires_at.isoformat("T", "minutes"),
    }


# -- opening --


def token_of(preview):
    """What stands in its address."""
    return SIGNER.sign(f"{preview.pk}.{preview.key}")


def address_of(preview):
    return reverse("articles:preview", args=[token_of(preview)])


def find(token):
    """The link that this token opens now, or None: no reason is given for any."""
    try:
        pk, key = SIGNER.unsign(token).split(".")
    except (BadSignature, ValueError):
        return None
    rows = Preview.objects.open().select_related("article__replaces", "given_by", "revision")
    preview = rows.filter(pk=pk, key=key).first()
    return preview if preview and _stands(preview) else None


def _stands(preview):
    """Whether whoever gave it is still here and may see the piece, and there is something to see."""
    giver, article = preview.given_by, preview.article
    if giver is None or not (giver.is_active and giver.is_staff):
        return False
    return not is_gone(article) and access.may_see(giver, article)


def is_gone(article):
    """Withdrawn, in the bin, or past its day on the site; a change is, if its piece is."""
    expires = article.expires_at if article.status == Status.PUBLISHED else None
    if article.status in GONE or (expires and expires <= timezone.now()):
        return True
    return article.replaces_id is not None and is_gone(article.replaces)


def public_page(preview):
    """The address that all readers have, once the piece is live; else None."""
    piece = Article.objects.published().filter(pk=preview.article_id).first()
    return piece and piece.get_absolute_url()


def opened(preview, address):
    """Write down that it was opened from this network address."""
    PreviewOpening.objects.create(preview=preview, address=address)


# -- what it shows --


@dataclass(frozen=True)
class Shown:
    """`snapshot` (articles/snapshots.py) and `text_hash` of the text that a link shows now."""

    snapshot: dict
    text_hash: str


def shown(preview):
    """Its one revision, or the piece as it is stored."""
    if preview.revision:
        return Shown(snapshots.read(preview.revision), preview.revision.text_hash)
    snapshot = snapshots.take(preview.article)
    return Shown(snapshot, content.hash_of(snapshots.cleared_of(snapshot)))


def files(shown):
    """({keys of pictures}, {keys of documents}) that the page of this text shows."""
    snapshot = shown.snapshot
    people = Person.objects.filter(pk__in=[row["person"] for row in snapshot["bylines"]])
    images = {*picture_keys(snapshot["body"]), *people.values_list("photo", flat=True)}
    if lead := snapshot["lead_image"]:
        images.add(lead["id"])
    return images, {row["id"] for row in snapshot["attachments"]}


def not_before(article):
    """Until when nobody else may be told of the text, or None: its embargo, its hour, its piece's."""
    moments = [article.embargo_until, article.apply_at]
    if article.status == Status.PUBLISHED:
        moments.append(article.published_at)
    if article.replaces:
        moments.append(not_before(article.replaces))
    ahead = [each for each in moments if each and each > timezone.now()]
    return max(ahead, default=None)
