"""What each field and relation of an article is. A test fails on one that stands nowhere here.

- cleared: the text two people answer for; a change after clearance voids it
- housekeeping: where it is filed and how it is found; changes at once, never voids
- identity: what makes it this piece
- planning: who has it and by when; readers never see it
- workflow: moved by steps only
- derived: made from the rest
"""

import hashlib
import json

from django.utils import timezone

from thinktank.markup.lasting import without_ids

CLEARED = (
    "title",
    "short_title",
    "standfirst",
    "key_points",
    "body",
    "lead_image",
    "lead_caption",
    "language",
    "funding",
    "interests",
    "bylines",
    "funders",
)
HOUSEKEEPING = (
    "kind",
    "themes",
    "filed_under",
    "tags",
    "tagged",
    "regions",
    "series",
    "series_number",
    "lead_alt",
    "lead_is_decorative",
    "covers_events_to",
    "review_by",
    "supersedes",
    "superseded_by",
    "translation_of",
    "translations",
    "doi",
    "licence",
    "discussion",
    "expires_at",
    "slug",
    "appearances",
    "attachments",
    "feature",
    "pins",
    "pinned_on",
)
IDENTITY = ("id", "code", "year", "created_by", "created_at", "replaces", "changes", "began_from")
PLANNING = ("reviewer", "due", "planned_for", "embargo_until")
WORKFLOW = (
    "status",
    "published_at",
    "updated_at",
    "withdrawn_at",
    "withdrawn_reason",
    "cleared_hash",
    "taken_down_at",
    "apply_at",
    "change_type",
    "change_note",
    "steps",
    "revisions",
    "endorsements",
    "corrections",
    "notes",
    "imports",
    "previews",
)
DERIVED = (
    "body_html",
    "body_text",
    "contents",
    "words",
    "render_version",
    "listed_under",
    "listings",
    "authors",
    "search",
    "saved_at",
)
CLASSES = {
    "cleared": CLEARED,
    "housekeeping": HOUSEKEEPING,
    "identity": IDENTITY,
    "planning": PLANNING,
    "workflow": WORKFLOW,
    "derived": DERIVED,
}


# What a change beside a live piece holds, and what restoring brings back: the text two people answer
# for, and the words that belong to its picture.
CARRIED = (*CLEARED, "lead_alt", "lead_is_decorative")


def cleared_content(article):
    """{name: plain value} of the cleared class: what two people answer for."""
    return {
        "title": article.title,
        "short_title": article.short_title,
        "standfirst": article.standfirst,
        "key_points": list(article.key_points),
        "body": without_ids(article.body),
        "lead_image": article.lead_image_id,
        "lead_caption": article.lead_caption,
        "language": article.language,
        "funding": article.funding,
        "interests": article.interests,
        "bylines": [[*row.values()] for row in signatures(article)],
        "funders": [[funder.name, funder.purpose] for funder in article.funders.all()],
    }


def signatures(article):
    """[{person, role, name, …}]: each byline as it is printed, or would be on the intended day.

    Position alone counts as order: renumbering 10, 20 to 1, 2 changes nothing that is read.
    """
    day = intended_day(article)
    rows = article.bylines.select_related("person").prefetch_related("person__appointments")
    return [{"person": row.person_id, "role": row.role, **row.as_printed(day)} for row in rows]


def intended_day(article):
    """The day for whose posts a byline is written down: of its hour, of the plan, else today."""
    today = timezone.localdate()
    if article.published_at and article.replaces_id is None:
        return timezone.localdate(article.published_at)
    return max(article.planned_for or today, today)


def cleared_hash(article):
    """SHA-256 (64 hex digits) of the cleared class in a canonical form."""
    return hash_of(cleared_content(article))


def hash_of(cleared):
    """The same of what cleared_content() gave."""
    canonical = json.dumps(cleared, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
