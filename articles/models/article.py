"""Article: one piece, from the first line to the last correction."""

import secrets
import unicodedata

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from articles.models.kinds import Kind, Region, Series
from articles.models.queryset import ArticleQuerySet
from articles.models.tags import Tagged
from articles.states import Status
from thinktank.library.models import Image
from thinktank.markup import reading
from thinktank.markup.characters import slug_of
from thinktank.markup.fields import LineField, PlainTextField, RichTextField
from thinktank.site.models import Discussion, Institute, Licence
from themes.models import Theme

# Crockford's base 32 without vowels: no look-alikes, no words.
CODE_LETTERS = "0123456789bcdfghjkmnpqrstvwxz"


def make_code():
    """A permanent short address, /id/<code>/: 29**8 are 500 thousand million."""
    return "".join(secrets.choice(CODE_LETTERS) for _letter in range(8))


class Article(models.Model):
    class Funding(models.TextChoices):
        UNSAID = "", _("Not said yet")
        NONE = "none", _("No specific funding")
        FUNDED = "funded", _("Funded by those named below")

    kind = models.ForeignKey(Kind, models.PROTECT, verbose_name=_("kind"), related_name="articles")
    title = LineField(_("title"), max_length=250)
    short_title = LineField(
        _("short title"), max_length=90, blank=True, help_text=_("For narrow places, if the title is long.")
    )
    standfirst = PlainTextField(
        _("standfirst"), max_length=300, blank=True,
        help_text=_("The piece in one or two sentences, at most 300 characters. Shown under the title and in every list."),
    )
    key_points = ArrayField(
        models.CharField(max_length=240), verbose_name=_("key points"), default=list, blank=True,
        help_text=_("What a reader with one minute takes away: one point a line, three to five of them."),
    )
    body = RichTextField(_("text"))
    body_html = models.TextField(editable=False, default="", blank=True)
    body_text = models.TextField(editable=False, default="", blank=True)
    contents = models.JSONField(editable=False, default=list, blank=True)
    words = models.PositiveIntegerField(editable=False, default=0)
    render_version = models.PositiveSmallIntegerField(editable=False, default=0)

    lead_image = models.ForeignKey(
        Image, models.PROTECT, verbose_name=_("lead picture"), null=True, blank=True, related_name="lead_of"
    )
    lead_alt = LineField(
        _("description for those who do not see it"), max_length=300, blank=True,
        help_text=_("Empty: the picture’s own description."),
    )
    lead_is_decorative = models.BooleanField(
        _("only decoration"), default=False, help_text=_("It says nothing that the text does not; no description needed.")
    )
    lead_caption = LineField(_("caption"), max_length=400, blank=True)

    themes = models.ManyToManyField(Theme, through="ArticleTheme", related_name="filed")
    # Every theme under whose page it stands: its own and those above (see models/listing.py).
    listed_under = models.ManyToManyField(Theme, through="Listing", related_name="articles")
    pinned_on = models.ManyToManyField(Theme, through="Pin", related_name="pinned")
    authors = models.ManyToManyField("people.Person", through="Byline", related_name="articles")
    tags = TaggableManager(
        _("tags"), through=Tagged, blank=True, related_name="articles", help_text=_("Words a reader might look for. Choose or type.")
    )
    regions = models.ManyToManyField(Region, verbose_name=_("regions"), blank=True, related_name="articles")
    series = models.ForeignKey(
        Series, models.PROTECT, verbose_name=_("series"), null=True, blank=True, related_name="articles"
    )
    series_number = models.PositiveSmallIntegerField(_("number in the year"), null=True, blank=True)

    language = models.CharField(
        _("language"), max_length=12, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    translation_of = models.ForeignKey(
        "self", models.SET_NULL, verbose_name=_("translation of"), null=True, blank=True, related_name="translations"
    )
    covers_events_to = models.DateField(
        _("covers events to"), null=True, blank=True, help_text=_("What happened later is not in the text.")
    )
    review_by = models.DateField(
        _("look at it again by"), null=True, blank=True, help_text=_("The desk reminds of it.")
    )
    supersedes = models.OneToOneField(
        "self", models.SET_NULL, verbose_name=_("replaces the older piece"), null=True, blank=True, related_name="superseded_by"
    )
    doi = LineField("DOI", max_length=120, blank=True, help_text="10.5555/…")

    funding = models.CharField(_("funding"), max_length=10, choices=Funding, default=Funding.UNSAID, blank=True)
    interests = PlainTextField(
        _("interests to declare"), max_length=600, blank=True, help_text=_("“none” is an answer; empty is not.")
    )
    licence = models.CharField(_("licence"), max_length=40, choices=Licence, default=Licence.CC_BY)
    discussion = models.CharField(
        _("discussion"), max_length=10, choices=Discussion, default=Discussion.NONE
    )

    status = models.CharField(_("state"), max_length=10, choices=Status, default=Status.DRAFT, editable=False)
    replaces = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, editable=False, related_name="changes"
    )
    published_at = models.DateTimeField(_("published on"), null=True, blank=True, editable=False)
    updated_at = models.DateTimeField(_("updated on"), null=True, blank=True, editable=False)
    expires_at = models.DateTimeField(
        _("leaves the site on"), null=True, blank=True, help_text=_("For notices that lose their sense. Usually empty.")
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_reason = PlainTextField(blank=True, editable=False)
    # The text that was cleared, as articles/content.py sums it up; a changed comma differs.
    cleared_hash = models.CharField(max_length=64, blank=True, editable=False)

    slug = models.SlugField(
        _("address"), max_length=120, allow_unicode=True, blank=True,
        help_text=_("Made from the title. Changing it after publication leaves a redirect behind."),
    )
    year = models.PositiveSmallIntegerField(null=True, editable=False)
    code = models.CharField(max_length=12, unique=True, default=make_code, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="articles_begun"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    saved_at = models.DateTimeField(auto_now=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["-published_at", "-pk"]
        permissions = [
            ("start_article", "Can start writing an idea"),
            ("send_article", "Can send for review"),
            ("ask_article", "Can ask for changes"),
            ("clear_article", "Can clear a text"),
            ("publish_article", "Can publish and schedule"),
            ("hold_article", "Can hold a scheduled piece"),
            ("withdraw_article", "Can withdraw a published piece"),
            ("restore_article", "Can put back a withdrawn piece"),
            ("change_any_article", "Can change other people’s drafts"),
            ("change_live_article", "Can change what is published"),
        ]
        indexes = [
            # Every public list walks one of these from its newest end.
            models.Index(
                F("published_at").desc(), F("id").desc(), name="article_latest_idx",
                condition=Q(status=Status.PUBLISHED, replaces=None),
            ),
            models.Index(
                "kind", F("published_at").desc(), F("id").desc(), name="article_by_kind_idx",
                condition=Q(status=Status.PUBLISHED, replaces=None),
            ),
            models.Index(
                "year", F("published_at").desc(), F("id").desc(), name="article_by_year_idx",
                condition=Q(status=Status.PUBLISHED, replaces=None),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="article_live_has_date_year_and_address",
                condition=~Q(status__in=[Status.PUBLISHED, Status.WITHDRAWN])
                | (Q(published_at__isnull=False, year__isnull=False) & ~Q(slug="")),
                violation_error_message=_("Set a publication date and an address before publishing."),
            ),
            models.CheckConstraint(
                name="article_change_is_never_live",
                condition=Q(replaces=None) | ~Q(status=Status.PUBLISHED),
                violation_error_message=_("A change beside a live piece cannot itself be published."),
            ),
            models.UniqueConstraint(
                fields=["year", "slug"], name="article_address_once_a_year",
                condition=Q(year__isnull=False) & ~Q(slug=""),
                violation_error_message=_("Another piece of this year has this address. Change the last word."),
            ),
            models.CheckConstraint(
                name="article_slug_is_not_feed", condition=~Q(slug="feed"),
                violation_error_message=_("“feed” is the address of the feed. Choose another."),
            ),
            models.CheckConstraint(
                name="article_number_needs_series",
                condition=Q(series_number=None) | Q(series__isnull=False),
                violation_error_message=_("A number needs a series."),
            ),
            models.UniqueConstraint(
                fields=["series", "year", "series_number"], name="article_number_once_a_year",
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

    def __str__(self):
        return self.title or str(_("Untitled"))

    def get_absolute_url(self):
        return reverse("articles:detail", args=[self.year, self.slug])

    def save(self, *args, **kwargs):
        """Whatever writes an article leaves it rendered, addressed and in normal form."""
        from articles.render import render  # noqa: PLC0415  render reads this model's module

        self.title = unicodedata.normalize("NFC", self.title)
        self.slug = unicodedata.normalize("NFC", self.slug) or slug_of(self.title, longest=100)
        for name, value in render(self.body).fields().items():
            setattr(self, name, value)
        super().save(*args, **kwargs)

    @property
    def is_live(self):
        """By this machine's clock: for words on a page, never to decide what is shown."""
        return (
            self.status == Status.PUBLISHED
            and self.replaces_id is None
            and self.published_at <= timezone.now()
            and (self.expires_at is None or self.expires_at > timezone.now())
        )

    @property
    def is_scheduled(self):
        return self.status == Status.PUBLISHED and self.published_at > timezone.now()

    @property
    def minutes(self):
        return reading.minutes(self.words)

    @property
    def number(self):
        """IB-2026-04, or "" outside a numbered series."""
        if not (self.series and self.series.prefix and self.series_number):
            return ""
        year = self.year or timezone.localdate().year
        return f"{self.series.prefix}-{year}-{self.series_number:02d}"

    @property
    def direction(self):
        return "rtl" if self.language.split("-")[0] in {"ur", "ar", "fa", "ps", "sd"} else "ltr"

    @property
    def alt(self):
        """The text for those who do not see the lead picture; "" when it is only decoration."""
        if self.lead_is_decorative or not self.lead_image:
            return ""
        return self.lead_alt or self.lead_image.alt

    def set_defaults(self):
        """What an institute and a kind decide once, so that the form stays short."""
        institute = Institute.current()
        self.licence, self.discussion = institute.licence, institute.discussion
        if self.kind.funding == Kind.Funding.NONE:
            self.funding = self.Funding.NONE


class ArticleTheme(models.Model):
    """A theme a piece is filed under; the first is the primary one."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="filed_under")
    theme = models.ForeignKey(Theme, models.PROTECT, verbose_name=_("theme"), related_name="filings")
    position = models.PositiveSmallIntegerField(_("order"), default=10)

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "theme"], name="theme_once_per_article",
                violation_error_message=_("This theme is there already."),
            )
        ]

    def __str__(self):
        return str(self.theme)
