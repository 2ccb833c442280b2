"""A piece as it was: its earlier public versions and both texts of a correction, as far as readers may
see them."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from articles import comparing, snapshots
from articles.models import Byline, Correction
from articles.models.article import Article
from thinktank.library.models import Image

# The cleared places in a reader's words. Of a picture only that it is another one is said.
PLACES = {
    "title": _("Title"),
    "short_title": _("Short title"),
    "standfirst": _("Standfirst"),
    "key_points": _("In short"),
    "body": _("Text"),
    "lead_image": _("Picture"),
    "lead_caption": _("Caption"),
    "language": _("Language"),
    "bylines": _("Who wrote it"),
    "funders": _("Funding"),
    "funding": _("Funding"),
    "interests": _("Interests"),
}
FUNDING = {Article.Funding.NONE: _("No specific funding.")}


def versions(article):
    """The public versions that readers are told of, the oldest first: the first one, and what each
    announced correction led to. Mended typing errors have their number but no mention."""
    announced = Correction.objects.announced().filter(after=OuterRef("pk"))
    rows = article.revisions.out().filter(Q(version=1) | Exists(announced))
    return list(rows.only("article_id", "version", "public_from").order_by("version"))


@dataclass(frozen=True)
class Version:
    """What its page prints. `bylines`: [{name, post, affiliation, role}]."""

    revision: object
    snapshot: dict
    lead: Image | None
    bylines: list

    @property
    def alt(self):
        if self.snapshot["lead_is_decorative"]:
            return ""
        return self.snapshot["lead_alt"] or self.lead.alt


def read(revision):
    """The Version that this public revision is."""
    snapshot = snapshots.read(revision)
    pointer = snapshot["lead_image"]
    lead = Image.objects.filter(pk=pointer["id"]).first() if pointer else None
    roles = dict(Byline.Role.choices)
    bylines = [
        row | {"role": "" if row["role"] == Byline.Role.AUTHOR else roles[row["role"]]}
        for row in snapshot["bylines"]
    ]
    return Version(revision, snapshot, lead, bylines)


def differences(correction):
    """[comparing.Difference] between its two texts, of what the reader answers to alone."""
    old, new = (snapshots.read(each) for each in (correction.before, correction.after))
    return [
        comparing.Difference(each.place, PLACES[each.place], *_said(each, old, new))
        for each in comparing.compare(old, new)
        if each.place in PLACES
    ]


def _said(each, old, new):
    if each.place == "lead_image":
        return "", ""
    if each.place == "funding":
        return tuple(str(FUNDING.get(said["funding"], "")) for said in (old, new))
    return each.old, each.new
