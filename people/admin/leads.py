"""Who leads on a theme, on the theme's own form."""

from people.models import ThemeLead
from themes.admin import ThemeAdmin
from thinktank.modeladmin import Rows


class LeadRows(Rows):
    model = ThemeLead
    fields = [("person", "order")]
    autocomplete_fields = ["person"]


ThemeAdmin.inlines = (*ThemeAdmin.inlines, LeadRows)
