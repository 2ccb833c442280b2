"""Kinds, series, regions, tags, and what stands on the home page."""

from django.contrib import admin
from django.contrib.auth import get_user_model
from taggit.models import Tag

from articles.admin import planning
from articles.models import Feature, Kind, Region, Series
from thinktank.modeladmin import ModelAdmin


@admin.register(Kind)
class KindAdmin(ModelAdmin):
    list_display = ["name", "order", "funding", "views_apply"]
    search_fields = ["name", "plural"]
    prepopulated_fields = {"slug": ["plural"], "code": ["name"]}

    def get_readonly_fields(self, request, obj=None):
        return ["code"] if obj else []

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else self.prepopulated_fields

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """Who may clear a text, by name; whoever is named already stays, though they left."""
        if db_field.name in ("clearer", "deputy"):
            named = Kind.objects.filter(**{f"{db_field.name}__isnull": False})
            still = get_user_model().objects.filter(pk__in=named.values(db_field.name))
            kwargs |= {
                "queryset": planning.reviewers() | still, "form_class": planning.ReviewerField
            }  # fmt: skip
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(Series)
class SeriesAdmin(ModelAdmin):
    list_display = ["title", "prefix", "issn"]
    search_fields = ["title"]
    prepopulated_fields = {"slug": ["title"]}


@admin.register(Region)
class RegionAdmin(ModelAdmin):
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}


# The package's own page of tags speaks of its generic table, which is not in use here.
admin.site.unregister(Tag)


@admin.register(Tag)
class TagAdmin(ModelAdmin):
    list_display = ["name", "slug"]
    search_fields = ["name"]
    ordering = ["name"]
    prepopulated_fields = {"slug": ["name"]}


@admin.register(Feature)
class FeatureAdmin(ModelAdmin):
    list_display = ["article", "place", "order"]
    list_select_related = ["article"]
    autocomplete_fields = ["article"]
