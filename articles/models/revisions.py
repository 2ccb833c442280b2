"""Revision: the whole of a piece as it was saved, numbered; some of them readers have seen."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from thinktank.markup.fields import LineField


class RevisionQuerySet(models.QuerySet):
    TEXTS = ("content", "html", "contents")

    def for_lists(self):
        """Without the texts."""
        return self.defer(*self.TEXTS).select_related("by__person")

    def public(self):
        """What readers have seen, or will at its hour: each has the number of a version."""
        return self.filter(version__isnull=False)

    def out(self, at=None):
        """What readers see or have seen by now, by the database's clock. `at`: another moment."""
        return self.public().filter(public_from__lte=at or Now())


class Revision(models.Model):
    """`content` has the form of `schema` (articles/snapshots.py). `version`: its number among those
    that readers see, from `public_from` on, with the text as it was rendered then."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    schema = models.PositiveSmallIntegerField()
    content = models.JSONField()
    text_hash = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=150, blank=True)
    why = LineField(_("what was done"), max_length=300, blank=True)
    label = LineField(_("label"), max_length=60, blank=True)

    # Of one just made: whether the text that people stand for is another than before.
    changes_text = False

    version = models.PositiveSmallIntegerField(null=True)
    public_from = models.DateTimeField(null=True)
    html = models.TextField(blank=True)
    contents = models.JSONField(default=list)
    taken_down_at = models.DateTimeField(null=True)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="revision_number_once"),
            models.UniqueConstraint(
                fields=["article", "version"],
                name="revision_version_once",
                condition=Q(version__isnull=False),
            ),
            models.CheckConstraint(
                name="revision_version_has_its_day",
                condition=Q(version=None) | Q(public_from__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["article", "text_hash"], name="revision_by_text_idx")]

    def __str__(self):
        return f"{self.article_id}, {self.number}"
