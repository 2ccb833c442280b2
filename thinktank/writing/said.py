"""What a field or a row holds, in words: to be read beside what somebody else put there."""

from django import forms
from django.utils.translation import gettext as _

from thinktank.markup import paragraphs
from thinktank.markup.widgets import WritingWidget
from thinktank.writing import sent

COUNTED = ("DELETE", "ORDER")


def field(bound):
    """The value of a field, stored or typed, as a reader would say it."""
    kind, value = bound.field, bound.value()
    if isinstance(kind, forms.ModelChoiceField):
        return ", ".join(_names(kind, value if isinstance(value, (list, tuple)) else [value]))
    if isinstance(kind, forms.ChoiceField):
        labels = _labels(kind)
        values = value if isinstance(value, (list, tuple)) else [value]
        return ", ".join(
            labels.get(str(each), str(each)) for each in values if each not in ("", None)
        )
    if isinstance(kind, forms.BooleanField):
        return _("Yes") if kind.widget.check_test(value) else _("No")
    words = " ".join(each for values in sent.as_sent(bound).values() for each in values if each)
    if isinstance(kind.widget, WritingWidget):
        return paragraphs.spoken(words)
    return sent.unbroken(words)


def row(form):
    """A row in one line: what its fields hold, empty ones left out."""
    words = []
    for bound in form:
        if bound.is_hidden or bound.name in COUNTED:
            continue
        if isinstance(bound.field, forms.BooleanField):
            words += [str(bound.label).lower()] if field(bound) == _("Yes") else []
        else:
            words.append(field(bound))
    return " · ".join(filter(None, words))


def rows(formset):
    """The rows, one a line, without those that are to go or hold nothing."""
    lines = []
    for number, form in enumerate(formset.forms if formset.is_bound else formset.initial_forms):
        is_new = number >= formset.initial_form_count()
        is_going = formset.is_bound and formset.can_delete and form["DELETE"].value()
        if not is_going and not (is_new and not form.has_changed()):
            lines.append(row(form))
    return "\n".join(lines)


def _names(kind, values):
    keys = [str(each) for each in values if str(each).isdecimal() and len(str(each)) < 19]
    found = {str(each.pk): each for each in kind.queryset.filter(pk__in=keys)} if keys else {}
    return [kind.label_from_instance(found[key]) for key in keys if key in found]


def _labels(kind):
    labels = {}
    for value, label in kind.choices:
        grouped = label if isinstance(label, (list, tuple)) else [(value, label)]
        labels |= {str(each): str(name) for each, name in grouped}
    return labels
