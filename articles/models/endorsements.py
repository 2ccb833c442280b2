"""Endorsement: who stands for which exact text, as its writer or as the one who cleared it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Endorsement(models.Model):
    class Capacity(models.TextChoices):
        WRITER = "writer", _("wrote or accepted it")
        CLEARER = "clearer", _("cleared it")

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="endorsements")
    text_hash = models.CharField(max_length=64)
    capacity = models.CharField(max_length=8, choices=Capacity)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    # Kept when the log-in goes: two different names stay two different people.
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("endorsement")
        verbose_name_plural = _("endorsements")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "text_hash", "by_name", "capacity"], name="endorsement_once"
            )
        ]

    def __str__(self):
        return f"{self.by_name}: {self.get_capacity_display()}"
