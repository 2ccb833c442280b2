"""Who uses a file, from when until when. The gate for files reads nothing else."""

from datetime import UTC, datetime

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from thinktank.library.models.document import Document
from thinktank.library.models.image import Image

EVER = datetime(2000, 1, 1, tzinfo=UTC)


class UsageQuerySet(models.QuerySet):
    def public(self):
        """Uses that a reader may see now, by the database's clock."""
        return self.filter(Q(public_until=None) | Q(public_until__gt=Now()), public_from__lte=Now())

    def record(self, source, files, *, public_from, public_until=None):
        """Say that `source` ("article:12") uses exactly these files, public in this span of time.

        `public_from` None: not public yet. Called by the upper floors whenever that changes.
        """
        kept = self.filter(source=source)
        kept.delete()
        self.bulk_create(
            Usage(
                source=source,
                image=file if isinstance(file, Image) else None,
                document=file if isinstance(file, Document) else None,
                public_from=public_from,
                public_until=public_until,
            )
            for file in {file for file in files if file is not None}
        )

    def record_public(self, source, files):
        """The same for a use that is always public: a theme's picture, the institute's."""
        self.record(source, files, public_from=EVER)


class Usage(models.Model):
    """One use of a file. The gate for files reads nothing else."""

    source = models.CharField(max_length=80, db_index=True)
    image = models.ForeignKey(Image, models.CASCADE, null=True, related_name="usages")
    document = models.ForeignKey(Document, models.CASCADE, null=True, related_name="usages")
    public_from = models.DateTimeField(null=True)
    public_until = models.DateTimeField(null=True)

    objects = UsageQuerySet.as_manager()

    class Meta:
        verbose_name = _("use of a file")
        verbose_name_plural = _("uses of files")
        constraints = [
            models.CheckConstraint(
                name="usage_is_of_one_file",
                condition=Q(image=None, document__isnull=False)
                | Q(image__isnull=False, document=None),
            ),
            models.CheckConstraint(
                name="usage_ends_after_it_begins",
                condition=Q(public_until=None) | Q(public_until__gte=F("public_from")),
            ),
        ]

    def __str__(self):
        return f"{self.source} · {self.image or self.document}"
