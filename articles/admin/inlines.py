"""What belongs to a piece in rows: who, themes, funders, where else it stood, files."""

from django import forms
from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Appearance, ArticleTheme, Attachment, Byline, Funder
from thinktank.modeladmin import Rows


class BylineForm(forms.ModelForm):
    class Meta:
        help_texts = {
            "person": _("Type three letters of the name."),
            "role": "",
            "position": _("Lower comes first."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.frozen_at and "person" in self.fields:
            # What is frozen speaks of this person. Another one is another row.
            self.fields["person"].disabled = True


class BylineRows(Rows):
    relation = "bylines"
    model = Byline
    form = BylineForm
    fields = [("person", "role", "position"), "as_printed"]
    readonly_fields = ["as_printed"]
    autocomplete_fields = ["person"]
    verbose_name = _("person")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("person")

    def get_extra(self, request, obj=None, **kwargs):
        return 0 if obj and obj.bylines.exists() else 1

    @admin.display(description=_("as printed"))
    def as_printed(self, byline):
        return printed(byline) if byline.person_id else ""


def printed(byline, day=None):
    """“Dr Name, Post, Institution”, frozen or as of this day."""
    facts = (
        {name: getattr(byline, name) for name in ("honorific", "name", "post", "affiliation")}
        if byline.frozen_at
        else byline.facts(day or timezone.localdate())
    )
    name = f"{facts.get('honorific', '')} {facts['name']}".strip()
    return ", ".join(filter(None, [name, facts["post"], facts["affiliation"]]))


class ThemeRows(Rows):
    relation = "filed_under"
    model = ArticleTheme
    fields = [("theme", "position")]
    autocomplete_fields = ["theme"]

    def get_extra(self, request, obj=None, **kwargs):
        return 0 if obj and obj.filed_under.exists() else 1


class FunderRows(Rows):
    relation = "funders"
    model = Funder
    fields = [("name", "purpose")]


class AppearanceRows(Rows):
    relation = "appearances"
    model = Appearance
    fields = [("relation", "outlet", "date"), ("url", "title"), "is_canonical"]
    verbose_name = _("place")


class AttachmentRows(Rows):
    relation = "attachments"
    model = Attachment
    fields = [("document", "label", "position")]
    autocomplete_fields = ["document"]


ARTICLE_ROWS = [BylineRows, ThemeRows, FunderRows, AppearanceRows, AttachmentRows]
