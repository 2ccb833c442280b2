"""Steps on the form: save and move in one transaction, or save and ask what the step must know."""

from datetime import datetime

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from articles import checks, content, moves
from articles.admin import sections, versions, whereabouts
from articles.admin.inlines import printed
from articles.states import STEPS, Status, WrongStep
from thinktank.modeladmin import DATE
from thinktank.site.models import Institute

DONE = {
    "start": _("It is a draft now."),
    "send": _("Sent for review. The editors have it."),
    "ask": _("Changes asked. It is a draft again."),
    "clear": _("Cleared: this exact text may be published."),
    "publish": _("Readers see this now."),
    "hold": _("On hold. It will not go live until somebody publishes it."),
    "withdraw": _("Withdrawn. Its page says so, and why."),
    "restore": _("Put back. Readers see this now."),
}
# What the filled button of a screen is, the first that is possible.
MAIN = ("publish", "clear", "send", "start")
WHY = {
    "ask": (_("What should change?"), _("The author reads it at the head of the form.")),
    "withdraw": (_("Reason"), _("Printed on the page that stays in its place.")),
    "restore": (_("Why is it put back?"), _("Kept in the record of steps.")),
}


def asks(step):
    """An ellipsis on the button means that a question follows."""
    return str(step.label).endswith("…")


def buttons(user, article):
    """[{"step", "asks", "is_main"}]: what this log-in may do next; at most one is the main one."""
    possible = moves.possible_steps(user, article)
    main = next((name for name in MAIN if name in {step.name for step in possible}), None)
    return [
        {"step": step, "asks": asks(step), "is_main": step.name == main}
        for step in sorted(possible, key=lambda step: step.name != main)
    ]


def findings(article):
    """What is to fix, each with its place on the form."""
    found = checks.blocking(article)
    if _changed_since_clearance(article):
        text = _now("The text was changed since it was cleared: ask for changes, send it again.")
        found.append(checks.Finding("body", text))
    return found


def _changed_since_clearance(article):
    return (
        article.status == Status.CLEARED
        and Institute.current().second_person_clears
        and article.cleared_hash != content.cleared_hash(article)
    )


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
        messages.success(request, done(taken))
    return redirect("admin:articles_article_change", article.pk)


def done(taken):
    """What is said after a step."""
    article = taken.article
    if taken.step in ("publish", "restore") and article.is_scheduled:
        return f"{whereabouts.state(article)}."
    return str(DONE[taken.step])


class WhyForm(forms.Form):
    why = forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), max_length=2000)

    def __init__(self, *args, step, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["why"].label, self.fields["why"].help_text = WHY[step.name]

    def arguments(self):
        return {"why": self.cleaned_data["why"]}


class PublishForm(forms.Form):
    """Now, or at a day and hour in the institute's zone."""

    day = forms.DateField(label=_("Day"), required=False, widget=DATE)
    hour = forms.TimeField(
        label=_("Hour"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )

    def __init__(self, *args, step, **kwargs):
        super().__init__(*args, **kwargs)
        self.at = None

    def clean(self):
        super().clean()
        if self.data.get("when") == "later" and not self.errors:
            self.at = self._moment()
        return self.cleaned_data

    def _moment(self):
        day, hour = self.cleaned_data["day"], self.cleaned_data["hour"]
        if not (day and hour):
            raise forms.ValidationError(_now("Give the day and the hour, or press “Publish now”."))
        moment = timezone.make_aware(datetime.combine(day, hour))
        if moment <= timezone.now():
            raise forms.ValidationError(
                _now("%s has passed. Give a later hour, or press “Publish now”.")
                % whereabouts.moment(moment)
            )
        return moment

    def arguments(self):
        return {"at": self.at}


class PlainForm(forms.Form):
    """A step that asks nothing but whether it is meant."""

    def __init__(self, *args, step, **kwargs):
        super().__init__(*args, **kwargs)

    def arguments(self):
        return {}


def form_of(step):
    if step.name == "publish":
        return PublishForm
    return WhyForm if step.asks_reason else PlainForm


@transaction.atomic
def step_page(model_admin, request, object_id, name):
    """The page on which a step is confirmed. What is missing or forbidden answers 404."""
    article = model_admin.get_object(request, str(object_id))
    step = STEPS.get(name)
    if article is None or step is None:
        raise Http404
    if not (
        moves.may_see(request.user, article)
        and request.user.has_perm(f"articles.{step.permission}")
    ):
        raise PermissionDenied
    if step not in moves.possible_steps(request.user, article):
        return _not_now(request, article, step)
    form = form_of(step)(
        request.POST if request.method == "POST" else None, step=step, label_suffix=""
    )
    if request.method == "POST" and versions.is_stale(request, article):
        form.add_error(None, _now("Somebody saved the piece while you looked at this page. Go back "
                                  "to the text, look at it as it is now, and decide then."))  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            taken = moves.take_step(article, name, by=request.user, **form.arguments())
        except ValidationError as why_not:
            form.add_error(None, why_not)
        else:
            messages.success(request, done(taken))
            return redirect("admin:articles_article_change", article.pk)
    return _asked(model_admin, request, article, step, form)


def _not_now(request, article, step):
    """Somebody was quicker, or the person who sent a text opens the page that clears it."""
    possible = moves.possible_steps(request.user, article)
    messages.error(request, " ".join(WrongStep(article, step, possible).messages))
    return redirect("admin:articles_article_change", article.pk)


def _asked(model_admin, request, article, step, form):
    found = findings(article) if step.checks else []
    context = {
        **model_admin.admin_site.each_context(request),
        "title": str(step.label).rstrip("…"),
        "article": article, "step": step, "form": form, "opts": model_admin.opts,
        "version": request.POST.get("version") or versions.version(article),
        "findings": sections.placed(found), "waits": bool(found) and all(each.waits for each in found),
    }  # fmt: skip
    if step.name == "publish":
        context["applies"] = applies(article)
        context["zone"] = timezone.localtime().tzname()
    return TemplateResponse(request, "admin/articles/article/step.html", context)


def applies(article):
    """[(name, [values])]: the defaults and choices under which it will be published."""
    if article.status not in (Status.PUBLISHED, Status.WITHDRAWN):
        article.year = timezone.localdate().year
        article.slug = moves.free_slug(article)
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
