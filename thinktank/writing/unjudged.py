"""A form filled with what somebody typed and did not save: shown as it was, judged by nothing.

Django shows a form's typed values only where it also validates and, if all is well, saves. These
forms never find that all is well, and say of nothing that it is wrong.
"""

from django.forms.utils import ErrorDict

from thinktank.writing import rows, sent
from thinktank.writing.models import NEVER_KEPT


class Unjudged:
    def full_clean(self):
        self._errors, self.cleaned_data = ErrorDict(), {}

    def is_valid(self):
        return False


class UnjudgedRows:
    def full_clean(self):
        self._errors, self._non_form_errors = [], self.error_class()

    def is_valid(self):
        return False


def form(form_class):
    return type(form_class.__name__, (Unjudged, form_class), {})


def formset(formset_class):
    made = type(formset_class.__name__, (UnjudgedRows, formset_class), {})
    made.form = form(formset_class.form)
    return made


def put_back(request, kept, sheet):
    """Let this request, which only looks, be answered with what is kept in the form.

    `sheet`: the record as it stands, or None for one that is not there yet. Rows are put onto those
    that stand now.
    """
    data = sent.as_form(
        {name: values for name, values in kept.data.items() if name not in NEVER_KEPT}
    )
    for each in sheet.formsets if sheet else ():
        data = sent.replaced(data, each.prefix, rows.onto(each, data))
    data["version"], data["opening"] = kept.version, kept.opening
    request.FILES  # noqa: B018  read now: asked for later, it would read the request's empty body anew
    request.method, request.POST, request.put_back = "POST", data, kept
