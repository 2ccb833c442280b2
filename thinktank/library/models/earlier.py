"""Where a picture's files stood before another file took its place."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class EarlierKey(models.Model):
    """Pages in caches and mails still ask there; the files are those of then."""

    image = models.ForeignKey("library.Image", models.CASCADE, related_name="earlier_keys")
    key = models.CharField(max_length=32, unique=True)
    made = ArrayField(models.CharField(max_length=40), default=list)
    replaced = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("earlier key of an image")
        verbose_name_plural = _("earlier keys of images")

    def __str__(self):
        return self.key
