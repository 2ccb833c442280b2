"""Funder: who paid, and for what."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from thinktank.markup.fields import LineField


class Funder(models.Model):
    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="funders")
    name = LineField(_("who paid"), max_length=160)
    purpose = LineField(_("for what"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("funder")
        verbose_name_plural = _("funders")
        ordering = ["pk"]

    def __str__(self):
        return f"{self.name} ({self.purpose})" if self.purpose else self.name
