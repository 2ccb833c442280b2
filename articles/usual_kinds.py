"""The kinds that most institutes publish, for one that begins with nothing."""

from django.utils.translation import gettext as _

from articles.models import Kind


def usual_kinds():
    """Unsaved rows, in the interface's language, in the order of the menu."""
    cited, funding, required = Kind.Citation, Kind.Funding, Kind.Required
    rows = [
        ("commentary", (600, 1500), _("Commentary"), _("Commentaries"), cited.ARTICLE, funding.NONE, [],
         _("A short argument by one or two authors, in their own name."),
         _("Read by an editor before it appears.")),
        ("issue-brief", (1200, 3000), _("Issue brief"), _("Issue briefs"), cited.REPORT, funding.ASK, [required.KEY_POINTS],
         _("A question of the day explained: what is known, what is disputed, what follows."),
         _("Read by an editor and by a colleague who knows the subject.")),
        ("policy-brief", (1500, 4000), _("Policy brief"), _("Policy briefs"), cited.REPORT, funding.ASK, [required.KEY_POINTS],
         _("What should be done, by whom, and why, in a few pages."),
         _("Read by an editor and by a colleague who knows the subject.")),
        ("working-paper", (4000, 15000), _("Working paper"), _("Working papers"), cited.REPORT, funding.ASK, [],
         _("Research in progress, published so that others may object."),
         _("Read by an editor; not yet reviewed by peers.")),
        ("report", (5000, 60000), _("Report"), _("Reports"), cited.REPORT, funding.ASK, [required.KEY_POINTS],
         _("The result of a longer piece of research."),
         _("Reviewed by at least two readers, one of them from outside.")),
        ("book-review", (700, 1800), _("Book review"), _("Book reviews"), cited.REVIEW, funding.NONE, [],
         _("What a book says, and what to think of it."), _("Read by an editor before it appears.")),
        ("event-report", (500, 2000), _("Event report"), _("Event reports"), cited.EVENT, funding.NONE, [],
         _("What was said at a meeting."), _("Read by those who are quoted.")),
        ("press-release", (150, 700), _("Press release"), _("Press releases"), cited.WEBPAGE, funding.NONE, [],
         _("The institute speaking for itself, to journalists."), _("Approved by the director.")),
    ]  # fmt: skip
    for order, (code, words, name, plural, citation, paid, requires, meaning, review) in enumerate(
        rows, 1
    ):
        yield Kind(
            code=code, slug=f"{code}s" if code != "commentary" else "commentaries",
            name=name, plural=plural, citation=citation, funding=paid, requires=requires,
            meaning=meaning, review=review, order=order * 10, shortest=words[0], longest=words[1], views_apply=code != "press-release",
        )  # fmt: skip


def make_usual_kinds():
    """Unless the institute has kinds of its own already."""
    if not Kind.objects.exists():
        Kind.objects.bulk_create(usual_kinds())
