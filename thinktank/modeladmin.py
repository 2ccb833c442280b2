"""What every room's admin builds on: 404 alike, lookups by list, dates as the browser asks them."""

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import (
    AutocompleteSelect,
    AutocompleteSelectMultiple,
    RelatedFieldWidgetWrapper,
)
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.http import Http404
from django.utils.text import capfirst

from thinktank.writing.guarding import Guarded

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class Moment(forms.SplitDateTimeWidget):
    """Day and hour in the institute's zone, each in the browser's own control."""

    use_fieldset = True

    def __init__(self, attrs=None):
        super().__init__(
            attrs, date_attrs={"type": "date"}, time_attrs={"type": "time"},
            date_format="%Y-%m-%d", time_format="%H:%M",
        )  # fmt: skip


class OnlyKeys:
    """What was sent in a key's place chooses nothing; the stock widget asks the database for it."""

    def optgroups(self, name, value, attrs=None):
        keys = [each for each in value if each == "" or str(each).isdecimal()]
        return super().optgroups(name, keys, attrs)


class Picked(OnlyKeys, AutocompleteSelect):
    """One row of many, found by some letters."""


class PickedMany(OnlyKeys, AutocompleteSelectMultiple):
    """Several."""


WIDGETS = {
    models.DateField: {"widget": DATE},
    models.DateTimeField: {"form_class": forms.SplitDateTimeField, "widget": Moment},
}
# {"library.Image": request → what its form field is made with}: filled by the room that keeps
# such rows, where they are picked in a way of their own.
PICKERS = {}


def picker_of(db_field):
    return PICKERS.get(db_field.remote_field.model._meta.label) if db_field.many_to_one else None


class Choices:
    """An array of choices is a row of boxes to tick; a picture is picked by the library's way."""

    formfield_overrides = WIDGETS

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if picked_by := picker_of(db_field):
            kwargs |= picked_by(request)
        elif db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", Picked(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", PickedMany(db_field, self.admin_site))
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if isinstance(db_field, ArrayField) and db_field.base_field.choices:
            return forms.MultipleChoiceField(
                choices=db_field.base_field.choices,
                required=not db_field.blank,
                label=db_field.verbose_name.capitalize(),
                help_text=db_field.help_text,
                widget=forms.CheckboxSelectMultiple,
            )
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and picker_of(db_field):
            field.widget = field.widget.widget
        elif field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            # A new row can be added on the spot; looking and changing have pages of their own.
            field.widget.can_change_related = field.widget.can_delete_related = False
            field.widget.can_view_related = False
        return field


class Rows(Choices, admin.StackedInline):
    """Rows that belong to a record, one line each; a new line by its link."""

    template = "admin/edit_inline/rows.html"
    view_on_site = False
    extra = 0


class ModelAdmin(Choices, Guarded, admin.ModelAdmin):
    view_on_site = False
    show_full_result_count = False
    list_per_page = 50

    # Lookups that a list's address may hold beside those of its filters.
    lookups = frozenset()

    def changelist_view(self, request, extra_context=None):
        title = {"title": capfirst(self.opts.verbose_name_plural)}
        return super().changelist_view(request, title | (extra_context or {}))

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        """The head of a form is the name of what it holds."""
        if obj:
            context |= {"title": str(obj), "subtitle": None}
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def has_view_permission(self, request, obj=None):
        """The right to view is the right to pick a row by its name; pages are for those who edit."""
        if request.resolver_match and request.resolver_match.url_name == "autocomplete":
            return super().has_view_permission(request, obj)
        return self.has_change_permission(request, obj)

    def lookup_allowed(self, lookup, value, request):
        """Only what a filter of the list asks: any other could read a column letter by letter."""
        return lookup in self.lookups | {
            name for given in self.get_list_filter(request) for name in _asked_by(given)
        }

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        """The stock admin answers a missing row with a redirect, a forbidden one with 403."""
        raise Http404

    def delete_model(self, request, obj):
        self.forget(obj)
        super().delete_model(request, obj)

    def forget(self, obj):
        """What else goes when this row is deleted."""


def _asked_by(given):
    if isinstance(given, type) and issubclass(given, admin.SimpleListFilter):
        return {given.parameter_name}
    name = given[0] if isinstance(given, (tuple, list)) else given
    return {f"{name}__{part}" for part in ("exact", "id__exact", "isnull", "gte", "lt")}
