"""Choosing a picture: what the dialog of static/admin_site/chooser.js asks for, page by page."""

import re

from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from thinktank.keyset import page
from thinktank.library.models import Image
from thinktank.markup.characters import HIDDEN

PER_PAGE = 24
LONGEST_SEARCH = 200
MOST_AT_A_TIME = 100
NUMBER = re.compile("[0-9]{1,10}")


def choosable(user):
    """The pictures that this log-in may see and put into a text."""
    return Image.objects.all() if user.has_perm("library.view_image") else Image.objects.none()


def ended(image):
    """“Rights ended on 3 March 2026”, or "" while they live."""
    if image.rights_alive(timezone.localdate()):
        return ""
    return _("Rights ended on %s") % date_format(image.rights_until, "j F Y")


def as_json(image):
    """A picture as the scripts of the desk know it."""
    return {
        "id": image.pk,
        "title": image.title,
        "alt": image.alt,
        "credit": image.credit,
        "src": image.src(800),
        "small": image.src(400),
        "width": image.width,
        "height": image.height,
        "ended": ended(image),
        "address": reverse("admin:library_image_change", args=[image.pk]),
        "describe": reverse("admin:library_image_describe", args=[image.pk]),
    }


def choose(model_admin, request):
    """GET q, before → the pictures that fit, newest first, and the address of those after them.

    GET ids=1,2 → these, as far as they are there: what a text shows of its pictures.
    """
    if not request.user.has_perm("library.view_image"):
        raise PermissionDenied
    if "ids" in request.GET:
        named = choosable(request.user).filter(pk__in=_numbers(request.GET["ids"]))
        return JsonResponse({"pictures": [as_json(image) for image in named]})
    asked = request.GET.copy()
    asked["q"] = HIDDEN.sub("", asked.get("q", "")).strip()[:LONGEST_SEARCH]
    found, _doubled = model_admin.get_search_results(request, choosable(request.user), asked["q"])
    rows = page(found, asked, moment="created", keep=["q"], per_page=PER_PAGE)
    return JsonResponse({
        "pictures": [as_json(image) for image in rows],
        "older": rows.older,
        "said": _said(len(rows), asked["q"], more=bool(rows.older)),
    })  # fmt: skip


def _numbers(text):
    """The numbers of “1,2”, as many as one text may ask for at a time."""
    return [int(each) for each in text.split(",")[:MOST_AT_A_TIME] if NUMBER.fullmatch(each)]


def _said(number, words, *, more):
    if not number:
        return _("No picture has these words: “%s”.") % words if words else _("No picture yet.")
    if more:
        return _("The newest %d pictures.") % number
    return ngettext("%d picture.", "%d pictures, newest first.", number) % number
