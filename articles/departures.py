"""Somebody leaves: what they had in work goes on as a colleague's."""

from django.db import transaction
from django.db.models.functions import Now

from articles import previews
from articles.models import Article
from articles.states import PUBLIC, Status
from thinktank.audit.models import Event
from thinktank.audit.writing import record


@transaction.atomic
def hand_over(leaver, successor):
    """What `leaver` began, has to review or has given links to becomes the successor's.

    What readers have seen stays begun by whoever began it. Reviews go back to the editors where the
    successor clears no texts. Returns {"pieces", "reviews", "links"}: how many of each.
    """
    scheduled = Article.objects.filter(status=Status.PUBLISHED, published_at__gt=Now())
    in_work = Article.objects.exclude(status__in=PUBLIC) | scheduled
    reviewer = successor if successor.has_perm("articles.clear_article") else None
    number = {
        "pieces": in_work.filter(created_by=leaver).update(created_by=successor),
        "reviews": in_work.filter(reviewer=leaver).update(reviewer=reviewer),
        "links": previews.pass_on(leaver, successor),
    }
    record(Event.HANDED_OVER, subject=leaver, detail={"to": successor.get_username(), **number})
    return number
