"""Article: one piece, from the first line to the last correction."""

import unicodedata

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from articles.models import rules
from articles.models.codes import make_code
from articles.models.facts import Facts
from articles.models.kinds import Kind, Region, Series
from articles.models.planning import Change, Planned
from articles.models.queryset import ArticleQuerySet
from articles.models.tags import Tagged
from articles.render import picture_keys, render
from articles.states import Status
from themes.models import Theme
from thinktank.addresses.models import Redirect
from thinktank.library.models import Image
from thinktank.markup.characters import slug_of
from thinktank.markup.fields import LineField, PlainTextField, RichTextField
from thinktank.site.models import Discussion, Institute, Licence


class Article(Facts, Planned, Change):
    class Funding(models.TextChoices):
        UNSAID = "", _("Not said yet")
        NONE = "none", _("No specific funding")
        FUNDED = "funded", _("Funded by those named below")

    kind = models.ForeignKey(Kind, models.PROTECT, verbose_name=_("kind"), related_name="articles")
    title = LineField(_("title"), max_length=250)
    short_title = LineField(
        _("short title"),
        max_length=90,
        blank=True,
        help_text=_("For narrow places, if the title is long."),
    )
    standfirst = PlainTextField(
        _("standfirst"),
        max_length=300,
        blank=True,
        help_text=_(
            "The piece in one or two sentences, at most 300 characters. Shown under the title and in every list."
        ),
    )
    key_points = ArrayField(
        LineField(max_length=240),
        verbose_name=_("key points"),
        default=list,
        blank=True,
        help_text=_(
            "What a reader with one minute takes away: one point a line, three to five of them."
        ),
    )
    body = RichTextField(_("text"))
    body_html = models.TextField(editable=False, default="", blank=True)
    body_text = models.TextField(editable=False, default="", blank=True)
    contents = models.JSONField(editable=False, default=list, blank=True)
    words = models.PositiveIntegerField(editable=False, default=0)
    render_version = models.PositiveSmallIntegerField(editable=False, default=0)

    lead_image = models.ForeignKey(
        Image,
        models.PROTECT,
        verbose_name=_("lead picture"),
        null=True,
        blank=True,
        related_name="lead_of",
    )
    lead_alt = LineField(
        _("description for those who do not see it"),
        max_length=300,
        blank=True,
        help_text=_("Empty: the picture’s own description."),
    )
    lead_is_decorative = models.BooleanField(
        _("only decoration"),
        default=False,
        help_text=_("It says nothing that the text does not; no description needed."),
    )
    lead_caption = LineField(_("caption"), max_length=400, blank=True)

    themes = models.ManyToManyField(Theme, through="ArticleTheme", related_name="filed")
    # Every theme under whose page it stands: its own and those above (see models/listing.py).
    listed_under = models.ManyToManyField(Theme, through="Listing", related_name="articles")
    pinned_on = models.ManyToManyField(Theme, through="Pin", related_name="pinned")
    authors = models.ManyToManyField("people.Person", through="Byline", related_name="articles")
    tags = TaggableManager(
        _("tags"),
        through=Tagged,
        blank=True,
        related_name="articles",
        help_text=_("Words a reader might look for. Choose or type."),
    )
    regions = models.ManyToManyField(
        Region, verbose_name=_("regions"), blank=True, related_name="articles"
    )
    series = models.ForeignKey(
        Series,
        models.PROTECT,
        verbose_name=_("series"),
        null=True,
        blank=True,
        related_name="articles",
    )
    series_number = models.PositiveSmallIntegerField(_("number in the year"), null=True, blank=True)

    language = models.CharField(
        _("language"), max_length=12, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    translation_of = models.ForeignKey(
        "self",
        models.SET_NULL,
        verbose_name=_("translation of"),
        null=True,
        blank=True,
        related_name="translations",
    )
    covers_events_to = models.DateField(
        _("covers events to"),
        null=True,
        blank=True,
        help_text=_("What happened later is not in the text."),
    )
    review_by = models.DateField(
        _("look at it again by"), null=True, blank=True, help_text=_("The desk reminds of it.")
    )
    supersedes = models.OneToOneField(
        "self",
        models.SET_NULL,
        verbose_name=_("replaces the older piece"),
        null=True,
        blank=True,
        related_name="superseded_by",
    )
    doi = LineField("DOI", max_length=120, blank=True, help_text="10.5555/…")

    funding = models.CharField(
        _("funding"), max_length=10, choices=Funding, default=Funding.UNSAID, blank=True
    )
    interests = PlainTextField(
        _("interests to declare"),
        max_length=600,
        blank=True,
        help_text=_("“none” is an answer; empty is not."),
    )
    licence = models.CharField(_("licence"), max_length=40, choices=Licence, default=Licence.CC_BY)
    discussion = models.CharField(
        _("discussion"), max_length=10, choices=Discussion, default=Discussion.NONE
    )

    status = models.CharField(
        _("state"), max_length=10, choices=Status, default=Status.DRAFT, editable=False
    )
    replaces = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, editable=False, related_name="changes"
    )
    published_at = models.DateTimeField(_("published on"), null=True, blank=True, editable=False)
    updated_at = models.DateTimeField(_("updated on"), null=True, blank=True, editable=False)
    expires_at = models.DateTimeField(
        _("leaves the site on"),
        null=True,
        blank=True,
        help_text=_("For notices that lose their sense. Usually empty."),
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_reason = PlainTextField(blank=True, editable=False)
    # The text that was last cleared, as articles/content.py sums it up; a changed comma differs.
    cleared_hash = models.CharField(max_length=64, blank=True, editable=False)
    taken_down_at = models.DateTimeField(null=True, blank=True, editable=False)

    slug = models.SlugField(
        _("address"),
        max_length=120,
        allow_unicode=True,
        blank=True,
        help_text=_("Made from the title. Changing it after publication leaves a redirect behind."),
    )
    year = models.PositiveSmallIntegerField(null=True, editable=False)
    code = models.CharField(max_length=12, unique=True, default=make_code, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="articles_begun",
    )
    created_at = models.DateTimeField(auto_now_add=True)
    saved_at = models.DateTimeField(auto_now=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["-published_at", "-pk"]
        permissions = rules.PERMISSIONS
        indexes = rules.INDEXES
        constraints = rules.CONSTRAINTS

    def __str__(self):
        return self.title or str(_("Untitled"))

    def save(self, *args, **kwargs):
        """Whatever writes an article leaves it rendered, addressed and in normal form."""
        self.title = unicodedata.normalize("NFC", self.title)
        self.slug = self._normal_slug()
        for name, value in self.rendered().items():
            setattr(self, name, value)
        old = self._public_address()
        super().save(*args, **kwargs)
        if old and old != self.get_absolute_url():
            Redirect.objects.moved(old, self.get_absolute_url())

    def get_absolute_url(self):
        return reverse("articles:detail", args=[self.year, self.slug])

    def _normal_slug(self):
        """An address made from the title, if none was typed. A change beside a piece has none."""
        if self.replaces_id:
            return ""
        return unicodedata.normalize("NFC", self.slug) or slug_of(self.title, longest=100)

    def rendered(self, served_at=""):
        """The derived fields and their values, from the body and the pictures it names, which are
        served at their public address or below another (library/models/shown.py)."""
        keys = picture_keys(self.body)
        pictures = Image.objects.in_bulk(keys) if keys else {}
        for picture in pictures.values():
            picture.served_at = served_at
        return render(self.body, pictures, language=self.language).fields()

    def set_defaults(self):
        """What an institute and a kind decide once, so that the form stays short."""
        institute = Institute.current()
        self.licence, self.discussion = institute.licence, institute.discussion
        if self.kind.funding == Kind.Funding.NONE:
            self.funding = self.Funding.NONE

    def _public_address(self):
        """The address readers know, or None for what was never public."""
        stored = Article.objects.filter(
            pk=self.pk, status__in=[Status.PUBLISHED, Status.WITHDRAWN]
        ).values_list("year", "slug")
        return next((reverse("articles:detail", args=row) for row in stored), None)
