"""Themes: the tree as a list, moved by “part of”, merged on a page of its own."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.html import format_html
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from themes.models import Theme
from thinktank.library.models import Usage
from thinktank.markup.characters import slug_of
from thinktank.modeladmin import ModelAdmin
from thinktank.writing import names


class ThemeForm(forms.ModelForm):
    class Meta:
        help_texts = {
            "parent": _("The theme above it. Choosing another moves this one with all beneath it."),
            "order": _("Among its neighbours: lower comes first."),
            "image": _("Shown on the theme’s page."),
        }

    def clean(self):
        super().clean()
        if "slug" in self.fields and not self.cleaned_data.get("slug"):
            self.cleaned_data["slug"] = slug_of(self.cleaned_data.get("name", ""))
            if not self.cleaned_data["slug"]:
                self.add_error("slug", _("No address can be made from this name. Type one."))
        return self.cleaned_data


class MergeForm(forms.Form):
    into = forms.ModelChoiceField(
        Theme.objects.all(),
        label=_("Merge into"),
        help_text=_(
            "What is filed under the first is then filed here, and its address leads here."
        ),
    )

    def __init__(self, *args, theme, **kwargs):
        super().__init__(*args, **kwargs)
        self.theme = theme
        self.fields["into"].widget = AutocompleteSelect(Theme._meta.get_field("parent"), admin.site)
        self.fields["into"].widget.choices = self.fields["into"].choices

    def clean_into(self):
        into = self.cleaned_data["into"]
        if into.path.startswith(self.theme.path):
            raise ValidationError(
                _now("“%s” is or lies within this theme. Choose one outside it.") % into
            )
        return into


@admin.register(Theme)
class ThemeAdmin(ModelAdmin):
    form = ThemeForm
    list_display = ["in_tree", "address", "order", "is_retired", "stance_reviewed_on"]
    list_filter = ["is_retired"]
    list_per_page = 200
    search_fields = ["name", "path"]
    ordering = ["path"]
    sortable_by = ()
    autocomplete_fields = ["parent"]
    actions = ["retire"]
    change_form_template = "admin/themes/theme/change_form.html"
    fieldsets = [
        (None, {"fields": ["name", "stance", "stance_reviewed_on", "image"]}),
        (_("In the tree"), {"fields": ["parent", "slug", "order", "is_retired"]}),
    ]

    @admin.display(description=_("theme"))
    def in_tree(self, theme):
        return format_html('<span class="depth-{}">{}</span>', min(theme.depth, 5), theme.name)

    @admin.display(description=_("address"))
    def address(self, theme):
        return theme.get_absolute_url()

    def get_search_results(self, request, queryset, search_term):
        """Nothing new is filed under a retired theme."""
        found, doubled = super().get_search_results(request, queryset, search_term)
        picking = request.resolver_match.url_name == "autocomplete"
        return (found.in_use() if picking else found), doubled

    @admin.action(description=_("Retire"), permissions=["change"])
    def retire(self, request, themes):
        for theme in themes:
            theme.is_retired = True
            theme.save()
            self.log_change(request, theme, [{"changed": {"fields": [_now("Retired")]}}])
            messages.success(request, _now("%s is retired. Its page stays.") % theme)

    def forget(self, obj):
        Usage.objects.filter(source=f"theme:{obj.pk}").delete()

    def get_urls(self):
        merge = path(
            "<int:object_id>/merge/", self.admin_site.admin_view(self.merge_view),
            name="themes_theme_merge",
        )  # fmt: skip
        return [merge, *super().get_urls()]

    @transaction.atomic
    def merge_view(self, request, object_id):
        theme = self.get_object(request, str(object_id))
        if theme is None:
            raise Http404
        if not self.has_delete_permission(request, theme):
            raise PermissionDenied
        form = MergeForm(request.POST or None, theme=theme, label_suffix="")
        is_older = request.method == "POST" and self.is_older(request, theme)
        if request.method == "POST" and not is_older and form.is_valid():
            return self.merged(request, theme, form.cleaned_data["into"])
        context = {
            **self.admin_site.each_context(request), "title": _("Merge “%s”") % theme,
            "form": form, "theme": theme, "opts": self.opts, "media": self.media + form.media,
            "token": {"version": self.version(request, theme)},
            "changed": names.saved_too(theme, request.user) if is_older else "",
        }  # fmt: skip
        page = "admin/themes/theme/merge.html"
        return TemplateResponse(request, page, context, status=409 if is_older else 200)

    def merged(self, request, theme, into):
        name = theme.name
        self.log_deletions(request, [theme])
        self.log_change(request, into, _now("Took in “%s”.") % name)
        theme.merge_into(into)
        told = {"one": name, "other": into}
        messages.success(request, _now("%(one)s is now part of %(other)s.") % told)
        return redirect("admin:themes_theme_change", into.pk)
