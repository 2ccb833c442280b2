"""What the head of a form says about text that was typed and not saved."""

import re

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from thinktank.markup import paragraphs
from thinktank.markup.fields import RichTextField
from thinktank.writing import names, places, rows, sent
from thinktank.writing.models import Unsaved

MOST_OFFERED = 3
SAID = {
    "kept": _("Kept %s, not saved yet"),
    "first": _("What you type is kept. It is not saved yet."),
    "silent": _(
        "No connection. Your text is still here, and is kept again as soon as there is one."
    ),
    "large": _("This text is too long to be kept while you type: save it now and then."),
    "gone": _("This can no longer be saved here. Copy what you want to keep."),
    "wrong": _("This password is not the right one. Try again."),
    "other": _("Somebody else has logged in in this browser. Log in as yourself to go on."),
    "more": _("To log in, more is asked than a password: use the page of its own, below."),
    "back": _("You are logged in again."),
    "out": _("You were logged out. Your text is only in this window."),
    "login": _("Log in again…"),
    "broken": _("It could not be kept just now, and will be tried again."),
}
CELL = re.compile(r"[\w-]+-\d+-(\w+)")


def about(model_admin, request, obj, opening):
    """For the form of `obj` (None: an empty one). `opening` is empty where it can only be read."""
    form = model_admin.form_name(request, obj)
    found = Unsaved.objects.in_form(request.user, form, besides=opening)[:MOST_OFFERED]
    version = model_admin.version(request, obj) if found and obj else ""
    put_back = getattr(request, "put_back", None)
    return {
        "form": form,
        "opening": opening,
        "words": opening and settings_of(model_admin, request, form),
        "put_back": put_back and names.hour(put_back.at),
        "offers": [
            {
                "kept": kept,
                "hour": names.hour(kept.at),
                "address": opening and places.address(kept.form, kept),
                "is_older": bool(obj) and kept.version != version,
            }
            for kept in found
            if not (obj and opening) or differs(model_admin, request, obj, kept)
        ],
    }


def settings_of(model_admin, request, form):
    """What the form's scripts ask for (static/admin_site/autosave.js)."""
    return {
        "element": f"{model_admin.opts.model_name}_form",
        "form": form,
        "writer": str(request.user.pk),
        "keep": reverse("admin:writing_keep"),
        "present": reverse("admin:writing_present"),
        "here": reverse("admin:writing_here"),
        "login": reverse("admin:login"),
        "said": {name: str(words) for name, words in SAID.items()},
    }


def differs(model_admin, request, obj, kept):
    """Whether the form would hold anything else than what is stored, were this put back."""
    data = sent.as_form(kept.data)
    for formset in sent.Sheet.of(model_admin, request, obj).formsets:
        data = sent.replaced(data, formset.prefix, rows.onto(formset, data))
    sheet = sent.Sheet.of(model_admin, request, obj, data)
    forms = [sheet.form, *(form for formset in sheet.formsets for form in formset.forms)]
    return any(sent.differing(form) for form in forms)


def texts(model, data):
    """[(label, words)] of what is worth reading in {name: [values]}: no choices, no numbers, no marks."""
    found = []
    for name, values in data.items():
        words = "\n".join(filter(None, map(str.strip, values)))
        field = _field_of(model, name)
        if field is not None and words:
            is_rich = isinstance(field, RichTextField)
            found.append((capfirst(field.verbose_name), as_read(words) if is_rich else words))
        elif (cell := CELL.fullmatch(name)) and words and not words.isdecimal():
            found.append((capfirst(cell[1].replace("_", " ")), words))
    return found


def as_read(html):
    """The words of a rich text, a paragraph a line; the text as it is where none can be read."""
    return "\n\n".join(map(str, paragraphs.split(html))) or html


def _field_of(model, name):
    """The model's field of plain or rich text with this name, or None."""
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return None
    is_text = isinstance(field, (models.CharField, models.TextField)) and not field.choices
    return field if is_text else None
