"""Data blocks for machines (JSON-LD), escaped so that no character can end a script."""

import json

from django.conf import settings
from django.utils import translation
from django.utils.html import _json_script_escapes
from django.utils.safestring import mark_safe


def address(request, thing):
    """The absolute address of a page in the site's first language."""
    with translation.override(settings.LANGUAGE_CODE):
        return request.build_absolute_uri(thing.get_absolute_url())


def publisher(request):
    return {"@type": "Organization", "name": request.institute.name,
            "url": request.build_absolute_uri("/")}  # fmt: skip


def as_data_block(data):
    """A dictionary without its empty values, as JSON in which no character can end a script."""
    full = {name: value for name, value in data.items() if value}
    text = json.dumps(full, ensure_ascii=False).translate(_json_script_escapes)
    return mark_safe(text)  # noqa: S308  <, > and & are escaped one line above
