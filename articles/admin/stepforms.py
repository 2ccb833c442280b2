"""What a step asks before it is taken: a reason, an hour, a note to readers, or only that it is meant."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from articles import updates
from articles.admin import hours, whereabouts
from articles.models import Correction
from thinktank.modeladmin import DATE

WHY = {
    "ask": (_("What should change?"), _("The author reads it at the head of the form.")),
    "withdraw": (_("Reason"), _("Printed on the page that stays in its place.")),
    "restore": (_("Why is it put back?"), _("Kept in the record of steps.")),
    "overrule": (
        _("Why without clearance?"),
        _("Kept in the record of steps and mailed to all publishers at once."),
    ),
    "take_down": (
        _("Reason"),
        _("Printed on the page that stays in its place. Name the law or the order."),
    ),
}


class PlainForm(forms.Form):
    """A step that asks nothing but whether it is meant."""

    def __init__(self, *args, step, article, **kwargs):
        super().__init__(*args, **kwargs)
        self.step, self.article = step, article

    @property
    def says(self):
        """The sentence about the hour, with %s for it."""
        return _now("Goes out %s.") if self.article.replaces_id else _now("Goes live %s.")

    @property
    def said(self):
        """What happens at the hour that stands in the form; "" where none does, or a wrong one."""
        at = self.at if self.is_bound else self.given
        return whereabouts.will_happen(self.says, at) if at else ""

    @property
    def control(self):
        """What the control's sentence is made of (static/admin_site/schedule.js)."""
        return {
            "zone": hours.zone_of_the_house(), "words": hours.words(), "usual": hours.USUAL,
        }  # fmt: skip

    @property
    def other_fields(self):
        """All but the hour, which has a control of its own."""
        return [field for field in self if field.name not in ("day", "hour")]

    def arguments(self):
        """What moves.take_step() is told."""
        return {}


class WhyForm(PlainForm):
    why = forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), max_length=2000)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["why"].label, self.fields["why"].help_text = WHY[self.step.name]

    def arguments(self):
        return {"why": self.cleaned_data["why"]}


class WithdrawForm(WhyForm):
    retraction = forms.BooleanField(
        label=_("It is a retraction"),
        required=False,
        initial=True,
        help_text=_("Then it is announced among the corrections, and in their feed."),
    )

    def arguments(self):
        return super().arguments() | {"retraction": self.cleaned_data["retraction"]}


class TakeDownForm(WhyForm):
    """Nobody can undo it, so it is not done by one tap."""

    title = forms.CharField(
        label=_("The title of the piece"),
        help_text=_("Type it as it stands above: the text goes for good, from every version."),
    )
    field_order = ["why", "title"]

    def clean_title(self):
        if self.cleaned_data["title"].strip() != self.article.title:
            raise forms.ValidationError(_now("This is not the title. Type it as it stands above."))
        return self.cleaned_data["title"]


class HourForm(PlainForm):
    """A day and an hour in the institute's zone."""

    day = forms.DateField(label=_("Day"), required=False, widget=DATE)
    hour = forms.TimeField(
        label=_("Hour"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    asks_hour_always = True

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.at = None
        self.given = self.article.apply_at or self.article.published_at
        if self.given:
            local = timezone.localtime(self.given)
            self.initial |= {"day": local.date(), "hour": local.time()}

    @property
    def hour_fields(self):
        return [self[name] for name in ("day", "hour") if name in self.fields]

    def clean(self):
        super().clean()
        wants_hour = self.asks_hour_always or self.data.get("when") == "later"
        if wants_hour and self.hour_fields and not {"day", "hour"} & set(self.errors):
            try:
                self.at = self._moment()
            except forms.ValidationError as wrong:
                self.add_error("hour" if self.cleaned_data["day"] else "day", wrong)
        return self.cleaned_data

    def _moment(self):
        day, hour = self.cleaned_data["day"], self.cleaned_data["hour"]
        if not (day and hour):
            raise forms.ValidationError(
                _now("Give the day and the hour.") if self.asks_hour_always
                else _now("Give the day and the hour, or press “Publish now”.")
            )  # fmt: skip
        moment = hours.moment_of(day, hour)
        if moment <= timezone.now():
            said = _now("%s has passed. Give a later hour.") if self.asks_hour_always else _now(
                "%s has passed. Give a later hour, or press “Publish now”.")  # fmt: skip
            raise forms.ValidationError(said % whereabouts.moment(moment))
        return moment

    def arguments(self):
        return {"at": self.at}


class PublishForm(HourForm):
    """Now, or at a day and hour."""

    asks_hour_always = False


class ApplyForm(PublishForm):
    """What readers are told of a change; asked only where they have seen the piece."""

    change_type = forms.ChoiceField(
        label=_("What kind of change is it?"),
        choices=[each for each in Correction.Type.choices if each[0] != Correction.Type.RETRACTION],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one: readers and feeds are told.")},
    )
    change_note = forms.CharField(
        label=_("Note to readers"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What it said, what it says now. A typing error needs none."),
    )
    field_order = ["change_type", "change_note", "day", "hour"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not (self.article.replaces_id and updates.readers_notice(self.article)):
            del self.fields["change_type"], self.fields["change_note"]
        else:
            self.initial |= {
                name: getattr(self.article, name) for name in ("change_type", "change_note")
            }

    def clean(self):
        super().clean()
        needs_note = self.cleaned_data.get("change_type") not in (None, updates.TYPO)
        if needs_note and not self.cleaned_data.get("change_note", "").strip():
            self.add_error("change_note", _now("Say what it said and what it says now."))
        return self.cleaned_data

    def arguments(self):
        told = ("change_type", "change_note")
        return super().arguments() | {
            name: self.cleaned_data[name] for name in told if name in self.fields
        }


class OverruleForm(WhyForm, ApplyForm):
    field_order = ["why", "change_type", "change_note", "day", "hour"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.article.replaces_id:  # outcomes.overrule
            del self.fields["day"], self.fields["hour"]

    def arguments(self):
        return WhyForm.arguments(self) | ApplyForm.arguments(self)


FORMS = {
    "publish": PublishForm,
    "apply": ApplyForm,
    "overrule": OverruleForm,
    "reschedule": HourForm,
    "withdraw": WithdrawForm,
    "take_down": TakeDownForm,
}


def form_of(step):
    return FORMS.get(step.name) or (WhyForm if step.asks_reason else PlainForm)
