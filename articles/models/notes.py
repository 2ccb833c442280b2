"""Note: what colleagues say to each other about a text. Never public."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from thinktank.markup.fields import LineField, PlainTextField


class Note(models.Model):
    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="notes")
    anchor = models.CharField(
        max_length=90,
        blank=True,
        help_text=_("The lasting id of the paragraph. Empty: about the whole."),
    )
    quoted = PlainTextField(_("the words it is about"), blank=True)
    text = PlainTextField(_("text"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    by_name = LineField(
        max_length=150, help_text=_("As it stood in the file, or the colleague’s name.")
    )
    at = models.DateTimeField(auto_now_add=True)
    resolved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["pk"]

    def __str__(self):
        return self.text[:80]
