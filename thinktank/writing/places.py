"""Forms by name: "people.person:12", "articles.article:new:kind=brief". Who may write in which."""

from django.apps import apps
from django.contrib import admin
from django.http import Http404, QueryDict
from django.urls import reverse

LONGEST = 200
NEW = "new"
# {"people.person:mine": (request → (its ModelAdmin, the record), its address)}: forms with a page of their own,
# filled by the rooms that have them.
PAGES = {}


def name_of(model_admin, request, obj):
    """The name of the form that this request opens. An empty one is told by what it began with."""
    label = model_admin.opts.label_lower
    if obj is not None:
        return f"{label}:{obj.pk}"
    began_with = request.GET.copy()
    began_with.pop("unsaved", None)
    return f"{label}:{NEW}:{began_with.urlencode()}"[:LONGEST].rstrip(":")


def opened(request, name):
    """(ModelAdmin, record) of the form that has this name; the record is None while it is not there.

    Raises Http404 when there is no such form, or this person may not write in it.
    """
    if name in PAGES:
        return PAGES[name][0](request)
    label, _colon, key = name.partition(":")
    model_admin = _registered(label)
    if key.partition(":")[0] == NEW:
        if not model_admin.has_add_permission(request):
            raise Http404
        return model_admin, None
    obj = model_admin.get_object(request, key)
    if obj is None or not model_admin.has_change_permission(request, obj):
        raise Http404
    return model_admin, obj


def may_write(request, name):
    try:
        opened(request, name)
    except Http404:
        return False
    return True


def model_of(name):
    """The model that the form is about; None where the model is gone."""
    try:
        return apps.get_model(name.partition(":")[0])
    except (LookupError, ValueError):
        return None


def address(name, kept=None):
    """Where this form is opened, with what is kept put back into it. "" when there is no such form."""
    label, _colon, key = name.partition(":")
    began_with = QueryDict(key.partition(":")[2], mutable=True)
    try:
        path = PAGES[name][1]() if name in PAGES else _path(_registered(label).opts, key)
    except Http404:
        return ""
    if kept:
        began_with["unsaved"] = str(kept.pk)
    return f"{path}?{began_with.urlencode()}" if began_with else path


def _path(opts, key):
    start = f"admin:{opts.app_label}_{opts.model_name}"
    if key.partition(":")[0] == NEW:
        return reverse(f"{start}_add")
    return reverse(f"{start}_change", args=[key])


def _registered(label):
    found = admin.site._registry.get(model_of(label))
    if found is None:
        raise Http404
    return found
