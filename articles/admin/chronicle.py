"""What happened to a piece, newest first: its versions by number, and between them the steps taken."""

from dataclasses import dataclass, field

from django.db.models import Max, OuterRef, Q, Subquery
from django.http import Http404

from articles.admin import whereabouts
from articles.models import Revision
from thinktank.keyset import Slice

PER_PAGE = 50


@dataclass(frozen=True)
class Entry:
    """A version, and the steps that were taken while it was the newest, the latest first."""

    revision: Revision | None
    who: str = ""
    when: str = ""
    steps: list = field(default_factory=list)


def page(article, asked):
    """One page of [Entry] as a keyset.Slice. `asked`: request.GET, in it `before`: a number.

    Steps from a time when no versions were kept stand on the last page, under an entry without one.
    Raises Http404 for a place that is none.
    """
    last = article.revisions.aggregate(last=Max("number"))["last"] or 0
    before = _place(asked.get("before"), last)
    rows = article.revisions.for_lists().filter(number__lt=before)[: PER_PAGE + 1]
    revisions, has_older = list(rows[:PER_PAGE]), len(rows) > PER_PAGE
    steps = _steps(article, revisions, is_last=not has_older)
    entries = [entry(each, steps.get(each.number, [])) for each in revisions]
    if None in steps:
        entries.append(Entry(None, steps=steps[None]))
    is_first = before > last
    return Slice(
        entries,
        newest=None if is_first else "?",
        newer=None if is_first else f"?before={min(before + PER_PAGE, last + 1)}",
        older=f"?before={revisions[-1].number}" if has_older else None,
        oldest=f"?before={PER_PAGE + 1}" if has_older else None,
    )


def _place(text, last):
    if text is None:
        return last + 1
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise Http404
    return int(text)


def entry(revision, steps=()):
    """The Entry of one version."""
    who = whereabouts.name_of(revision.by) if revision.by else revision.by_name
    return Entry(revision, who, whereabouts.moment(revision.at), list(steps))


def _steps(article, revisions, *, is_last):
    """{number of the version that was the newest then, or None: [step]}"""
    newest = Revision.objects.filter(article=article, at__lte=OuterRef("at"))
    rows = article.steps.select_related("by__person")
    rows = rows.annotate(number=Subquery(newest.order_by("-number").values("number")[:1]))
    here = Q(number__in=[each.number for each in revisions])
    found = {}
    for step in rows.filter(here | Q(number=None) if is_last else here):
        said = {
            "label": step.get_step_display().rstrip("…"),
            "who": whereabouts.name_of(step.by) if step.by else step.by_name,
            "when": whereabouts.moment(step.at), "why": step.why,
        }  # fmt: skip
        found.setdefault(step.number, []).append(said)
    return found
