"""The whole workflow as one table: states, steps, who may take them and what they ask.

The admin's buttons, the permissions, the roles, the mails and the documentation all read this page.
"""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    IDEA = "idea", _("Idea")
    DRAFT = "draft", _("Draft")
    REVIEW = "review", _("In review")
    CLEARED = "cleared", _("Cleared")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    BINNED = "binned", _("In the bin")


class Role(models.TextChoices):
    AUTHOR = "Author", _("Author")
    EDITOR = "Editor", _("Editor")
    PUBLISHER = "Publisher", _("Publisher")
    ADMINISTRATOR = "Administrator", _("Administrator")


# What a step is for: a piece of its own, a change beside one that is live or scheduled, or both.
PIECE, CHANGE, BOTH = "piece", "change", "both"


@dataclass(frozen=True)
class Step:
    """One way from `sources` to `target`, for `roles`. The rest says what it asks (articles/moves.py)."""

    name: str
    label: str
    sources: tuple
    target: Status
    roles: tuple
    of: str = BOTH
    asks_reason: bool = False
    checks: bool = False  # what articles/checks.py finds blocks it
    second: bool = False  # only where a second person clears

    @property
    def permission(self):
        return f"{self.name}_article"


A, E, P = Role.AUTHOR, Role.EDITOR, Role.PUBLISHER
IDEA, DRAFT, REVIEW = Status.IDEA, Status.DRAFT, Status.REVIEW
CLEARED, PUBLISHED, WITHDRAWN = Status.CLEARED, Status.PUBLISHED, Status.WITHDRAWN
BINNED = Status.BINNED
UNPUBLISHED = (IDEA, DRAFT, REVIEW, CLEARED)
PUBLIC = (PUBLISHED, WITHDRAWN)

STEPS = {
    step.name: step
    for step in (
        Step("start", _("Start writing"), (IDEA,), DRAFT, (A, E, P), of=PIECE),
        Step("send", _("Send for review"), (DRAFT,), REVIEW, (A, E, P)),
        Step("ask", _("Ask for changes…"), (REVIEW, CLEARED), DRAFT, (E, P), asks_reason=True),
        Step("clear", _("Clear this text"), (REVIEW, CLEARED), CLEARED, (E, P), second=True),
        Step("accept", _("Accept this text"), (REVIEW, CLEARED), CLEARED, (A, E, P), second=True),
        Step("publish", _("Publish…"), (CLEARED,), PUBLISHED, (P,), of=PIECE, checks=True),
        Step("apply", _("Publish the change…"), (CLEARED,), PUBLISHED, (P,), of=CHANGE, checks=True),
        Step("correct_typo", _("Publish as a typing error…"), (DRAFT, REVIEW, CLEARED), PUBLISHED,
             (P,), of=CHANGE, checks=True, second=True),
        Step("overrule", _("Publish without clearance…"), (DRAFT, REVIEW, CLEARED), PUBLISHED,
             (P,), asks_reason=True, checks=True, second=True),
        Step("reschedule", _("Another hour…"), (PUBLISHED,), PUBLISHED, (P,), of=PIECE),
        Step("hold", _("Hold"), (PUBLISHED, CLEARED), CLEARED, (E, P)),
        Step("revise", _("Correct…"), (PUBLISHED,), PUBLISHED, (A, E, P), of=PIECE),
        Step("withdraw", _("Withdraw…"), (PUBLISHED,), WITHDRAWN, (P,), of=PIECE, asks_reason=True),
        Step("restore", _("Put back…"), (WITHDRAWN,), PUBLISHED, (P,), of=PIECE, asks_reason=True),
        Step("take_down", _("Take down for legal reasons…"), (PUBLISHED, WITHDRAWN), WITHDRAWN,
             (P,), of=PIECE, asks_reason=True),
        Step("bin", _("Put in the bin"), UNPUBLISHED, BINNED, (A, E, P)),
        Step("unbin", _("Take out of the bin"), (BINNED,), DRAFT, (A, E, P)),
    )
}  # fmt: skip
# Without a second person, whoever may publish publishes from any of these at once.
ALONE = (DRAFT, REVIEW, CLEARED)

# Who may change the text on the form, and in which states. Of what is published the text is never
# changed there: a change stands beside it until it is published itself.
EDITABLE = {
    A: (IDEA, DRAFT),
    E: (IDEA, DRAFT, REVIEW, CLEARED),
    P: (IDEA, DRAFT, REVIEW, CLEARED, PUBLISHED),
}
# The permission by which a log-in counts as one of these (thinktank/roles.py gives them out).
EDITS_AS = {
    A: "articles.change_article",
    E: "articles.change_any_article",
    P: "articles.change_live_article",
}


def sources(step, *, second_person):
    """The states from which this step may be taken in this institute."""
    alone = step.name in ("publish", "apply") and not second_person
    return ALONE if alone else step.sources


def steps_from(status, *, second_person, is_change=False):
    """The steps that lead out of this state, in the table's order."""
    kind = CHANGE if is_change else PIECE
    return [
        step
        for step in STEPS.values()
        if step.of in (kind, BOTH)
        and status in sources(step, second_person=second_person)
        and (second_person or not step.second)
    ]


class WrongStep(ValidationError):
    """Raised when a step does not lead out of the state the piece is in."""

    def __init__(self, article, step, possible):
        labels = ", ".join(str(option.label) for option in possible) or _now("none")
        super().__init__(
            _now("“%(article)s” is %(state)s, so “%(step)s” is not possible. Possible: %(steps)s.")
            % {
                "article": article,
                "state": article.get_status_display(),
                "step": step.label,
                "steps": labels,
            },
            code="wrong_step",
        )
