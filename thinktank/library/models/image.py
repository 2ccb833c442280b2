"""A picture of the library, as it is kept and as it is drawn for readers."""

import hashlib
import secrets

from django.contrib.postgres.fields import ArrayField
from django.core.files.base import ContentFile
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from thinktank.library import pictures
from thinktank.markup.fields import LineField


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
