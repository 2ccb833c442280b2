"""A picture of the library: what is known of it, and how its files come to be."""

import logging
import secrets

from django.contrib.postgres.fields import ArrayField
from django.core.files.base import ContentFile
from django.core.validators import MaxValueValidator
from django.db import models, transaction
from django.db.models import F, Func, Q, Value
from django.tasks import task
from django.utils.translation import gettext_lazy as _

from thinktank.library import pictures, renditions, signals
from thinktank.library.models.earlier import EarlierKey
from thinktank.library.models.shown import Shown
from thinktank.markup.fields import LineField
from thinktank.tasks.retrying import retrying
from thinktank.tasks.waiting import seconds_until_done

logger = logging.getLogger(__name__)


class BitsApart(Func):
    """In how many of 64 bits two whole numbers differ."""

    template = "bit_count((%(expressions)s)::bit(64))"
    arg_joiner = " # "
    output_field = models.BigIntegerField()


class ImageQuerySet(models.QuerySet):
    ALIKE = 6  # bits of 64; a picture sized, recoloured or compressed anew stays within them

    def like(self, picture):
        """Likely the same picture as this one (an Image, or what was just taken in), nearest first.

        The same file byte for byte, or one that looks alike.
        """
        others = self.exclude(pk=getattr(picture, "pk", None))
        same = Q(sha256=picture.sha256)
        if picture.fingerprint is None:
            return others.filter(same)
        mark = Value(picture.fingerprint, models.BigIntegerField())
        apart = others.annotate(apart=BitsApart(F("fingerprint"), mark))
        near = apart.filter(same | Q(apart__lte=self.ALIKE))
        return near.order_by(F("apart").asc(nulls_first=True), "-created", "-pk")

    def unready(self, keys):
        """Those of these primary keys of which not every rendition is drawn yet."""
        return [image for image in self.filter(pk__in=keys) if not image.ready]


class Image(Shown, models.Model):
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
    # The names of the files that are drawn, under images/<key>/. Nothing else is served.
    made = ArrayField(models.CharField(max_length=40), editable=False, default=list)
    sha256 = models.CharField(max_length=64, editable=False, db_index=True)
    fingerprint = models.BigIntegerField(null=True, editable=False)
    created = models.DateTimeField(_("added"), auto_now_add=True)

    objects = ImageQuerySet.as_manager()

    # What pages print of it; see signals.image_changed.
    PRINTED = ("key", "alt", "credit", "focal_x", "focal_y")

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

    def save(self, *args, **kwargs):
        """A worker may add files meanwhile, so `made` follows the database, whose row is locked."""
        with transaction.atomic():
            row = Image.objects.select_for_update().filter(pk=self.pk)
            before = row.values("made", *self.PRINTED).first()
            if before and before["key"] == self.key:
                self.made = before["made"]
            super().save(*args, **kwargs)
            if before:
                self._remember(before)
            if not self.ready:
                self._order_renditions()

    def _remember(self, before):
        if before["key"] != self.key:
            EarlierKey.objects.create(image=self, key=before["key"], made=before["made"])
        if any(before[name] != getattr(self, name) for name in self.PRINTED):
            self._tell()

    def _tell(self):
        transaction.on_commit(lambda: signals.image_changed.send(sender=Image, image=self))

    @property
    def focal(self):
        return self.focal_x, self.focal_y

    def take(self, upload):
        """Keep this uploaded file as the picture: `keep` after `pictures.take_in`.

        Raises ValidationError when it is not a picture we take.
        """
        self.keep(pictures.take_in(upload, self.focal))

    def keep(self, taken):
        """Make what was taken in the picture, under a new random key. Saves nothing but the files.

        The files of the picture until now stay, and so do their addresses.
        """
        self.key = secrets.token_hex(12)
        self.width, self.height = taken.width, taken.height
        self.sha256, self.fingerprint = taken.sha256, taken.fingerprint
        self.file.name = self.name_of(renditions.KEPT)
        self._put(taken.files)
        self.made = sorted(set(taken.files) - {renditions.KEPT})

    def name_of(self, file):
        """Under which name the storage keeps it."""
        return f"images/{self.key}/{file}"

    def _put(self, files):
        storage = self.file.storage
        for name, content in files.items():
            storage.delete(self.name_of(name))  # what a worker left half-written when it was killed
            storage.save(self.name_of(name), ContentFile(content))

    @property
    def ready(self):
        """Whether every rendition is drawn that the picture, with this focal point, has."""
        return renditions.names(self.width, self.height, self.focal) <= set(self.made)

    @property
    def waiting_seconds(self):
        """About how long until it is ready: 0 when it is, None while no worker runs."""
        return 0 if self.ready else seconds_until_done(draw_renditions)

    def _order_renditions(self):
        """The rest of the files: at once when that is little work, else by a worker."""
        if self.width * self.height <= pictures.SMALL:
            try:
                return self.draw_renditions()
            except (OSError, RuntimeError):
                logger.exception("Image %s could not be drawn at once; a worker will try.", self.pk)
        draw_renditions.enqueue(self.pk)

    def draw_renditions(self):
        """Draw what is missing. Twice at once does no harm: the row is locked while files change."""
        with self.file.storage.open(self.name_of(renditions.KEPT)) as kept:
            files, fingerprint = pictures.draw(kept, focal=self.focal, have=self.made)
        with transaction.atomic():
            row = Image.objects.select_for_update().filter(pk=self.pk, key=self.key)
            made = row.values_list("made", flat=True).first()
            if made is None:
                return  # another file has taken its place meanwhile
            self._put({name: files[name] for name in files if name not in made})
            self.made, self.fingerprint = sorted({*made, *files}), fingerprint
            row.update(made=self.made, fingerprint=fingerprint)
            self._tell()

    def rights_alive(self, on):
        return self.rights_until is None or on <= self.rights_until


@task
@retrying(times=5, first=5)
def draw_renditions(pk):
    """The files of one picture that are not drawn yet."""
    image = Image.objects.filter(pk=pk).first()
    if image and not image.ready:
        image.draw_renditions()
