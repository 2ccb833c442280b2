"""The rail beside the text: state, next steps, who and when, what is to fix."""

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import ngettext

from articles import advice, clearance, comparing, content, snapshots
from articles.admin import sections, steps, whereabouts
from articles.models import Article, Kind
from articles.places import Finding


def about(request, article):
    """What the rail says of a piece that is there."""
    taken = list(article.steps.select_related("by__person")[:6])
    now = clearance.once_asked(article)
    return {
        "sentence": whereabouts.sentence(article, taken),
        "steps": steps.buttons(request.user, article, now),
        "taken": [
            {"label": step.get_step_display().rstrip("…"), "who": whereabouts.name_of(step.by),
             "when": whereabouts.moment(step.at), "why": step.why}
            for step in taken
        ],
        **to_improve(article),
        "standing": standing(article, now),
        "begun_by": whereabouts.name_of(article.created_by) if article.created_by else "",
        "preview_url": reverse("admin:articles_article_preview", args=[article.pk]),
        "public_url": article.get_absolute_url() if article.is_live else "",
    }  # fmt: skip


def standing(article, now):
    """Who stands for the exact text as it is, and what was changed since it was cleared."""
    if article.status not in clearance.UNDER_REVIEW or not clearance.is_needed():
        return {}
    said = {
        "names": [
            (name, capacity.label) for capacity in (clearance.WRITER, clearance.CLEARER)
            for name in clearance.persons(article, now.text_hash, capacity)
        ]
    }  # fmt: skip
    cleared = None if now.is_complete else clearance.cleared_revision(article)
    if cleared is None:
        return said
    differences = comparing.compare(snapshots.read(cleared), snapshots.take(article))
    differences = [each for each in differences if each.place in content.CLEARED]
    number = comparing.words_changed(differences)
    changed = ngettext(
        "%d word changed since clearance", "%d words changed since clearance", number
    )
    return said | {"changed": changed % number, "differences": differences}


def begun(request, form):
    """What the rail says of a piece that is not there yet."""
    kind = Kind.objects.filter(pk=form["kind"].value() or 0).first()
    name = kind.name[:1].lower() + kind.name[1:] if kind else _now("piece")
    return {
        "title": _now("New %s") % name,
        "steps": steps.buttons(request.user, Article(created_by=request.user)),
        "preview_url": reverse("admin:articles_article_preview_new"),
    }


def to_improve(article, wrong=None):
    """What blocks publication, what only would make it better; each with its place on the form.

    `wrong`: {field: (its name on the form, [errors])} of what could not be read as it was typed.
    """
    unread = [
        Finding(name, f"{label}: {error}")
        for name, (label, errors) in (wrong or {}).items()
        for error in errors
    ]
    return {
        "findings": sections.placed([*unread, *steps.findings(article)]),
        "advice": sections.placed(advice.advice(article)),
        "article": article,
    }
