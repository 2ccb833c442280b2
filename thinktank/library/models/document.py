"""A document of the library: a PDF that readers may take with them."""

import hashlib
import secrets

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from thinktank.markup.characters import slug_of
from thinktank.markup.fields import LineField


class Document(models.Model):
    LARGEST_FILE = 100 * 1024 * 1024

    key = models.CharField(max_length=32, unique=True, editable=False)
    file = models.FileField(_("file"), editable=False, max_length=200)
    title = LineField(_("title"), max_length=200, help_text=_("Readers see it as the link’s text."))
    language = models.CharField(_("language"), max_length=12, default="en")
    size = models.PositiveBigIntegerField(_("size in bytes"), editable=False)
    sha256 = models.CharField(max_length=64, editable=False, db_index=True)
    created = models.DateTimeField(_("added"), auto_now_add=True)

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["-created", "-pk"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("library:document", args=[self.key, slug_of(self.title) or "document"])

    def take(self, upload):
        """Keep this uploaded PDF under a new random key. Raises ValidationError for anything else."""
        self.refuse_unless_pdf(upload)
        self.key = secrets.token_hex(12)
        self.size = upload.size
        self.sha256 = hashlib.file_digest(upload, "sha256").hexdigest()
        upload.seek(0)
        self.file.save(f"documents/{self.key}.pdf", upload, save=False)

    @classmethod
    def refuse_unless_pdf(cls, upload):
        """Raises ValidationError for what is not a PDF, judged by its first bytes, or too large."""
        if upload.size > cls.LARGEST_FILE:
            raise ValidationError(_("The file is larger than 100 MB. Save it smaller."))
        upload.seek(0)
        if upload.read(5) != b"%PDF-":
            raise ValidationError(_("This is not a PDF. Save the document as PDF and try again."))
        upload.seek(0)
