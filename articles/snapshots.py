"""The whole of a piece as plain values: what a revision keeps, and how it is put back.

A snapshot says what it must about other rows (their keys and their names), so that it can be read
after those are gone. When its form changes, SCHEMA rises and UPGRADERS bring older ones along.
"""

from django.db import transaction

from articles import content
from articles.models import Byline, Funder
from articles.models.bylines import FROZEN
from people.models import Person
from thinktank.library.models import Image

SCHEMA = 1
# {schema: function that makes its content one of the next}
UPGRADERS = {}

PLAIN = (
    "title", "short_title", "standfirst", "key_points", "body", "lead_caption", "lead_alt",
    "lead_is_decorative", "language", "funding", "interests", "series_number", "licence",
    "discussion", "doi", "slug",
)  # fmt: skip
DAYS = ("covers_events_to", "review_by", "expires_at")
POINTERS = ("kind", "series", "lead_image", "supersedes", "translation_of")


def take(article):
    """{name: plain value} of everything an editor writes, cleared and housekeeping alike.

    The housekeeping of a change is that of the piece it stands beside.
    """
    home = article.replaces or article
    return {
        **{name: getattr(article if name in content.CARRIED else home, name) for name in PLAIN},
        **{name: _iso(getattr(home, name)) for name in DAYS},
        **{name: _pointer(getattr(home, name)) for name in POINTERS},
        "lead_image": _pointer(article.lead_image),
        "bylines": content.signatures(article),
        "funders": list(article.funders.values("name", "purpose")),
        "filed_under": _named(home.filed_under.select_related("theme"), "theme"),
        "tags": sorted(home.tags.names()),
        "regions": [{"id": row.pk, "name": row.name} for row in home.regions.all()],
        "appearances": [_appearance(row) for row in home.appearances.all()],
        "attachments": _named(home.attachments.select_related("document"), "document"),
    }


def _iso(moment):
    return moment and moment.isoformat()


def _pointer(row):
    return row and {"id": row.pk, "name": str(row)}


def _named(rows, name):
    return [{"id": getattr(row, f"{name}_id"), "name": str(getattr(row, name))} for row in rows]


def _appearance(row):
    names = ("relation", "outlet", "title", "url", "is_canonical")
    return {**{name: getattr(row, name) for name in names}, "date": _iso(row.date)}


def read(revision):
    """The content of a revision in the form of today, whatever its schema was."""
    found, schema = revision.content, revision.schema
    while schema < SCHEMA:
        found, schema = UPGRADERS[schema](found), schema + 1
    return found


def cleared_of(snapshot):
    """What content.cleared_content() would have said of the piece then."""
    return {
        **{name: snapshot[name] for name in content.CLEARED if name in PLAIN},
        "body": content.without_ids(snapshot["body"]),
        "lead_image": snapshot["lead_image"] and snapshot["lead_image"]["id"],
        "bylines": [[*row.values()] for row in snapshot["bylines"]],
        "funders": [[row["name"], row["purpose"]] for row in snapshot["funders"]],
    }


@transaction.atomic
def put(article, snapshot):
    """Give a stored piece the carried part of a snapshot; the rest stays as it is. Saves it.

    What has gone since (a picture, a person) is left out. Returns [names of what was left out].
    """
    gone = []
    for name in content.CARRIED:
        if name in PLAIN:
            setattr(article, name, snapshot[name])
    picture = snapshot["lead_image"]
    article.lead_image = Image.objects.filter(pk=picture["id"]).first() if picture else None
    if picture and article.lead_image is None:
        gone.append(picture["name"])
    article.save()
    gone += _put_bylines(article, snapshot["bylines"])
    _put_funders(article, snapshot["funders"])
    return gone


def _put_bylines(article, rows):
    if content.signatures(article) == rows:
        return []
    there = {(row.person_id, row.role): row for row in article.bylines.all()}
    known = set(
        Person.objects.filter(pk__in=[row["person"] for row in rows]).values_list("pk", flat=True)
    )
    for position, row in enumerate(rows, start=1):
        if row["person"] not in known:
            continue
        key = row["person"], row["role"]
        byline = there.pop(key, None) or Byline(article=article, person_id=key[0], role=key[1])
        byline.position = 10 * position
        for name in FROZEN:
            setattr(byline, name, row[name])
        byline.frozen_at = byline.frozen_at or article.saved_at
        byline.save()
    for byline in there.values():
        byline.delete()
    return [row["name"] for row in rows if row["person"] not in known]


def _put_funders(article, rows):
    if list(article.funders.values("name", "purpose")) == rows:
        return
    article.funders.all().delete()
    Funder.objects.bulk_create(Funder(article=article, **row) for row in rows)
