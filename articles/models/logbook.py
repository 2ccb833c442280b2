"""StepTaken: who moved a piece, from where to where, when, why, and which exact text."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.states import STEPS, Status


class StepTaken(models.Model):
    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="steps")
    step = models.CharField(
        max_length=24, choices=[(step.name, step.label) for step in STEPS.values()]
    )
    source = models.CharField(max_length=10, choices=Status)
    target = models.CharField(max_length=10, choices=Status)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)
    why = models.TextField(blank=True)
    text_hash = models.CharField(max_length=64)
    # The key of the change that it was taken with, once that has become part of the piece.
    of_change = models.BigIntegerField(null=True, blank=True)
    # The hour it set for readers, or stopped: of publishing, rescheduling, holding.
    hour = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["article", "-at"], name="step_by_article_idx"),
            models.Index(
                fields=["of_change"], name="step_of_change_idx",
                condition=models.Q(of_change__isnull=False),
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.get_step_display()} · {self.by_name}"
