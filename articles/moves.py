"""Taking a step of the workflow: checked, carried out and written down in one transaction."""

import logging
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import checks, clearance, content, history, locks, outcomes, typos, updates
from articles.access import may_edit, may_see
from articles.models import StepTaken
from articles.records import record
from articles.states import STEPS, Status, Step, WrongStep, sources, steps_from

PUBLISHING = ("publish", "apply")

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Offer:
    """A step that this person's role may take from here; `why_not`: what stands in its way, or ""."""

    step: Step
    why_not: str = ""


def offers(user, article, standing=None):
    """[Offer] in the table's order: what this log-in may do with this piece now, and what not yet.

    `standing`: the Clearance of its text, where the caller asks for it too.
    """
    if not may_see(user, article):
        return []
    second, found = clearance.is_needed(), []
    standing = clearance.once_asked(article) if standing is None else standing
    for step in steps_from(
        article.status, second_person=second, is_change=bool(article.replaces_id)
    ):
        if user.has_perm(f"articles.{step.permission}") and applies(article, step, user, standing):
            found.append(Offer(step, _hindrance(article, step, user, standing, second=second)))
    return found


def possible_steps(user, article):
    """The steps this log-in may take with this piece now, in the table's order."""
    return [offer.step for offer in offers(user, article) if not offer.why_not]


def applies(article, step, user, standing):
    """Whether the step has a sense for this piece and this person at all."""
    is_scheduled = article.is_scheduled if article.replaces_id is None else bool(article.apply_at)
    match step.name:
        case "hold" | "reschedule":
            return is_scheduled
        case "withdraw" | "take_down":
            return not is_scheduled and article.taken_down_at is None
        case "restore":
            return article.taken_down_at is None
        case "bin":
            return may_edit(user, article)
        case "correct_typo":
            return updates.readers_notice(article)
    return _applies_to_text(article, step, user, standing)


def _applies_to_text(article, step, user, standing):
    """Steps that turn on who stands for the text."""
    if step.name not in ("clear", "accept", "overrule") or article.pk is None:
        return step.name != "overrule" or article.pk is not None
    if step.name == "accept":
        return standing.waits_for_acceptance and not standing.endorsed_by(user)
    return not (standing.is_complete and article.status == Status.CLEARED)


def _hindrance(article, step, user, standing, *, second):
    """Why the step cannot be taken yet by this person, in a sentence, or ""."""
    if step.name == "clear":
        return clearance.why_not(article, user, standing)
    if article.replaces_id and step.checks and (why := updates.hindrance(article)):
        return why
    if step.name == "correct_typo":
        return typos.why_not(article)
    if step.name in PUBLISHING and second and not standing.is_complete:
        return _("The text was changed since it was cleared. Clear what was changed first.")
    return ""


@transaction.atomic
def take_step(article, name, *, by, why="", at=None, **asked):
    """Move a piece one step. `at`: the hour of publication (None: now). Returns the StepTaken, whose
    article is the piece that goes on: a change that is put in place is gone.

    Raises PermissionDenied when `by` may not, WrongStep when the state does not allow it, and
    ValidationError (with the findings) when something is missing, or the piece itself is (locks.Gone).
    """
    step = STEPS[name]
    locks.hold(article, with_changes=name == "take_down")
    _check(article, step, by, why, at)
    source, key = article.status, article.pk
    history.keep(article, by=by, why=str(step.label).rstrip("…"))
    outcome = getattr(outcomes, name)(article, by=by, at=at, why=why, **asked)
    gone_on = outcome if outcome is not None and name != "revise" else article
    if gone_on is article:
        record(article)
    taken = _write_down(
        gone_on, step, source, by=by, why=why, hour=_hour(gone_on, step, at),
        of_change=None if gone_on is article else key,
    )  # fmt: skip
    taken.made = outcome if name == "revise" else None
    return taken


def apply_at_its_hour(change):
    """Put a cleared change in place as whoever gave it its hour. Returns the StepTaken."""
    step, source = STEPS["apply"], change.status
    asked_for = change.steps.filter(step__in=[*PUBLISHING, "overrule"]).first()
    by = asked_for.by if asked_for else None
    hour, key = change.apply_at, change.pk
    piece = updates.put_in_place(change, by=by)
    return _write_down(piece, step, source, by=by, hour=hour, of_change=key)


def apply_next():
    """Put in place the first change whose hour has come. Returns its piece; None: there is no such change.

    The worker asks every second, and after each at once again: one change is one transaction. Two
    workers never meet at one. What is in the way of a change is said on the desk, and whatever goes
    wrong with one keeps no other back.
    """
    due = updates.due().filter(status=Status.CLEARED)
    found = (_applied(change) for change in due if not updates.in_the_way(change))
    return next(filter(None, found), None)


def apply_due():
    """Put in place every change whose hour has come. Returns the pieces."""
    return list(iter(apply_next, None))


def _applied(change):
    """The piece, if the change is still due once nobody else has it; else None."""
    due = updates.due().filter(pk=change.pk)
    try:
        with transaction.atomic():
            held = due.select_for_update(of=("self",), no_key=True, skip_locked=True).first()
            if held and not updates.in_the_way(held):
                return apply_at_its_hour(held).article
    except ValidationError:
        return None  # its piece was withdrawn, or changed, in this very moment
    except OperationalError:
        raise
    except Exception:
        logger.exception("The change %s was not put in place and will be tried again.", change.pk)
    return None


def _write_down(article, step, source, *, by, why="", hour=None, of_change=None):
    return StepTaken.objects.create(
        article=article, step=step.name, source=source, target=article.status, by=by,
        by_name=by.get_username() if by else "", why=why, hour=hour, of_change=of_change,
        text_hash=content.cleared_hash(article),
    )  # fmt: skip


def _hour(article, step, at):
    """The hour that a step sets for readers."""
    if step.name in ("publish", "overrule", "reschedule"):
        return article.published_at
    return at


def _check(article, step, by, why, at):
    second = clearance.is_needed()
    if not (may_see(by, article) and by.has_perm(f"articles.{step.permission}")):
        raise PermissionDenied
    possible = steps_from(article.status, second_person=second, is_change=bool(article.replaces_id))
    if step not in possible or article.status not in sources(step, second_person=second):
        raise WrongStep(article, step, possible)
    standing = clearance.once_asked(article)
    if not applies(article, step, by, standing):
        raise _no_sense(article, step, possible)
    if step.asks_reason and not why.strip():
        raise ValidationError(_("Say why: the next person reads it."), code="reason_missing")
    if step.checks:
        _check_text(article, timezone.localdate(at) if at else None)
    if reason := _hindrance(article, step, by, standing, second=second):
        raise ValidationError(reason, code="hindered")


def _check_text(article, day):
    if findings := checks.blocking(article, day=day):
        raise ValidationError([finding.text for finding in findings], code="findings")


def _no_sense(article, step, possible):
    if step.name == "hold" and article.status == Status.PUBLISHED:
        return ValidationError(_("It is public already. Withdraw it instead."), code="live")
    if step.name == "withdraw" and article.is_scheduled:
        return ValidationError(_("It is not public yet. Hold it instead."), code="scheduled")
    return WrongStep(article, step, [each for each in possible if each != step])
