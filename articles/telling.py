"""Who is told of a step: everyone who acted on the piece, and whoever is to take the next step.

Only those who may see a piece are told of it: a draft's title is nobody else's. Who took the step
knows already.
"""

from django.contrib.auth import get_user_model
from django.db.models import Q, Value
from django.db.models.functions import Replace

from articles import messages
from articles.access import holders, viewers
from articles.states import Status
from thinktank.notices import sending
from thinktank.notices.models import Notice


def step_taken(step):
    """Tell of this StepTaken. Returns the Notices."""
    may_know = viewers(step.article)
    ahead = list(may_know.filter(pk__in=_next_in_line(step).values("pk")))
    others = may_know.filter(_acted_on(step.article)).exclude(pk__in=[user.pk for user in ahead])
    urgent = step.step == "overrule"
    told = []
    if ahead:
        words = messages.of(step, to_the_next=True)
        told = sending.tell(ahead, by=step.by, urgent=urgent, **words)
    return told + sending.tell(others, by=step.by, urgent=urgent, **messages.of(step))


def gone(article):
    """It is deleted: what was told of a change leads to its piece from now on, else nowhere."""
    if article.replaces_id:
        notices = Notice.objects.filter(about=f"article:{article.replaces_id}")
        here, piece = messages.path_of(article.pk), messages.path_of(article.replaces_id)
        # Some lead to a note on that page, which has moved to the piece, too.
        there = Replace("path", Value(here), Value(piece))
        notices.filter(path__startswith=here).update(path=there)
    else:
        Notice.objects.filter(about=f"article:{article.pk}").update(path="")


def _acted_on(article):
    return (
        Q(pk=article.created_by_id)
        | Q(pk__in=article.steps.values("by"))
        | Q(pk__in=article.revisions.values("by"))
        | Q(pk__in=article.notes.values("by"))
        | Q(pk__in=article.bylines.values("person__user"))
    )


def _next_in_line(step):
    """Who is to take the next step."""
    if step.step == "send":
        return _readers(step.article)
    is_cleared = step.step in ("clear", "accept") and step.target == Status.CLEARED
    if is_cleared or step.step == "overrule":
        return holders("publish_article")
    return get_user_model().objects.none()


def _readers(article):
    """The named reviewer, else who clears this kind of piece, else everybody who may clear."""
    kind = article.kind
    keys = [article.reviewer_id] if article.reviewer_id else [kind.clearer_id, kind.deputy_id]
    named = viewers(article).filter(pk__in=[key for key in keys if key], is_active=True)
    return named if named.exists() else holders("clear_article")
