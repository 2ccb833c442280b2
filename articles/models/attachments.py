"""Attachment: a document that belongs to a piece."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from thinktank.library.models import Document
from thinktank.markup.fields import LineField


class Attachment(models.Model):
    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="attachments")
    document = models.ForeignKey(
        Document, models.PROTECT, verbose_name=_("document"), related_name="attachments"
    )
    label = LineField(
        _("label"), max_length=120, blank=True, help_text=_("Empty: the document’s title.")
    )
    position = models.PositiveSmallIntegerField(_("order"), default=10)

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "document"],
                name="document_once_per_article",
                violation_error_message=_("This document is attached already."),
            )
        ]

    def __str__(self):
        return self.label or self.document.title
