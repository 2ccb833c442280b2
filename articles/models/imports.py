"""FileImport: a Word file that a text came from, and the text as the file gave it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from thinktank.markup.fields import LineField


class FileImport(models.Model):
    """A newer file of the same text is merged against `body`, what the older one gave.

    `file` is kept only while an editor looks at what it would bring; it is never served.
    """

    class Changes(models.TextChoices):
        ACCEPTED = "accepted", _("as accepted")
        ORIGINAL = "original", _("as original")

    article = models.ForeignKey(
        "articles.Article", models.CASCADE, null=True, blank=True, related_name="imports"
    )
    key = models.CharField(max_length=32, unique=True)
    file = models.FileField(blank=True, max_length=200)
    name = LineField(_("file name"), max_length=200)
    changes = models.CharField(max_length=10, choices=Changes, default=Changes.ACCEPTED)
    body = models.TextField(blank=True)
    report = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("imported file")
        verbose_name_plural = _("imported files")
        ordering = ["-at", "-pk"]

    def __str__(self):
        return self.name
