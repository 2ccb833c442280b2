"""The institute's settings (one row) and its plain pages."""

import re
import zoneinfo
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from thinktank.library.models import Image, Usage
from thinktank.markup.fields import LineField, PlainTextField, RichTextField

RESERVED = "articles themes people series tags kinds corrections search feed admin static media id ur healthz readyz preview setup"


# While a request is answered: the institute as it was when the request came.
_of_request = ContextVar("institute", default=None)


class Licence(models.TextChoices):
    CC_BY = "CC BY 4.0", _("CC BY 4.0: others may republish it with credit")
    CC_BY_ND = "CC BY-ND 4.0", _("CC BY-ND 4.0: with credit and unchanged")
    CC_BY_NC = "CC BY-NC 4.0", _("CC BY-NC 4.0: with credit, not for sale")
    CC_BY_NC_ND = "CC BY-NC-ND 4.0", _("CC BY-NC-ND 4.0: with credit, unchanged, not for sale")
    RESERVED = "All rights reserved", _("All rights reserved")


LICENCE_PAGES = {
    "CC BY 4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC BY-ND 4.0": "https://creativecommons.org/licenses/by-nd/4.0/",
    "CC BY-NC 4.0": "https://creativecommons.org/licenses/by-nc/4.0/",
    "CC BY-NC-ND 4.0": "https://creativecommons.org/licenses/by-nc-nd/4.0/",
}


class Discussion(models.TextChoices):
    NONE = "none", _("No discussion")
    OPEN = "open", _("Letters to the editor are welcome")
    CLOSED = "closed", _("Discussion is closed")


def is_zone(value):
    """Validator: a name of the IANA time zone database."""
    if value not in zoneinfo.available_timezones():
        raise ValidationError(
            _(
                "“%(value)s” is not a time zone. Wanted: a name such as Asia/Karachi or Europe/Paris."
            ),
            params={"value": value},
        )


class Institute(models.Model):
    name = LineField(_("name"), max_length=120)
    short_name = LineField(_("short name"), max_length=30, blank=True)
    native_name = LineField(_("name in another script"), max_length=160, blank=True)
    tagline = LineField(_("in one line"), max_length=160, blank=True)
    description = PlainTextField(
        _("what it does"), max_length=300, blank=True, help_text=_("For search engines and feeds.")
    )
    city = LineField(_("city"), max_length=80, blank=True)
    address = PlainTextField(_("address"), max_length=400, blank=True)
    press_email = models.EmailField(_("e-mail for the press"), blank=True)
    time_zone = models.CharField(
        _("time zone"),
        max_length=60,
        default="UTC",
        validators=[is_zone],
        help_text=_("Dates on the site and hours of publication are in this zone: Asia/Karachi."),
    )
    languages = ArrayField(
        models.CharField(max_length=12, choices=settings.LANGUAGES),
        verbose_name=_("languages of the site"),
        default=list,
        blank=True,
    )
    second_person_clears = models.BooleanField(
        _("a second person clears every text"),
        default=True,
        help_text=_("Off: whoever may publish can publish alone. The desk says so, always."),
    )
    licence = models.CharField(
        _("usual licence"), max_length=40, choices=Licence, default=Licence.CC_BY
    )
    views_statement = PlainTextField(
        _("views statement"),
        max_length=400,
        blank=True,
        help_text=_("Under pieces whose kind asks for it: whose views these are."),
    )
    discussion = models.CharField(
        _("usual discussion"), max_length=10, choices=Discussion, default=Discussion.NONE
    )
    logo = models.ForeignKey(
        Image,
        models.PROTECT,
        verbose_name=_("share picture"),
        null=True,
        blank=True,
        related_name="+",
    )
    is_set_up = models.BooleanField(default=False, editable=False)
    # One row: the constraint below refuses a second.
    only = models.BooleanField(default=True, editable=False, unique=True)

    class Meta:
        verbose_name = _("institute")
        verbose_name_plural = _("institute")
        constraints = [
            models.CheckConstraint(name="institute_is_one", condition=Q(only=True)),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        """The share picture is public as long as it is the institute's."""
        super().save(*args, **kwargs)
        _of_request.set(None)
        Usage.objects.record_public("institute", [self.logo])

    @classmethod
    def current(cls):
        """The institute's row with its menus; an unsaved one while there is none.

        One query, and within a request none.
        """
        if known := _of_request.get():
            return known
        pages = Page.objects.published().exclude(menu=Page.Menu.NONE).order_by("order", "title")
        row = JSONObject(title="title", slug="slug", menu="menu")
        found = cls.objects.annotate(menu=ArraySubquery(pages.values(row=row))).first()
        return found or cls(name="Thinktank", languages=["en-gb"])

    @classmethod
    @contextmanager
    def of_request(cls):
        """Looks the institute up, and gives it to all who ask for the current one in here."""
        institute = cls.current()
        token = _of_request.set(institute)
        try:
            yield institute
        finally:
            _of_request.reset(token)

    @property
    def header(self):
        return [page for page in getattr(self, "menu", ()) if page["menu"] == Page.Menu.HEADER]

    @property
    def footer(self):
        return [page for page in getattr(self, "menu", ()) if page["menu"] == Page.Menu.FOOTER]

    @property
    def zone(self):
        return zoneinfo.ZoneInfo(self.time_zone)


def page_slug(value):
    if value in RESERVED.split() or not re.fullmatch(r"[\w-]+", value):
        raise ValidationError(
            _("“%(value)s” is taken by the site itself. Choose another word."),
            params={"value": value},
        )


class PageQuerySet(models.QuerySet):
    def published(self):
        return self.filter(is_public=True)


class Page(models.Model):
    class Menu(models.TextChoices):
        NONE = "none", _("No menu")
        HEADER = "header", _("At the top")
        FOOTER = "footer", _("At the foot")

    title = LineField(_("title"), max_length=120)
    slug = models.SlugField(
        _("address"),
        max_length=80,
        unique=True,
        allow_unicode=True,
        validators=[page_slug],
        help_text=_("The word after the domain: about"),
    )
    body = RichTextField(_("text"))
    language = models.CharField(
        _("language"), max_length=12, choices=settings.LANGUAGES, default="en-gb"
    )
    menu = models.CharField(_("menu"), max_length=10, choices=Menu, default=Menu.FOOTER)
    order = models.PositiveSmallIntegerField(_("order"), default=10)
    is_public = models.BooleanField(_("public"), default=False)
    updated = models.DateTimeField(_("changed"), auto_now=True)

    objects = PageQuerySet.as_manager()

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["order", "title"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("site:page", args=[self.slug])
