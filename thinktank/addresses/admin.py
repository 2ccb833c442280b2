"""Redirects: most are written by the system; old addresses of another system are typed here."""

from django.contrib import admin

from thinktank.addresses.models import Redirect
from thinktank.modeladmin import ModelAdmin


@admin.register(Redirect)
class RedirectAdmin(ModelAdmin):
    list_display = ["old_path", "new_path", "created"]
    search_fields = ["old_path", "new_path"]
