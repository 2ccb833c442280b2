"""People: the record behind every byline."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from people.admin.rows import PERSON_ROWS
from people.models import Person
from thinktank.library.models import Usage
from thinktank.modeladmin import ModelAdmin

HELP = {
    "native_name": _("Printed beside the name: for Urdu, as the person writes it."),
    "group": _("Under which heading of the directory."),
    "standing": _("Former staff keep their page and their pieces."),
    "languages": _("In which the person can speak to a reader or a journalist."),
    "expertise": _("What the person can be asked about. Choose or add."),
    "bio_reviewed_on": _("When somebody last saw that it is all still true."),
    "user": _("An administrator links it, on the page of the log-in."),
}


class PersonForm(forms.ModelForm):
    class Meta:
        help_texts = HELP
        widgets = {
            "short_bio": forms.Textarea(attrs={"rows": 4}),
            "interests": forms.Textarea(attrs={"rows": 2}),
        }


@admin.register(Person)
class PersonAdmin(ModelAdmin):
    form = PersonForm
    change_form_template = "admin/people/person/change_form.html"
    list_display = ["name", "standing", "group", "post_today", "bio_reviewed_on", "user"]
    list_filter = ["standing", "group", "speaks_to_press"]
    search_fields = ["name", "native_name", "former_names", "sort_name"]
    ordering = ["sort_name", "pk"]
    sortable_by = ["name", "bio_reviewed_on"]
    autocomplete_fields = ["expertise"]
    readonly_fields = ["user"]
    inlines = PERSON_ROWS
    fieldsets = [
        (None, {"fields": [("honorific", "name"), "native_name", "photo", "short_bio", "long_bio"]}),
        (_("In the directory"), {"fields": [("standing", "group", "rank"), "languages", "expertise",
                                            "speaks_to_press", "public_email"]}),
        (_("For citations and search"), {
            "classes": ["collapse"],
            "fields": [("given_name", "family_name", "suffix"), "sort_name", "former_names",
                       "is_organisation", "slug"],
        }),
        (_("For the office"), {
            "classes": ["collapse"],
            "fields": [("office_email", "office_phone"), "interests", "bio_reviewed_on", "user"],
        }),
    ]  # fmt: skip

    def get_queryset(self, request):
        found = super().get_queryset(request).defer("long_bio")
        if request.resolver_match.url_name.endswith("_changelist"):
            return found.for_cards().select_related("user")
        return found

    @admin.display(description=_("post today"))
    def post_today(self, person):
        return person.post

    def get_list_select_related(self, request):
        return ["group", "user", "photo"]

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        context["public_url"] = public_url(obj)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def forget(self, obj):
        Usage.objects.filter(source=f"person:{obj.pk}").delete()


def public_url(person):
    """The page that readers see, or "" while there is none."""
    if person and Person.objects.public().filter(pk=person.pk).exists():
        return person.get_absolute_url()
    return ""
