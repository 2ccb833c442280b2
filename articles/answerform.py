"""The form by which the person of a personal link agrees or comments, and the one for the code."""

import unicodedata
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from articles import answering
from articles.models.previews import LONGEST_ANSWER
from thinktank.markup.characters import no_hidden_characters

AGREE, COMMENT = "agree", "comment"


class Words(forms.CharField):
    def to_python(self, value):
        """A browser ends a line with two characters."""
        return super().to_python((value or "").replace("\r\n", "\n"))


class AnswerForm(forms.Form):
    choice = forms.ChoiceField(
        label=_("What you say of it"),
        choices=[(AGREE, _("I agree with this text")), (COMMENT, _("I have comments"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )
    text = Words(
        label=_("Comments"), required=False, max_length=LONGEST_ANSWER,
        validators=[no_hidden_characters], widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
    )  # fmt: skip

    def clean(self):
        if self.cleaned_data.get("choice") == COMMENT and self.cleaned_data.get("text") == "":
            self.add_error("text", _now("Write what you would say."))


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("The six figures from the mail"), max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
        error_messages={"required": _("Type the six figures from the mail.")},
    )  # fmt: skip

    def clean_code(self):
        """As typed on any keyboard, with or without a gap."""
        typed = "".join(self.cleaned_data["code"].split())
        digits = [unicodedata.digit(each, None) for each in typed]
        if len(digits) != 6 or None in digits:
            raise ValidationError(_now("The code has six figures. Look at the mail again."))
        return "".join(map(str, digits))


class Refused(Exception):
    """What was sent is kept on the page and nowhere else. `sent`: for about(); `status`: of the page."""

    def __init__(self, problem="", status=200, **sent):
        super().__init__(problem)
        self.status, self.sent = status, {"problem": problem, **sent}


def about(link, shown, *, answer=None, code=None, problem=""):
    """What the page needs: what was said of this very text, and the forms, filled as they were sent."""
    last = link.answers.first()
    is_said = last and last.confirmed_at and last.text_hash == shown.text_hash
    begun = {}
    if last and not last.confirmed_at:
        begun = {"choice": AGREE if last.agreed else COMMENT, "text": last.text}
    return {
        "seal": answering.seal(link, shown.text_hash),
        "said": last if is_said else None,
        "pending": last if last and answering.is_pending(last) else None,
        "answer": answer or AnswerForm(initial=begun, label_suffix=""),
        "code": code or CodeForm(label_suffix=""),
        "problem": problem,
    }


def take(request, link, shown):
    """Take what was sent from the page: an answer, a code, the wish for another code.

    Raises Refused where it cannot be taken.
    """
    _check_seal(request, link, shown)
    try:
        if "code" in request.POST:
            _take_code(request, link)
        elif "again" in request.POST and (waiting := answering.pending(link)):
            answering.again(waiting)
        else:
            _take_answer(request, link, shown)
    except ValidationError as why_not:
        raise Refused(" ".join(why_not.messages), **_typed(request)) from None


def _check_seal(request, link, shown):
    text_hash = answering.unseal(link, request.POST.get("seal", ""))
    if text_hash is None or not _is_from_here(request):
        raise Refused(
            _now("This page was open for too long. Look at the text once more, and send it again."),
            status=400, **_typed(request),
        )  # fmt: skip
    if text_hash != shown.text_hash and "choice" in request.POST:
        raise Refused(
            _now("The text was changed while you read it. Nothing was sent yet. This is the text as "
                 "it is now: look at it once more."),
            status=409, **_typed(request),
        )  # fmt: skip


def _is_from_here(request):
    """What the browser says of the page that sent it. Where that page hides itself, “null” is said."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = request.headers.get("Origin", "null")
    return origin == "null" or urlsplit(origin).netloc == request.get_host()


def _typed(request):
    return {"answer": AnswerForm(request.POST, label_suffix="")} if "choice" in request.POST else {}


def _take_answer(request, link, shown):
    form = AnswerForm(request.POST, label_suffix="")
    if not form.is_valid():
        raise Refused(answer=form)
    agreed = form.cleaned_data["choice"] == AGREE
    answering.begin(link, shown.text_hash, agreed=agreed, text=form.cleaned_data["text"])


def _take_code(request, link):
    if answering.pending(link) is None:
        raise Refused(_now("This code is no longer good. Send your answer again for a new one."))
    form = CodeForm(request.POST, label_suffix="")
    if not form.is_valid():
        raise Refused(code=form)
    if answering.confirm(link, form.cleaned_data["code"]):
        return
    if answering.pending(link) is None:
        raise Refused(_now("This was not the code, and it was the last try. Send your answer again for "
                           "a new one."))  # fmt: skip
    form.add_error("code", _now("This is not the code. Look at the newest mail."))
    raise Refused(code=form)
