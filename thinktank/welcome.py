"""The first visit to an empty institute: what the site must know, then the first things to make."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from articles.usual_kinds import make_usual_kinds
from people.models import Person
from themes.models import Theme
from thinktank.audit.models import Event
from thinktank.audit.writing import record
from thinktank.site.admin import InstituteForm
from thinktank.site.models import Institute


class WelcomeForm(InstituteForm):
    languages = forms.MultipleChoiceField(
        label=_("Languages of the site"),
        choices=Institute._meta.get_field("languages").base_field.choices,
        initial=["en-gb"],
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Menus and dates in each; the pieces stay in the language they are written in."
        ),
    )
    second_person_clears = forms.TypedChoiceField(
        label=_("Who clears a text before it is published?"),
        choices=[
            ("no", _("Nobody else: whoever may publish publishes alone")),
            ("yes", _("A second person: nobody publishes a text that only they have read")),
        ],
        coerce=lambda answer: answer == "yes", initial="no", widget=forms.RadioSelect,
        help_text=_("You can change this later, under Site."),
    )  # fmt: skip

    class Meta:
        model = Institute
        fields = ["name", "short_name", "time_zone", "languages", "second_person_clears"]
        help_texts = {
            "name": _("As it stands at the head of every page."),
            "short_name": _("For narrow places, if the name is long."),
        }


def welcome(request):
    """For administrators. Asks until the institute is set up, then offers the first things."""
    if not request.user.has_perm("site.change_institute"):
        raise PermissionDenied
    context = {**admin.site.each_context(request), "title": _("Welcome")}
    institute = Institute.objects.first()
    if institute and institute.is_set_up:
        return TemplateResponse(request, "admin/welcome.html", context | offered())
    form = WelcomeForm(request.POST or None, instance=institute, label_suffix="")
    if request.method == "POST" and form.is_valid():
        form.instance.is_set_up = True
        form.save()
        make_usual_kinds()
        record(Event.SETTINGS, subject=form.instance)
        messages.success(request, _now("%s is set up.") % form.instance.name)
        return redirect("admin:welcome")
    return TemplateResponse(request, "admin/welcome.html", context | {"form": form})


def offers():
    """[(what, why, address, is there one already)]."""
    add = "admin:{}_add".format
    return [
        (_("The first theme"), _("Readers find pieces under themes."),
         add("themes_theme"), Theme.objects.exists()),
        (_("The first person"), _("Whoever writes has a page; you may begin with yourself."),
         add("people_person"), Person.objects.exists()),
        (_("The first commentary"), _("A title, a text, a standfirst, an author, a theme."),
         add("articles_article"), Article.objects.exists()),
    ]  # fmt: skip


def offered():
    """The offers, and the one that comes next: it has the page's filled button."""
    found = offers()
    return {"offers": found, "next": next((row[0] for row in found if not row[3]), None)}
