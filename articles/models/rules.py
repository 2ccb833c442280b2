"""What the database itself knows of an article: permissions, indexes, rules.

A rule's message is what an editor reads on the form.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from articles.states import Status

PERMISSIONS = [
    ("start_article", "Can start writing an idea"),
    ("send_article", "Can send for review"),
    ("ask_article", "Can ask for changes"),
    ("clear_article", "Can clear a text"),
    ("publish_article", "Can publish and schedule"),
    ("hold_article", "Can hold a scheduled piece"),
    ("withdraw_article", "Can withdraw a published piece"),
    ("restore_article", "Can put back a withdrawn piece"),
    ("accept_article", "Can accept a text that was cleared"),
    ("apply_article", "Can publish a change to a published piece"),
    ("correct_typo_article", "Can publish the correction of a typing error"),
    ("overrule_article", "Can publish without clearance"),
    ("reschedule_article", "Can give a scheduled piece another hour"),
    ("revise_article", "Can begin a change to a published piece"),
    ("take_down_article", "Can take a piece down for legal reasons"),
    ("bin_article", "Can put a piece in the bin"),
    ("unbin_article", "Can take a piece out of the bin"),
    ("change_any_article", "Can change other people’s drafts"),
    ("change_live_article", "Can change what is published"),
]

INDEXES = [
    # Every public list walks one of these from its newest end.
    models.Index(
        F("published_at").desc(),
        F("id").desc(),
        name="article_latest_idx",
        condition=Q(status=Status.PUBLISHED, replaces=None),
    ),
    models.Index(
        "kind",
        F("published_at").desc(),
        F("id").desc(),
        name="article_by_kind_idx",
        condition=Q(status=Status.PUBLISHED, replaces=None),
    ),
    # Changes whose hour comes: the worker asks every second.
    models.Index("apply_at", name="article_apply_idx", condition=Q(apply_at__isnull=False)),
    # What the calendar asks beside it; few pieces have one of them.
    models.Index("expires_at", name="article_expires_idx", condition=Q(expires_at__isnull=False)),
    models.Index(
        "embargo_until",
        name="article_embargo_idx",
        condition=Q(embargo_until__isnull=False),
    ),
    models.Index(
        "year",
        F("published_at").desc(),
        F("id").desc(),
        name="article_by_year_idx",
        condition=Q(status=Status.PUBLISHED, replaces=None),
    ),
]

CONSTRAINTS = [
    models.CheckConstraint(
        name="article_live_has_date_year_and_address",
        condition=~Q(status__in=[Status.PUBLISHED, Status.WITHDRAWN])
        | (Q(published_at__isnull=False, year__isnull=False) & ~Q(slug="")),
        violation_error_message=_("Set a publication date and an address before publishing."),
    ),
    models.CheckConstraint(
        name="article_change_is_never_live",
        condition=Q(replaces=None) | ~Q(status__in=[Status.PUBLISHED, Status.WITHDRAWN]),
        violation_error_message=_("A change beside a live piece cannot itself be published."),
    ),
    models.CheckConstraint(
        name="article_change_has_no_address",
        condition=Q(replaces=None) | Q(slug="", year=None),
        violation_error_message=_("A change beside a live piece has no address of its own."),
    ),
    models.CheckConstraint(
        name="article_only_changes_are_applied",
        condition=Q(apply_at=None) | Q(replaces__isnull=False),
        violation_error_message=_("Only a change beside a live piece is put in its place."),
    ),
    models.CheckConstraint(
        name="article_keeps_its_embargo",
        condition=~Q(status=Status.PUBLISHED)
        | Q(embargo_until=None)
        | Q(published_at__gte=F("embargo_until")),
        violation_error_message=_("It is under embargo. Choose a later hour, or lift the embargo."),
    ),
    models.UniqueConstraint(
        fields=["year", "slug"],
        name="article_address_once_a_year",
        condition=Q(year__isnull=False) & ~Q(slug=""),
        violation_error_message=_(
            "Another piece of this year has this address. Change the last word."
        ),
    ),
    models.CheckConstraint(
        name="article_slug_is_not_feed",
        condition=~Q(slug="feed"),
        violation_error_message=_("“feed” is the address of the feed. Choose another."),
    ),
    models.CheckConstraint(
        name="article_number_needs_series",
        condition=Q(series_number=None) | Q(series__isnull=False),
        violation_error_message=_("A number needs a series."),
    ),
    models.UniqueConstraint(
        fields=["series", "year", "series_number"],
        name="article_number_once_a_year",
        condition=Q(series_number__isnull=False, year__isnull=False),
        violation_error_message=_("This number of the series is taken this year."),
    ),
    models.CheckConstraint(
        name="article_expires_after_publication",
        condition=Q(expires_at=None) | Q(published_at=None) | Q(expires_at__gt=F("published_at")),
        violation_error_message=_("It would leave the site before it appears. Give a later date."),
    ),
    models.CheckConstraint(
        name="article_is_not_its_own_relation",
        condition=~Q(supersedes=F("pk")) & ~Q(translation_of=F("pk")) & ~Q(replaces=F("pk")),
        violation_error_message=_("A piece cannot replace or translate itself."),
    ),
]
