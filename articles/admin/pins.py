"""Pinned pieces, on the theme's own form."""

from articles.models import Pin
from themes.admin import ThemeAdmin
from thinktank.modeladmin import Rows


class PinRows(Rows):
    model = Pin
    fields = [("article", "order")]
    autocomplete_fields = ["article"]


ThemeAdmin.inlines = (*ThemeAdmin.inlines, PinRows)
