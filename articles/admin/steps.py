"""Steps on the form: save and move in one transaction, or save and ask what the step must know."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from articles import access, carriers, checks, comparing, locks, moves, outcomes, snapshots, updates
from articles.admin import beside, sections, versions, whereabouts
from articles.admin.inlines import printed
from articles.admin.stepforms import form_of
from articles.states import STEPS, Status, WrongStep

DONE = {
    "start": _("It is a draft now."),
    "send": _("Sent for review. The editors have it."),
    "ask": _("Changes asked. It is a draft again."),
    "clear": _("Cleared: this exact text may be published."),
    "accept": _("Accepted, and so cleared: this exact text may be published."),
    "publish": _("Readers see this now."),
    "apply": _("The change is out. Readers see this now."),
    "correct_typo": _("The typing error is mended. Readers see this now."),
    "overrule": _("Published without clearance. Readers see this now; the publishers are told."),
    "hold": _("On hold. It will not go live until somebody publishes it."),
    "revise": _("A change was begun. Readers see nothing of it until it is published."),
    "withdraw": _("Withdrawn. Its page says so, and why."),
    "restore": _("Put back. Readers see this now."),
    "take_down": _("Taken down. Its text is gone from every version."),
    "bin": _("In the bin. It can be taken out again for 30 days."),
    "unbin": _("Out of the bin. It is a draft again."),
}
# What the filled button of a screen is, the first that is possible.
MAIN = ("publish", "apply", "accept", "clear", "send", "start", "unbin")
# On a phone these stay at hand under the text; the rest follows it.
NEAR = ("ask", "hold")
# Steps after which a piece goes live at an hour, if one was given.
WITH_AN_HOUR = ("publish", "restore", "reschedule", "overrule")


def asks(step):
    """An ellipsis on the button means that a question follows."""
    return str(step.label).endswith("…")


def label(step, article):
    """What the button says of this very piece."""
    if step.name == "revise" and article.is_scheduled:
        return _now("Change the text…")
    if step.name == "bin" and article.replaces_id:
        return _now("Discard this change")
    return step.label


def buttons(user, article, standing=None):
    """[{"step", "asks", "is_main", "why_not"}]: what this log-in may do next, and what not yet.

    At most one is the main one; what is hindered stands last, with the reason.
    """
    offers = moves.offers(user, article, standing)
    free = {offer.step.name for offer in offers if not offer.why_not}
    main = next((name for name in MAIN if name in free), None)
    return [
        {"step": offer.step, "label": label(offer.step, article), "asks": asks(offer.step), "is_main": offer.step.name == main, "is_near": offer.step.name in (main, *NEAR),
         "why_not": offer.why_not}
        for offer in sorted(offers, key=lambda each: (bool(each.why_not), each.step.name != main))
    ]  # fmt: skip


def findings(article):
    """What is to fix before publication, each with its place on the form."""
    found = checks.blocking(article)
    if article.status == Status.CLEARED and not updates.is_cleared(article):
        text = _now("The text was changed since it was cleared. Clear what was changed first.")
        found.append(checks.Finding("body", text))
    if article.replaces_id and (why := updates.hindrance(article)):
        found.append(checks.Finding("body", why))
    return found


def after_saving(request, article, name):
    """The form was saved by a step's button. The answer; forged steps are refused and save nothing."""
    step = STEPS.get(name)
    if step is None or not request.user.has_perm(f"articles.{step.permission}"):
        raise PermissionDenied
    if asks(step):
        return redirect("admin:articles_article_step", article.pk, name)
    try:
        taken = moves.take_step(article, name, by=request.user)
    except ValidationError as why_not:
        text = _now("Saved, but this step was not taken: %s") % " ".join(why_not.messages)
        messages.error(request, text)
    else:
        return _go_on(request, taken)
    return redirect("admin:articles_article_change", article.pk)


def _go_on(request, taken):
    """Say what was done, and show what goes on: of a change that was discarded, its piece."""
    gone_on, said = taken.made or taken.article, done(taken)
    if taken.step == "bin":
        undo = {"article": gone_on, "said": said}
        said = render_to_string("admin/articles/article/_undo.html", undo, request)
    messages.success(request, said)
    is_discarded = taken.step == "bin" and gone_on.replaces_id
    pk = gone_on.replaces_id if is_discarded else gone_on.pk
    return redirect("admin:articles_article_change", pk)


def done(taken):
    """What is said after a step."""
    article = taken.article
    if taken.step in WITH_AN_HOUR and article.is_scheduled or article.apply_at:
        return f"{whereabouts.state(article)}."
    if taken.step == "clear" and taken.target != Status.CLEARED:
        return _now("You stand for this text. Somebody else must accept what you changed in it.")
    return str(DONE[taken.step])


@transaction.atomic
def step_page(model_admin, request, object_id, name):
    """The page on which a step is confirmed. What is missing or forbidden answers 404."""
    try:
        article, step = _found(model_admin, request, object_id, name)
    except Http404:
        return model_admin.gone_out(request, object_id)
    offers = moves.offers(request.user, article)
    offer = next((each for each in offers if each.step == step), None)
    # What is missing for publication is listed on the page itself.
    if offer is None or (offer.why_not and not step.checks):
        return _not_now(request, article, step, offers)
    form = form_of(step)(
        request.POST if request.method == "POST" else None,
        step=step, article=article, label_suffix="",
    )  # fmt: skip
    if request.method == "POST" and versions.is_stale(request, article):
        form.add_error(None, _now("Somebody saved the piece while you looked at this page. Go back "
                                  "to the text, look at it as it is now, and decide then."))  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            taken = moves.take_step(article, name, by=request.user, **form.arguments())
        except ValidationError as why_not:
            form.add_error(None, why_not)
        else:
            return _go_on(request, taken)
    return _asked(model_admin, request, article, step, form)


def _found(model_admin, request, object_id, name):
    """(article, step); whoever is about to take the step keeps the piece from others."""
    article, step = model_admin.get_object(request, str(object_id)), STEPS.get(name)
    if article is None or step is None:
        raise Http404
    if not (
        access.may_see(request.user, article)
        and request.user.has_perm(f"articles.{step.permission}")
    ):
        raise PermissionDenied
    if request.method == "POST":
        locks.hold(article, with_changes=name == "take_down")
    return article, step


def _not_now(request, article, step, offers):
    """Somebody was quicker, or the person who sent a text opens the page that clears it."""
    possible = [offer.step for offer in offers if not offer.why_not]
    reasons = [offer.why_not for offer in offers if offer.step == step]
    messages.error(request, " ".join(reasons or WrongStep(article, step, possible).messages))
    return redirect("admin:articles_article_change", article.pk)


def _asked(model_admin, request, article, step, form):
    found = findings(article) if step.checks else []
    context = {
        **model_admin.admin_site.each_context(request),
        "title": str(label(step, article)).rstrip("…"),
        "article": article, "step": step, "form": form, "opts": model_admin.opts,
        "version": request.POST.get("version") or versions.version(article),
        "findings": sections.placed(found), "waits": bool(found) and all(each.waits for each in found),
    }  # fmt: skip
    if step.name in ("publish", "overrule") and not article.replaces_id:
        context["applies"] = applies(article)
    context["zone"] = timezone.localtime().tzname()
    context |= _change(article) if article.replaces_id else {}
    if step.name == "revise":
        context |= beside.about(article)
    return TemplateResponse(request, "admin/articles/article/step.html", context)


def _change(change):
    """What a change puts into the piece, and what else carries the piece's text."""
    piece = change.replaces
    former = snapshots.read(change.began_from) if change.began_from else snapshots.take(piece)
    return {
        "differences": comparing.compare(former, snapshots.take(change)),
        "carriers": carriers.of(piece),
        "is_noticed": updates.readers_notice(change),
    }


def applies(article):
    """[(name, [values])]: the defaults and choices under which it will be published."""
    if article.status not in (Status.PUBLISHED, Status.WITHDRAWN):
        article.year = timezone.localdate().year
        article.slug = outcomes.free_slug(article)
    bylines = article.bylines.select_related("person")
    filed = article.filed_under.select_related("theme")
    return [
        (_now("Address"), [article.get_absolute_url()] if article.slug else []),
        (_now("Kind"), [article.kind.name]),
        (_now("Who wrote it"), [printed(byline) for byline in bylines]),
        (_now("Themes"), [each.theme.name for each in filed]),
        (_now("Funding"), [article.get_funding_display(), *map(str, article.funders.all())]),
        (_now("Interests"), [article.interests] if article.interests else []),
        (_now("Licence"), [article.licence]),
        (_now("Discussion"), [article.get_discussion_display()]),
    ]
