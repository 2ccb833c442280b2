"""The rail beside the text: state, next steps, who and when, what is to fix."""

from django.utils.translation import gettext as _now

from articles.admin import steps, whereabouts
from articles.models import Article, Kind


def about(request, article):
    """What the rail says of a piece that is there."""
    taken = list(article.steps.select_related("by__person")[:6])
    return {
        "sentence": whereabouts.sentence(article, taken),
        "steps": steps.buttons(request.user, article),
        "taken": [
            {"label": step.get_step_display().rstrip("…"), "who": whereabouts.name_of(step.by),
             "when": whereabouts.moment(step.at), "why": step.why}
            for step in taken
        ],
        "findings": steps.findings(article),
        "begun_by": whereabouts.name_of(article.created_by) if article.created_by else "",
        "public_url": article.get_absolute_url() if article.is_live else "",
    }  # fmt: skip


def begun(request, form):
    """What the rail says of a piece that is not there yet."""
    kind = Kind.objects.filter(pk=form["kind"].value() or 0).first()
    name = kind.name[:1].lower() + kind.name[1:] if kind else _now("piece")
    return {
        "title": _now("New %s") % name,
        "steps": steps.buttons(request.user, Article(created_by=request.user)),
    }
