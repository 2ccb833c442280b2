"""The whole workflow as one table: states, steps, who may take them and what they ask.

The admin's buttons, the permissions, the roles and the documentation all read this page.
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


class Role(models.TextChoices):
    AUTHOR = "Author", _("Author")
    EDITOR = "Editor", _("Editor")
    PUBLISHER = "Publisher", _("Publisher")
    ADMINISTRATOR = "Administrator", _("Administrator")


@dataclass(frozen=True)
class Step:
    name: str
    label: str
    sources: tuple
    target: Status
    roles: tuple
    asks_reason: bool = False
    checks: bool = False  # what articles/checks.py finds blocks it
    another: bool = False  # not by the person who sent the text for review

    @property
    def permission(self):
        return f"{self.name}_article"


A, E, P = Role.AUTHOR, Role.EDITOR, Role.PUBLISHER
IDEA, DRAFT, REVIEW = Status.IDEA, Status.DRAFT, Status.REVIEW
CLEARED, PUBLISHED, WITHDRAWN = Status.CLEARED, Status.PUBLISHED, Status.WITHDRAWN

STEPS = {
    step.name: step
    for step in (
        Step("start", _("Start writing"), (IDEA,), DRAFT, (A, E, P)),
        Step("send", _("Send for review"), (DRAFT,), REVIEW, (A, E, P)),
        Step("ask", _("Ask for changes…"), (REVIEW, CLEARED), DRAFT, (E, P), asks_reason=True),
        Step("clear", _("Clear this text"), (REVIEW,), CLEARED, (E, P), another=True),
        Step("publish", _("Publish…"), (CLEARED,), PUBLISHED, (P,), checks=True),
        Step("hold", _("Hold"), (PUBLISHED,), CLEARED, (E, P)),
        Step("withdraw", _("Withdraw…"), (PUBLISHED,), WITHDRAWN, (P,), asks_reason=True),
        Step("restore", _("Put back…"), (WITHDRAWN,), PUBLISHED, (P,), asks_reason=True),
    )
}
# Without a second person, whoever may publish publishes from any of these at once.
ALONE = (DRAFT, REVIEW, CLEARED)

# Who may change the text on the form, and in which states.
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
    return ALONE if step.name == "publish" and not second_person else step.sources


def steps_from(status, *, second_person):
    """The steps that lead out of this state, in the table's order."""
    return [step for step in STEPS.values() if status in sources(step, second_person=second_person)]


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
