"""Several pictures at once: each file is taken in by a request of its own, then described."""

import re
from pathlib import PurePath

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseNotAllowed, JsonResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later

from thinktank.library.admin.choosing import as_json
from thinktank.library.models import Image
from thinktank.markup.characters import HIDDEN

TWINS = 3  # pictures that look like a new one, shown at most


class DescribeForm(forms.ModelForm):
    class Meta:
        model = Image
        fields = ["title", "alt", "credit"]
        error_messages = {
            "title": {"required": _later("Give it a title: a word or two to find it again by.")},
        }


def upload(model_admin, request):
    """POST file → the picture as JSON, with those that look like it; or a sentence, and no row."""
    if not model_admin.has_add_permission(request):
        raise PermissionDenied
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    file = request.FILES.get("file")
    if file is None:
        return _refused(_("No file arrived. Choose one and try again."))
    image = Image(title=title_from(file.name))
    try:
        image.take(file)
    except ValidationError as why_not:
        return _refused(" ".join(why_not.messages))
    image.save()
    model_admin.log_addition(request, image, [{"added": {}}])
    twins = [
        as_json(other) | {"said": twin_said(other)} for other in Image.objects.like(image)[:TWINS]
    ]
    return JsonResponse(as_json(image) | {"duplicates": twins})


def describe(model_admin, request, object_id):
    """POST title, alt, credit → the picture as JSON; or {"errors": {field: sentence}}."""
    image = model_admin.get_object(request, str(object_id))
    if image is None:
        raise Http404
    if not model_admin.has_change_permission(request, image):
        raise PermissionDenied
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    form = DescribeForm(request.POST, instance=image)
    if not form.is_valid():
        errors = {name: " ".join(sentences) for name, sentences in form.errors.items()}
        return JsonResponse({"errors": errors})
    if form.has_changed():
        form.save()
        model_admin.log_change(request, image, [{"changed": {"fields": form.changed_data}}])
    return JsonResponse(as_json(image))


def title_from(name):
    """A file's name as words: "weir_in-spring.JPG" → “weir in spring”."""
    words = re.sub(r"[\s_\-]+", " ", HIDDEN.sub("", PurePath(name).stem)).strip()
    return words[:200] or _("Picture")


def twin_said(image):
    return _("Looks like “%(title)s”, added on %(day)s.") % {
        "title": image.title,
        "day": date_format(timezone.localtime(image.created), "j F Y"),
    }


def _refused(sentence):
    """An answer like any other: the browser's console is for what is broken, not for what is said."""
    return JsonResponse({"error": sentence})
