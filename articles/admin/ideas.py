"""The quick line in which an idea is noted: a title, who, text due, planned for, which kind."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from articles import ideas
from articles.models import Article, Byline
from people.models import Person
from thinktank.modeladmin import DATE, Picked


class IdeaForm(forms.ModelForm):
    """One line. Its fields have names of their own, so that it may stand on any page."""

    person = forms.ModelChoiceField(
        Person.objects.all(), label=_("Who"), required=False,
        widget=Picked(Byline._meta.get_field("person"), admin.site),
    )  # fmt: skip

    class Media:
        css = {"all": ["admin_site/quick-idea.css"]}

    class Meta:
        model = Article
        fields = ["title", "due", "planned_for", "kind"]
        labels = {"due": _("Text due"), "planned_for": _("Planned for")}
        help_texts = dict.fromkeys(fields, "")
        widgets = {
            "title": forms.TextInput(attrs={"dir": "auto"}), "due": DATE, "planned_for": DATE
        }  # fmt: skip
        error_messages = {"title": {"required": _("Give the idea a title.")}}

    field_order = ["title", "person", "due", "planned_for", "kind"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, prefix="idea", label_suffix="", **kwargs)
        self.kinds = list(self.fields["kind"].queryset)
        # No empty one, so the first kind is chosen; as a list, since a widget asks more than once.
        self.fields["kind"].choices = [(kind.pk, kind.name) for kind in self.kinds]


def quick_idea(request, posted=None):
    """{"quick_idea": the form, or None for who may not begin a piece}: what
    templates/admin/_quick_idea.html asks for. The page prints `quick_idea.media` in its head.
    """
    if not request.user.has_perm("articles.add_article"):
        return {"quick_idea": None}
    # Who writes for themselves means themselves.
    own = None if request.user.has_perm("articles.change_any_article") else request.user
    person = getattr(own, "person", None)
    return {"quick_idea": IdeaForm(posted, initial={"person": person})}


@require_POST
def note(request, model_admin, wrong):
    """Keep the idea and go back to where it was typed; `wrong(form)`: the page with what is wrong."""
    form = quick_idea(request, request.POST)["quick_idea"]
    if form is None:
        raise PermissionDenied
    if not form.is_valid():
        return wrong(form)
    idea = ideas.note(form.instance, by=request.user, person=form.cleaned_data["person"])
    model_admin.log_addition(request, idea, [{"added": {}}])
    address = reverse("admin:articles_article_change", args=[idea.pk])
    said = format_html('<a href="{}" dir="auto">{}</a>', address, idea.title)
    messages.success(request, format_html(_now("Noted: {}"), said))
    return redirect(_back(request))


def _back(request):
    """To the desk or the month where it was typed: never to an address that was sent."""
    if request.POST.get("from") == "desk":
        return reverse("admin:index")
    query = request.GET.urlencode()
    return reverse("admin:articles_article_calendar") + (f"?{query}" if query else "")
