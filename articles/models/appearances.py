"""Appearance: where else a piece stood or stands. The printed sentence is made from the row."""

from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from thinktank.markup.fields import LineField


class Relation(models.TextChoices):
    ANOTHER_FORM = "another_form", _("In another form")
    REPUBLISHED_FROM = "republished_from", _("Republished from")
    ADAPTED_FROM = "adapted_from", _("Adapted from")
    EXCERPTED_FROM = "excerpted_from", _("Excerpted from")
    TRANSLATED_FROM = "translated_from", _("Translated from")
    REPUBLISHED_BY = "republished_by", _("Republished by")
    ADAPTED_BY = "adapted_by", _("Adapted by")
    EXCERPTED_BY = "excerpted_by", _("Excerpted by")
    TRANSLATED_BY = "translated_by", _("Translated by")
    ALSO_AT = "also_at", _("Also at")


# Those in which the other piece came first: only then may its address be the canonical one.
FROM_ELSEWHERE = [relation for relation in Relation if relation.endswith("_from")]

SENTENCES = {
    Relation.ANOTHER_FORM: (
        _("Published in another form by {outlet} on {date}."),
        _("Published in another form by {outlet}."),
    ),
    Relation.REPUBLISHED_FROM: (
        _("First published by {outlet} on {date}."),
        _("First published by {outlet}."),
    ),
    Relation.ADAPTED_FROM: (
        _("Adapted from a piece published by {outlet} on {date}."),
        _("Adapted from a piece published by {outlet}."),
    ),
    Relation.EXCERPTED_FROM: (
        _("Excerpted from a piece published by {outlet} on {date}."),
        _("Excerpted from a piece published by {outlet}."),
    ),
    Relation.TRANSLATED_FROM: (
        _("Translated from a piece published by {outlet} on {date}."),
        _("Translated from a piece published by {outlet}."),
    ),
    Relation.REPUBLISHED_BY: (
        _("Republished by {outlet} on {date}."),
        _("Republished by {outlet}."),
    ),
    Relation.ADAPTED_BY: (
        _("Published in an adapted form by {outlet} on {date}."),
        _("Published in an adapted form by {outlet}."),
    ),
    Relation.EXCERPTED_BY: (
        _("Published in excerpts by {outlet} on {date}."),
        _("Published in excerpts by {outlet}."),
    ),
    Relation.TRANSLATED_BY: (
        _("Published in translation by {outlet} on {date}."),
        _("Published in translation by {outlet}."),
    ),
    Relation.ALSO_AT: (
        _("Also published by {outlet} on {date}."),
        _("Also published by {outlet}."),
    ),
}


class Appearance(models.Model):
    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="appearances")
    relation = models.CharField(
        _("how"), max_length=20, choices=Relation, default=Relation.ANOTHER_FORM
    )
    outlet = LineField(_("outlet"), max_length=160, help_text=_("Who published it: its name."))
    title = LineField(
        _("title there"), max_length=300, blank=True, help_text=_("If it differs from ours.")
    )
    url = models.URLField(
        _("address"),
        max_length=600,
        blank=True,
        validators=[URLValidator(schemes=["https", "http"])],
    )
    date = models.DateField(_("date there"), null=True, blank=True)
    is_canonical = models.BooleanField(
        _("theirs is the original for search engines"),
        default=False,
        help_text=_("Only where the piece first appeared there."),
    )

    class Meta:
        verbose_name = _("appearance")
        verbose_name_plural = _("also appeared in")
        ordering = ["date", "pk"]
        constraints = [
            models.CheckConstraint(
                name="appearance_canonical_came_first",
                condition=Q(is_canonical=False) | (Q(relation__in=FROM_ELSEWHERE) & ~Q(url="")),
                violation_error_message=_(
                    "Only a piece that first appeared elsewhere, with its address, can have its original there."
                ),
            ),
            models.UniqueConstraint(
                fields=["article"],
                condition=Q(is_canonical=True),
                name="appearance_one_canonical",
                violation_error_message=_("Only one appearance can be the original."),
            ),
        ]

    def __str__(self):
        return f"{self.get_relation_display()}: {self.outlet}"

    @property
    def sentence(self):
        """The note under the piece, as safe HTML with the outlet linked."""
        dated, undated = SENTENCES[Relation(self.relation)]
        name = self.outlet
        if self.title and self.title != self.article.title:
            name = f"{self.outlet} (“{self.title}”)"
        outlet = format_html('<a href="{}">{}</a>', self.url, name) if self.url else name
        if not self.date:
            return format_html(str(undated), outlet=outlet)
        day = format_html(
            '<time datetime="{}">{}</time>', self.date.isoformat(), date_format(self.date)
        )
        return format_html(str(dated), outlet=outlet, date=day)
