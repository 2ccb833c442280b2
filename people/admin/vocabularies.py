"""Groups of the directory, areas of expertise, universities, and what appeared elsewhere."""

from django.contrib import admin

from people.models import Expertise, Group, Institution, Output
from thinktank.modeladmin import ModelAdmin


@admin.register(Group)
class GroupAdmin(ModelAdmin):
    list_display = ["name", "order"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}


@admin.register(Expertise)
class ExpertiseAdmin(ModelAdmin):
    list_display = ["name", "theme"]
    list_select_related = ["theme"]
    search_fields = ["name"]
    autocomplete_fields = ["theme"]
    fields = ["name", "theme", "slug"]


@admin.register(Institution)
class InstitutionAdmin(ModelAdmin):
    list_display = ["name"]
    search_fields = ["name", "aliases"]


@admin.register(Output)
class OutputAdmin(ModelAdmin):
    list_display = ["title", "outlet", "kind", "date"]
    list_filter = ["kind"]
    search_fields = ["title", "outlet", "people__name"]
    autocomplete_fields = ["people", "themes"]
    fields = [("kind", "language"), "title", ("outlet", "date"), "url", "isbn", "people", "themes"]
