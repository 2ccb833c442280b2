"""The institute's one row, and its plain pages."""

import zoneinfo

from django import forms
from django.contrib import admin
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from thinktank.modeladmin import ModelAdmin
from thinktank.site.models import Institute, Page


def zones():
    """The zones that people live in, by name: Africa/…, Asia/…, and UTC."""
    areas = (
        "Africa/",
        "America/",
        "Asia/",
        "Atlantic/",
        "Australia/",
        "Europe/",
        "Indian/",
        "Pacific/",
    )
    names = sorted(zone for zone in zoneinfo.available_timezones() if zone.startswith(areas))
    return [(zone, zone.replace("_", " ")) for zone in ["UTC", *names]]


class InstituteForm(forms.ModelForm):
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=zones,
        help_text=_("Dates on the site and hours of publication are in this zone."),
    )


@admin.register(Institute)
class InstituteAdmin(ModelAdmin):
    form = InstituteForm
    fieldsets = [
        (None, {"fields": ["name", "short_name", "native_name", "tagline", "description"]}),
        (_("Rules"), {"fields": ["second_person_clears", "time_zone", "languages", "licence",
                                 "discussion", "views_statement"]}),
        (_("Where it is found"), {"fields": ["city", "address", "press_email", "logo"]}),
    ]  # fmt: skip

    def has_add_permission(self, request):
        """The first one is made by the welcome page."""
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def changelist_view(self, request, extra_context=None):
        """A list of one is the one itself."""
        one = Institute.objects.first()
        if one and self.has_change_permission(request, one):
            return redirect("admin:site_institute_change", one.pk)
        return super().changelist_view(request, extra_context)


@admin.register(Page)
class PageAdmin(ModelAdmin):
    list_display = ["title", "slug", "menu", "order", "is_public", "language"]
    list_filter = ["menu", "is_public"]
    search_fields = ["title"]
    prepopulated_fields = {"slug": ["title"]}
    fields = ["title", "body", ("slug", "language"), ("menu", "order"), "is_public"]
