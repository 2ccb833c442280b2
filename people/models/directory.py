"""How the directory is ordered and searched: Group, Expertise."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from themes.models import Theme
from thinktank.markup.characters import slug_of
from thinktank.markup.fields import LineField


class Group(models.Model):
    """A part of the directory: Leadership, Research, Fellows."""

    name = LineField(_("name"), max_length=80, unique=True)
    slug = models.SlugField(_("address"), max_length=80, unique=True, allow_unicode=True)
    order = models.PositiveSmallIntegerField(_("order"), default=10)

    class Meta:
        verbose_name = _("group of the directory")
        verbose_name_plural = _("groups of the directory")
        ordering = ["order", "name"]

    def __str__(self):
        return self.name


class Expertise(models.Model):
    """A word of the vocabulary: what somebody can be asked about."""

    name = LineField(_("name"), max_length=100, unique=True)
    slug = models.SlugField(
        _("address"), max_length=100, unique=True, allow_unicode=True, blank=True
    )
    theme = models.ForeignKey(
        Theme,
        models.SET_NULL,
        verbose_name=_("belongs to the theme"),
        null=True,
        blank=True,
        related_name="expertise",
    )

    class Meta:
        verbose_name = _("area of expertise")
        verbose_name_plural = _("areas of expertise")
        ordering = ["name"]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.slug = self.slug or slug_of(self.name)
        super().save(*args, **kwargs)
