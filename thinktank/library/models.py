"""Image, Document, and who uses them from when until when."""

import hashlib
import secrets
from datetime import UTC, datetime

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from thinktank.library import pictures
from thinktank.markup.characters import slug_of
from thinktank.markup.fields import LineField

EVER = datetime(2000, 1, 1, tzinfo=UTC)


class Image(models.Model):
    key = models.CharField(max_length=32, unique=True, editable=False)
    file = models.FileField(_("file"), editable=False, max_length=200)
    title = LineField(
        _("title"), max_length=200, help_text=_("To find it again; readers never see this.")
    )
    alt = LineField(
        _("description for those who do not see it"),
        max_length=300,
        blank=True,
        help_text=_(
            "The usual text; each use may have its own. Say what is shown, not “image of”."
        ),
    )
    credit = LineField(
        _("credit"),
        max_length=200,
        blank=True,
        help_text=_("Printed with the picture: “Photo: …”."),
    )
    source = LineField(_("source"), max_length=300, blank=True, help_text=_("Where it came from."))
    licence = LineField(_("licence"), max_length=120, blank=True)
    rights_until = models.DateField(
        _("rights end on"),
        null=True,
        blank=True,
        help_text=_("After this day the picture cannot be published anew."),
    )
    focal_x = models.PositiveSmallIntegerField(
        _("focal point, % from the left"), default=50, validators=[MaxValueValidator(100)]
    )
    focal_y = models.PositiveSmallIntegerField(
        _("focal point, % from the top"), default=50, validators=[MaxValueValidator(100)]
    )
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    widths = ArrayField(models.PositiveIntegerField(), editable=False, default=list)
    sha256 = models.CharField(max_length=64, editable=False, db_index=True)
    created = models.DateTimeField(_("added"), auto_now_add=True)

    class Meta:
        verbose_name = _("image")
        verbose_name_plural = _("images")
        ordering = ["-created", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="image_focal_point_is_inside",
                condition=Q(focal_x__lte=100, focal_y__lte=100),
                violation_error_message=_("The focal point is given in per cent, 0 to 100."),
            )
        ]

    def __str__(self):
        return self.title

    def take(self, upload):
        """Keep this uploaded file as the picture, under a new random key. Saves nothing else.

        Raises ValidationError when it is not a picture we take.
        """
        picture = pictures.take_in(upload)
        self.key = secrets.token_hex(12)
        self.width, self.height = picture.width, picture.height
        self.sha256 = hashlib.sha256(picture.content).hexdigest()
        self.widths = sorted({min(width, picture.width) for width in pictures.WIDTHS})
        self.file.save(f"images/{self.key}/kept.jpg", ContentFile(picture.content), save=False)
        for width in self.widths:
            content = ContentFile(pictures.rendition(picture.content, width))
            self.file.storage.save(self.rendition_name(width), content)

    def rendition_name(self, width):
        return f"images/{self.key}/{width}.jpg"

    def src(self, width=800):
        """The address of the rendition that fits this width best."""
        fitting = next((has for has in self.widths if has >= width), self.widths[-1])
        return reverse("library:image", args=[self.key, fitting])

    @property
    def share_src(self):
        """For the card that other sites show: they ask for about 1,200 pixels."""
        return self.src(1200)

    @property
    def srcset(self):
        return ", ".join(
            f"{reverse('library:image', args=[self.key, width])} {width}w" for width in self.widths
        )

    def rights_alive(self, on):
        return self.rights_until is None or on <= self.rights_until


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


class UsageQuerySet(models.QuerySet):
    def public(self):
        """Uses that a reader may see now, by the database's clock."""
        return self.filter(Q(public_until=None) | Q(public_until__gt=Now()), public_from__lte=Now())

    def record(self, source, files, *, public_from, public_until=None):
        """Say that `source` ("article:12") uses exactly these files, public in this span of time.

        `public_from` None: not public yet. Called by the upper floors whenever that changes.
        """
        kept = self.filter(source=source)
        kept.delete()
        self.bulk_create(
            Usage(
                source=source,
                image=file if isinstance(file, Image) else None,
                document=file if isinstance(file, Document) else None,
                public_from=public_from,
                public_until=public_until,
            )
            for file in {file for file in files if file is not None}
        )

    def record_public(self, source, files):
        """The same for a use that is always public: a theme's picture, the institute's."""
        self.record(source, files, public_from=EVER)


class Usage(models.Model):
    """One use of a file. The gate for files reads nothing else."""

    source = models.CharField(max_length=80, db_index=True)
    image = models.ForeignKey(Image, models.CASCADE, null=True, related_name="usages")
    document = models.ForeignKey(Document, models.CASCADE, null=True, related_name="usages")
    public_from = models.DateTimeField(null=True)
    public_until = models.DateTimeField(null=True)

    objects = UsageQuerySet.as_manager()

    class Meta:
        verbose_name = _("use of a file")
        verbose_name_plural = _("uses of files")
        constraints = [
            models.CheckConstraint(
                name="usage_is_of_one_file",
                condition=Q(image=None, document__isnull=False)
                | Q(image__isnull=False, document=None),
            ),
            models.CheckConstraint(
                name="usage_ends_after_it_begins",
                condition=Q(public_until=None) | Q(public_until__gte=F("public_from")),
            ),
        ]

    def __str__(self):
        return f"{self.source} · {self.image or self.document}"
