"""The bin: what was never published waits there for 30 days, and then goes for good."""

from datetime import timedelta

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from articles.models import Article, StepTaken
from articles.records import forget
from articles.states import Status
from thinktank.audit.models import Event
from thinktank.audit.writing import record

KEPT = timedelta(days=30)


def over(now=None):
    """What has lain in the bin for longer than it is kept there."""
    binned = StepTaken.objects.filter(article=OuterRef("pk"), step="bin").values("at")[:1]
    rows = Article.objects.filter(status=Status.BINNED)
    rows = rows.alias(binned_at=Coalesce(Subquery(binned), "saved_at"))
    return rows.filter(binned_at__lt=(now or timezone.now()) - KEPT)


@transaction.atomic
def empty_bin(now=None):
    """Delete it. A chore of the worker; it leaves a line in the log for each piece."""
    for article in over(now).select_for_update(of=("self",)):
        record(Event.DELETE, subject=article)
        forget(article)
        article.delete()
