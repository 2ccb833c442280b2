"""FileImport: a Word file that a text came from, and the text as the file gave it."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from thinktank.markup.fields import LineField


class FileImportQuerySet(models.QuerySet):
    KEPT_WAITING = timedelta(days=2)

    def applied(self):
        """Those whose text went into an article."""
        return self.filter(applied_at__isnull=False)

    def waiting_for(self, user, article=None):
        """Files of which this person has not yet said what to do with them."""
        return self.filter(applied_at=None, by=user, article=article)

    def wait(self, upload, *, by, article=None):
        """Keep a file until its uploader has decided. One at a time for each text."""
        for row in self.filter(applied_at=None, at__lt=timezone.now() - self.KEPT_WAITING):
            row.forget()
        for row in self.waiting_for(by, article):
            row.forget()
        row = FileImport(article=article, by=by, name=upload.name[-200:], key=secrets.token_hex(12))
        upload.seek(0)
        row.file.save(f"imports/{row.key}.docx", upload, save=False)
        row.save()
        return row


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
    # Empty: the file keeps track of changes, and nobody has said yet which text is meant.
    changes = models.CharField(max_length=10, choices=Changes, blank=True, default=Changes.ACCEPTED)
    body = models.TextField(blank=True)
    report = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(null=True, blank=True)

    objects = FileImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("imported file")
        verbose_name_plural = _("imported files")
        ordering = ["-at", "-pk"]

    def __str__(self):
        return self.name

    @property
    def as_original(self):
        return self.changes == self.Changes.ORIGINAL

    def content(self):
        """The bytes of the waiting file."""
        with self.file.open() as file:
            return file.read()

    def applied(self, article, body, report):
        """The text has gone into the article: what it was is kept, the file is not."""
        self.file.delete(save=False)
        self.article, self.body, self.report = article, body, report
        self.applied_at = timezone.now()
        self.save()

    def forget(self):
        """The file goes, and with it that it was ever there."""
        self.file.delete(save=False)
        self.delete()
