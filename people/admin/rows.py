"""What belongs to a person in rows: posts, degrees, links, publications elsewhere."""

from django import forms
from django.utils.translation import gettext_lazy as _

from people.models import Appointment, Degree, Link, Output
from thinktank.modeladmin import DATE, Rows


class AppointmentRows(Rows):
    model = Appointment
    fields = [
        ("title", "unit"),
        ("institution", "short_title"),
        ("start", "end"),
        ("is_primary", "order"),
    ]


class DegreeRows(Rows):
    model = Degree
    fields = [("level", "field", "institution"), ("year", "status", "expected_on")]
    autocomplete_fields = ["institution"]


class LinkRows(Rows):
    model = Link
    fields = [("kind", "value", "order")]


class OutputForm(forms.ModelForm):
    """One row is a person's share in a publication: the publication itself is typed here."""

    PARTS = ("kind", "title", "outlet", "date", "url", "language", "isbn")

    class Meta:
        model = Output.people.through
        fields = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        output = self.instance.output if self.instance.pk else Output()
        self.fields |= forms.fields_for_model(
            Output, self.PARTS, widgets={"date": DATE},
            help_texts={"language": _("Two letters: en, ur."), "title": "", "outlet": "", "date": ""},
        )  # fmt: skip
        self.initial |= {name: getattr(output, name) for name in self.PARTS}
        self.output = output

    def _post_clean(self):
        """Validate what was typed as a publication; the row itself is made when it is saved."""
        for name in self.PARTS:
            if name in self.cleaned_data:
                setattr(self.output, name, self.cleaned_data[name])
        try:
            self.output.full_clean(exclude=[name for name in self.PARTS if name in self.errors])
        except forms.ValidationError as wrong:
            self._update_errors(wrong)

    def save(self, commit=True):  # noqa: FBT002  Django's own signature
        self.output.save()
        self.instance.output = self.output
        return super().save(commit=commit)


class OutputFormSet(forms.BaseInlineFormSet):
    def delete_existing(self, obj, commit=True):  # noqa: FBT002  Django's own signature
        """The person's name goes from it; what then has nobody left goes too."""
        output = obj.output
        super().delete_existing(obj, commit=commit)
        if commit and not output.people.exists():
            output.delete()


class OutputRows(Rows):
    model = Output.people.through
    form, formset = OutputForm, OutputFormSet
    fields = [("kind", "title"), ("outlet", "date", "language"), ("url", "isbn")]
    verbose_name, verbose_name_plural = _("publication elsewhere"), _("publications elsewhere")

    def get_queryset(self, request):
        return (
            super().get_queryset(request).select_related("output").order_by("-output__date", "pk")
        )

    def get_formset(self, request, obj=None, **kwargs):
        """The fields are the publication's, which the form brings itself."""
        return super().get_formset(request, obj, **kwargs | {"fields": ()})


PERSON_ROWS = [AppointmentRows, DegreeRows, LinkRows, OutputRows]
