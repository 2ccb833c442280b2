"""What a form holds, as a browser would send it: the stored record and the typed one in the same terms.

`Sheet` is a record's form with the forms of its rows, as one person gets it. Of the stored record it
gives the version and what it began from; of typed data, what differs.
"""

import hashlib
import json
from copy import copy
from dataclasses import dataclass
from functools import cached_property

from django import forms
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.http import QueryDict

OURS_ALONE = ("csrfmiddlewaretoken", "version", "compared")


@dataclass(frozen=True)
class Sheet:
    """A form and its formsets: unbound, of the record as it is stored, or bound to typed data."""

    form: forms.BaseForm
    formsets: list

    @classmethod
    def of(cls, model_admin, request, obj, data=None):
        """The form as `request.user` gets it. It is neither validated nor saved; `obj` stays as it is."""
        form_class = model_admin.get_form(request, obj, change=obj is not None)
        form = form_class(data, instance=copy(obj))
        formsets = []
        for formset_class, inline in model_admin.get_formsets_with_inlines(request, obj):
            prefix = formset_class.get_default_prefix()
            formsets.append(
                formset_class(
                    data, instance=obj, prefix=prefix, queryset=inline.get_queryset(request)
                )
            )
        return cls(form, formsets)

    @cached_property
    def parts(self):
        """{field or relation: {name: [values]}}, of what is stored; empty rows are left out."""
        parts = {bound.name: as_sent(bound) for bound in self.form if not bound.field.disabled}
        return parts | {formset.prefix: rows_as_sent(formset) for formset in self.formsets}

    @cached_property
    def began(self):
        """{field or relation: its mark}: by which a later form is compared with this one, part by part."""
        return {name: mark(part) for name, part in self.parts.items()}

    @property
    def version(self):
        return mark({name: [value] for name, value in self.began.items()}, length=32)


def mark(part, length=12):
    """The same for the same values, whatever the order and however lines are broken."""
    told = sorted((name, sorted(map(unbroken, values))) for name, values in part.items())
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:length]


def unbroken(value):
    """Browsers send each line break as two characters; stored texts may have one."""
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


def as_sent(bound):
    """{name: [values]} of one field: what a browser sends when nothing is changed in it."""
    return _values(bound.html_name, bound.field.widget, bound.value())


def names_of(bound):
    """Under which names a field is sent."""
    widget = bound.field.widget
    suffixes = widget.widgets_names if isinstance(widget, forms.MultiWidget) else [""]
    return [bound.html_name + suffix for suffix in suffixes]


def typed_part(data, bound):
    """{name: [values]} of what was sent for this field."""
    return {name: data.getlist(name) for name in names_of(bound) if name in data}


def rows_as_sent(formset):
    """The same of all rows that are stored, without the counts."""
    sent = {}
    for form in formset.initial_forms:
        for bound in form:
            if not bound.field.disabled:
                sent |= as_sent(bound)
    return sent


def counted(formset, total, initial):
    """The counts that a browser sends along with rows."""
    names = (("TOTAL_FORMS", total), ("INITIAL_FORMS", initial), ("MIN_NUM_FORMS", formset.min_num),
             ("MAX_NUM_FORMS", formset.max_num))  # fmt: skip
    return {f"{formset.prefix}-{name}": [str(number)] for name, number in names}


def _values(name, widget, value):
    if isinstance(widget, RelatedFieldWidgetWrapper):
        widget = widget.widget
    if isinstance(widget, forms.FileInput):
        return {}
    if isinstance(widget, forms.MultiWidget):
        given = value if isinstance(value, (list, tuple)) else widget.decompress(value)
        sent = {}
        for suffix, each, part in zip(widget.widgets_names, widget.widgets, given, strict=True):
            sent |= _values(name + suffix, each, part)
        return sent
    if isinstance(widget, forms.CheckboxInput):
        return {name: ["on"]} if widget.check_test(value) else {}
    shown = widget.format_value(value)
    if isinstance(shown, (list, tuple)):
        return {name: [str(each) for each in shown]} if shown else {}
    return {name: ["" if shown is None else str(shown)]}


def as_form(sent):
    """{name: [values]} as Django reads what is posted."""
    data = QueryDict(mutable=True)
    for name, values in sent.items():
        data.setlist(name, values)
    return data


def replaced(data, prefix, rows):
    """The same data with these rows {name: [values]} instead of those that it has under `prefix`."""
    others = {name: each for name, each in data.lists() if not name.startswith(f"{prefix}-")}
    return as_form(others | rows)


def differing(form):
    """The names of the fields of a bound form in which something else was typed than is stored."""
    return [name for name in form.changed_data if not _is_as_stored(form[name], form.data)]


def _is_as_stored(bound, data):
    """Whether just that was sent which a browser shows of the stored value: a form may show less than
    is stored, of an hour for instance no seconds, and breaks lines in its own way.
    """
    shown = bound.field.prepare_value(bound.initial)
    stored = _values(bound.html_name, bound.field.widget, shown)
    return mark(typed_part(data, bound)) == mark(stored)
