"""Kind, Series, Region: what a piece is, where it stands in a row, where it is about."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from thinktank.markup.fields import LineField, PlainTextField


class Kind(models.Model):
    class Citation(models.TextChoices):
        """Types of CSL 1.0.2, appendix III."""

        ARTICLE = "article", _("article")
        REPORT = "report", _("report")
        POST = "post", _("post")
        REVIEW = "review-book", _("book review")
        EVENT = "event", _("event")
        BROADCAST = "broadcast", _("broadcast")
        WEBPAGE = "webpage", _("web page")

    class Required(models.TextChoices):
        KEY_POINTS = "key_points", _("Key points")
        LEAD_IMAGE = "lead_image", _("Lead picture")
        SERIES = "series", _("Series and number")

    class Funding(models.TextChoices):
        NONE = "none", _("No specific funding, unless said otherwise")
        ASK = "ask", _("Each piece says who paid")

    code = models.SlugField(
        _("code"), max_length=30, unique=True, help_text=_("Never changes: issue-brief")
    )
    name = LineField(_("name"), max_length=60, help_text=_("Issue brief"))
    plural = LineField(_("plural"), max_length=60, help_text=_("Issue briefs"))
    slug = models.SlugField(_("address"), max_length=60, unique=True, allow_unicode=True)
    meaning = PlainTextField(
        _("what the label means"), max_length=400, help_text=_("For readers, in lay words.")
    )
    review = PlainTextField(
        _("how it is reviewed"),
        max_length=400,
        help_text=_("For readers: who reads it before it appears."),
    )
    citation = models.CharField(
        _("cited as"), max_length=20, choices=Citation, default=Citation.ARTICLE
    )
    requires = ArrayField(
        models.CharField(max_length=20, choices=Required),
        verbose_name=_("must have"),
        default=list,
        blank=True,
    )
    views_apply = models.BooleanField(
        _("views statement"),
        default=True,
        help_text=_("Say under the piece whose views these are."),
    )
    funding = models.CharField(_("funding"), max_length=10, choices=Funding, default=Funding.NONE)
    shortest = models.PositiveIntegerField(
        _("from so many words"), null=True, blank=True, help_text=_("Advice while writing only.")
    )
    longest = models.PositiveIntegerField(_("to so many words"), null=True, blank=True)
    clearer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("cleared by"),
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Only this person clears such pieces. Empty: any editor or publisher."),
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("deputy"),
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Clears in their place, so that one absent person does not stop the house."),
    )
    deputy_after = models.PositiveSmallIntegerField(
        _("deputy after so many hours"), default=24, help_text=_("Counted from the sending.")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=10)

    class Meta:
        verbose_name = _("kind")
        verbose_name_plural = _("kinds")
        ordering = ["order", "name"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        """Where readers learn what the label means."""
        return f"{reverse('articles:kinds')}#{self.slug}"


class Series(models.Model):
    title = LineField(_("title"), max_length=120, unique=True)
    slug = models.SlugField(_("address"), max_length=120, unique=True, allow_unicode=True)
    prefix = LineField(
        _("prefix"),
        max_length=12,
        blank=True,
        help_text=_("IB gives IB-2026-04. Empty: no numbers."),
    )
    description = PlainTextField(_("description"), max_length=600, blank=True)
    issn = LineField("ISSN", max_length=9, blank=True)

    class Meta:
        verbose_name = _("series")
        verbose_name_plural = _("series")
        ordering = ["title"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("articles:series", args=[self.slug])


class Region(models.Model):
    name = LineField(_("name"), max_length=60, unique=True)
    slug = models.SlugField(_("address"), max_length=60, unique=True, allow_unicode=True)

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ["name"]

    def __str__(self):
        return self.name
