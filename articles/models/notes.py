"""Note: what colleagues say to each other about a text. Never public."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thinktank.markup.fields import LineField, PlainTextField


class NoteQuerySet(models.QuerySet):
    def open(self):
        """The threads that are not settled, each by its first note."""
        return self.filter(parent=None, resolved_at=None)


class Note(models.Model):
    """About a paragraph (`anchor`), a field or the rows of the form (`place`, and `row` for one of
    them), or, with none of these, the whole. A reply stands under its `parent`, where that stands.
    """

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="notes")
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="replies"
    )
    anchor = models.CharField(
        max_length=90,
        blank=True,
        help_text=_("The lasting id of the paragraph. Empty: about the whole."),
    )
    place = models.CharField(
        max_length=40, blank=True, help_text=_("A field of the form, or a relation of the piece.")
    )
    # A key, not a pointer: rows come and go, and what was said of one that has gone stays.
    row = models.PositiveBigIntegerField(null=True, blank=True)
    quoted = PlainTextField(_("the words it is about"), blank=True)
    text = PlainTextField(_("text"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    by_name = LineField(
        max_length=150, help_text=_("As it stood in the file, or the colleague’s name.")
    )
    mentioned = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", blank=True)
    at = models.DateTimeField(auto_now_add=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = NoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="note_reply_stands_with_its_parent",
                condition=Q(parent=None)
                | Q(anchor="", place="", row=None, quoted="", resolved_at=None),
                violation_error_message=_("A reply stands where the note above it stands."),
            ),
            models.CheckConstraint(
                name="note_in_one_place",
                condition=Q(anchor="") | Q(place=""),
                violation_error_message=_("A note is about a paragraph or about a field."),
            ),
            models.CheckConstraint(
                name="note_row_has_place",
                condition=Q(row=None) | ~Q(place=""),
                violation_error_message=_("Say of which rows this is one."),
            ),
        ]

    def __str__(self):
        return self.text[:80]
