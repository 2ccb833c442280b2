"""What each field and relation of an article is. A test fails on one that stands nowhere here.

- cleared: the text two people answer for; a change after clearance voids it
- housekeeping: where it is filed and how it is found; changes at once, never voids
- identity: what makes it this piece
- workflow: moved by steps only
- derived: made from the rest
"""

import hashlib
import json

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
IDENTITY = ("id", "code", "year", "created_by", "created_at", "replaces", "changes")
WORKFLOW = (
    "status",
    "published_at",
    "updated_at",
    "withdrawn_at",
    "withdrawn_reason",
    "cleared_hash",
    "steps",
    "corrections",
    "notes",
    "imports",
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
    "workflow": WORKFLOW,
    "derived": DERIVED,
}


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
        "bylines": [_byline(byline) for byline in article.bylines.all()],
        "funders": [[funder.name, funder.purpose] for funder in article.funders.all()],
    }


def _byline(byline):
    # Position alone counts as order: renumbering 10, 20 to 1, 2 changes nothing that is read.
    return [byline.person_id, byline.role, byline.name, byline.honorific, byline.post,
            byline.affiliation, byline.blurb]  # fmt: skip


def cleared_hash(article):
    """SHA-256 (64 hex digits) of the cleared class in a canonical form."""
    canonical = json.dumps(
        cleared_content(article), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return hashlib.sha256(canonical.encode()).hexdigest()
