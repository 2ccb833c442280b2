"""What stands of a piece beside its text: who has it and by when; of a change, when and as what it goes
out. Readers see none of it.
"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.corrections import Correction
from thinktank.markup.fields import PlainTextField


class Planned(models.Model):
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("reviewer"),
        null=True,
        blank=True,
        related_name="to_review",
        help_text=_("Who reads it next. Told by mail as soon as it is sent."),
    )
    due = models.DateField(
        _("due on"), null=True, blank=True, help_text=_("When whoever has it should be done.")
    )
    planned_for = models.DateField(
        _("planned for"),
        null=True,
        blank=True,
        help_text=_("A day to work towards. Nothing appears by it."),
    )
    embargo_until = models.DateTimeField(
        _("embargo until"),
        null=True,
        blank=True,
        help_text=_("Until then only personal links show it, and it cannot go live."),
    )

    class Meta:
        abstract = True


class Change(models.Model):
    """Of a change beside a piece that is live or scheduled (articles/updates.py)."""

    apply_at = models.DateTimeField(null=True, blank=True, editable=False)
    began_from = models.ForeignKey(
        "articles.Revision",
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="changes_begun",
    )
    change_type = models.CharField(
        _("what kind of change"),
        max_length=14,
        choices=Correction.Type,
        blank=True,
        help_text=_("A typing error changes no name, no number and no meaning."),
    )
    change_note = PlainTextField(
        _("note to readers"),
        max_length=1000,
        blank=True,
        help_text=_("What it said, what it says now. A typing error needs none."),
    )

    class Meta:
        abstract = True
