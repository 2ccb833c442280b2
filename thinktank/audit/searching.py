"""What the log is narrowed by: the form above it, and the narrowing."""

from datetime import date, datetime, time, timedelta

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from thinktank.audit.models import Event
from thinktank.modeladmin import DATE

DAYS = [MinValueValidator(date(1970, 1, 1)), MaxValueValidator(date(2999, 12, 31))]


class SearchForm(forms.Form):
    """Everything may be left empty; names are looked up by how they begin, which an index answers."""

    event = forms.ChoiceField(
        label=_("What happened"),
        required=False,
        choices=lambda: [("", _("Anything")), *Event.choices],
    )
    who = forms.CharField(
        label=_("Who"), required=False, max_length=150, help_text=_("How the log-in’s name begins.")
    )
    name = forms.CharField(
        label=_("To what"), required=False, max_length=200, help_text=_("How its name begins.")
    )
    since = forms.DateField(label=_("From"), required=False, widget=DATE, validators=DAYS)
    until = forms.DateField(label=_("To"), required=False, widget=DATE, validators=DAYS)
    # Asked by links only: exactly this log-in, exactly this row.
    actor = forms.IntegerField(required=False, widget=forms.HiddenInput)
    about = forms.CharField(
        required=False,
        widget=forms.HiddenInput,
        validators=[RegexValidator(r"^[a-z_]+\.[a-z_]+:.{1,64}$")],
    )

    def clean(self):
        super().clean()
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and until < since:
            self.add_error("until", _("The last day is before the first. Change one of them."))

    def asked(self):
        """{name of a field: what was asked, as a text}, without what was left empty."""
        return {name: str(value) for name, value in self.cleaned_data.items() if value}

    def narrow(self, entries):
        """Those that were asked for. Days are those of the current zone."""
        asked = {name: value for name, value in self.cleaned_data.items() if value}
        if about := asked.pop("about", None):
            entries = entries.about(*about.split(":", 1))
        lookups = {_LOOKUPS[name]: _VALUES.get(name, _same)(value) for name, value in asked.items()}
        return entries.filter(**lookups)


def _same(value):
    return value


def _morning(day):
    return timezone.make_aware(datetime.combine(day, time.min))


def _next_morning(day):
    return _morning(day + timedelta(days=1))


_LOOKUPS = {
    "event": "event", "who": "actor_name__istartswith", "name": "subject_name__istartswith",
    "since": "at__gte", "until": "at__lt", "actor": "actor",
}  # fmt: skip
_VALUES = {"since": _morning, "until": _next_morning}
