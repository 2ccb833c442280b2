"""A document of the library: a PDF that readers may take with them."""

import secrets
from functools import partial

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thinktank import languages
from thinktank.library import documents
from thinktank.library.models.documenttext import DocumentText
from thinktank.library.readings import read_document
from thinktank.library.signals import document_read
from thinktank.markup.characters import slug_of
from thinktank.markup.fields import LineField


class Document(models.Model):
    """Whoever takes a file and saves gets it read: pages at once, text and cover when it is large
    a little later. `words` None: the text was not read (yet, if `read_at` is None too).
    """

    key = models.CharField(max_length=32, unique=True, editable=False)
    file = models.FileField(_("file"), editable=False, max_length=200)
    title = LineField(_("title"), max_length=200, help_text=_("Readers see it as the link’s text."))
    language = models.CharField(
        _("language"),
        max_length=12,
        choices=languages.CHOICES,
        help_text=_("Of the document’s text."),
    )
    uploaded_as = LineField(_("uploaded as"), max_length=255, editable=False, blank=True)
    size = models.PositiveBigIntegerField(_("size in bytes"), editable=False)
    sha256 = models.CharField(max_length=64, editable=False, db_index=True)
    pages = models.PositiveIntegerField(_("pages"), editable=False, null=True)
    cover = models.FileField(_("page one"), editable=False, max_length=200, blank=True)
    cover_width = models.PositiveSmallIntegerField(editable=False, default=0)
    cover_height = models.PositiveSmallIntegerField(editable=False, default=0)
    words = models.PositiveIntegerField(_("words"), editable=False, null=True)
    read_at = models.DateTimeField(editable=False, null=True)
    created = models.DateTimeField(_("added"), auto_now_add=True)

    served_at = ""  # see Shown
    # What take() has found and save() has yet to write down; the file that was there before.
    _taken = _before = None

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["-created", "-pk"]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        with transaction.atomic():
            super().save(*args, **kwargs)
            taken, before = self._taken, self._before
            self._taken = self._before = None
            if before:
                self.earlier.create(**before)
            if taken and taken.whole:
                self.keep(taken)
            elif taken:
                transaction.on_commit(partial(read_document.enqueue, self.pk, self.key))

    def get_absolute_url(self):
        return self.served_at + reverse("library:document", args=[self.key, self.name])

    @property
    def name(self):
        """The word under which readers keep it, without “.pdf”."""
        return slug_of(self.title) or "document"

    @property
    def cover_src(self):
        """The address of the picture of page one; "" where there is none."""
        return self.served_at + reverse("library:cover", args=[self.key]) if self.cover else ""

    def take(self, upload, reading=None):
        """Keep this uploaded PDF under a new random key; an empty title and language are filled.

        `reading`: what documents.read() has found in it already. Raises ValidationError for what is
        no PDF that we take. The file that was there stays, under its own address.
        """
        reading = reading or documents.read(upload, whole=upload.size <= documents.READ_AT_ONCE)
        if self.file:
            self._before = {"key": self.key, "file": self.file.name, "cover": self.cover.name}
        self.key = secrets.token_hex(12)
        self.size, self.sha256, self.pages = upload.size, reading.sha256, reading.pages
        self.title = self.title or _title(upload, reading)
        self.language = self.language or reading.language
        self.uploaded_as = upload.name or ""
        self.cover, self.words, self.read_at = "", None, None
        self.file.save(f"documents/{self.key}.pdf", upload, save=False)
        self._taken = reading

    def read(self):
        """Read the kept file from its first page to its last."""
        with self.file.open() as file:
            try:
                reading = documents.read(file, whole=True)
            except ValidationError:  # taken, but its text takes more time or memory than there is
                reading = None
        with transaction.atomic():
            now = Document.objects.select_for_update().get(pk=self.pk)
            if now.key == self.key:  # else it was replaced meanwhile: another reading is under way
                now.keep(reading)

    def keep(self, reading):
        """Write down what was read; None: it could not be."""
        if page := reading and reading.cover:
            self.cover_width, self.cover_height = page.width, page.height
            name = f"documents/{secrets.token_hex(12)}.jpg"
            self.cover.save(name, ContentFile(page.content), save=False)
        text = reading and reading.text
        self.words = None if text is None else len(text.split())
        self.read_at = timezone.now()
        self.save(update_fields=["cover", "cover_width", "cover_height", "words", "read_at"])
        DocumentText.objects.update_or_create(document=self, defaults={"text": text or ""})
        document_read.send(Document, document=self)


def _title(upload, reading):
    return reading.title or documents.title_of_file(upload.name or "") or gettext("Document")


class EarlierDocument(models.Model):
    """The file that stood in a document's place: pages and mails that name it still find it."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="earlier")
    key = models.CharField(max_length=32, unique=True)
    file = models.FileField(max_length=200)
    cover = models.FileField(max_length=200, blank=True)
    replaced = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("earlier file of a document")
        verbose_name_plural = _("earlier files of documents")
        ordering = ["-replaced", "-pk"]

    def __str__(self):
        return self.key
