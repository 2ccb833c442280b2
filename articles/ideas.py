"""Ideas and promises: a title, who, and by when, before there is a text."""

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles import history
from articles.models import Byline
from articles.records import record
from articles.states import Status
from thinktank.notices import sending
from thinktank.writing.names import name_of


@transaction.atomic
def note(idea, *, by, person=None):
    """Keep this unsaved piece as an idea of `by`, for `person` to write. Returns it.

    A person with a log-in has it among their own pieces, and is told.
    """
    idea.status, idea.created_by = Status.IDEA, by
    idea.set_defaults()
    idea.save()
    if person:
        Byline.objects.create(article=idea, person=person)
    record(idea)
    history.keep(idea, by=by, why=_("Idea"))
    if person and person.user:
        _tell(idea, person.user, by=by)
    return idea


def promised(articles):
    """Ideas, and drafts with a day by which they were promised: what is due first stands first."""
    by_a_day = Q(status=Status.DRAFT) & (Q(due__isnull=False) | Q(planned_for__isnull=False))
    return articles.filter(Q(status=Status.IDEA) | by_a_day).order_by("due", "planned_for", "pk")


def _tell(idea, user, *, by):
    lines = [_("%(who)s noted an idea for you to write.") % {"who": name_of(by)}]
    if idea.due:
        lines.append(_("The text is due on %s.") % date_format(idea.due))
    if idea.planned_for:
        lines.append(_("It is planned for %s.") % date_format(idea.planned_for))
    sending.tell(
        [user], kind="idea", subject=_("Idea for you: %s") % idea.title, lines=lines,
        path=reverse("admin:articles_article_change", args=[idea.pk]),
        about=f"article:{idea.pk}", by=by,
    )  # fmt: skip
