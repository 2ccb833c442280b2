"""Correction: what was changed after publication, and when, in words for the reader."""

from django.db import models
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from thinktank.markup.fields import PlainTextField


class CorrectionQuerySet(models.QuerySet):
    def announced(self):
        """All but typing errors, which are kept but not announced."""
        return self.exclude(type=Correction.Type.TYPO)

    def of_readable(self):
        """Of pieces a reader may see, or that left a tombstone.

        Of what was taken down only the retraction: other notes may repeat the text.
        """
        readable = Correction.article.field.related_model.objects.readable()
        may_stand = models.Q(article__taken_down_at=None) | models.Q(
            type=Correction.Type.RETRACTION
        )
        here = models.Exists(readable.filter(pk=models.OuterRef("article")))
        return self.filter(here, may_stand)

    def with_both_texts(self):
        """Of which readers may see what the piece said, and what it says."""
        return self.filter(
            before__version__isnull=False,
            after__public_from__lte=Now(),
            before__taken_down_at=None,
            after__taken_down_at=None,
        )


class Correction(models.Model):
    class Type(models.TextChoices):
        TYPO = "typo", _("Typing error")
        CLARIFICATION = "clarification", _("Clarification")
        CORRECTION = "correction", _("Correction")
        UPDATE = "update", _("Update")
        RETRACTION = "retraction", _("Retraction")

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="corrections")
    type = models.CharField(_("what"), max_length=14, choices=Type, default=Type.CORRECTION)
    text = PlainTextField(
        _("note"), max_length=1000, help_text=_("For the reader: what it said, what it says now.")
    )
    date = models.DateTimeField(_("when"), default=timezone.now)
    # Both texts, for readers who ask; none where it was typed by hand.
    before = models.ForeignKey(
        "articles.Revision", models.SET_NULL, null=True, editable=False, related_name="+"
    )
    after = models.ForeignKey(
        "articles.Revision", models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["-date", "-pk"]
        indexes = [models.Index(fields=["-date", "-id"], name="correction_latest_idx")]

    def __str__(self):
        return f"{self.get_type_display()}: {self.text[:60]}"

    @property
    def has_both_texts(self):
        """For a link to them; a correction typed by hand has none."""
        return bool(self.before_id and self.after_id)
