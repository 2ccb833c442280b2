"""Saving an article's form: nothing is overwritten, every save is a revision, whoever changes a text
under review stands for it."""

from django.contrib import messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.shortcuts import redirect

from articles import clearance, history
from articles.admin import steps, versions, whereabouts
from articles.admin.form import defaults_for, kind_asked_for
from articles.records import record
from articles.states import PUBLIC


class Saving:
    """Mixed into the article's admin."""

    def version(self, request, obj, sheet=None):
        """Of a piece every save counts, of whatever: a step looks at the same mark."""
        return versions.version(obj)

    def not_saved(self, request, obj, **said):
        taken = list(obj.steps.select_related("by__person")[:1])
        return super().not_saved(request, obj, sentence=whereabouts.sentence(obj, taken), **said)

    def save_model(self, request, obj, form, change):
        if not change:
            obj.created_by = request.user
            _funding_by_kind(request, obj)
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        article = form.instance
        _interests_of_first_author(article)
        why = " ".join(request.POST.get("_why", "").split())
        revision = history.keep(article, by=request.user, why=why)
        clearance.saved(article, revision, request.user)
        record(article)

    def response_add(self, request, obj, post_url_continue=None):
        if IS_POPUP_VAR in request.POST:
            return super().response_add(request, obj, post_url_continue)
        return self.answer_saved(request, obj)

    def response_change(self, request, obj):
        return self.answer_saved(request, obj)

    def answer_saved(self, request, article):
        if step := request.POST.get("_step"):
            return steps.after_saving(request, article, step)
        messages.success(request, whereabouts.saved(article))
        return redirect("admin:articles_article_change", article.pk)


def _funding_by_kind(request, article):
    """Funding was prefilled by the kind the form began with; another kind may have to ask."""
    began = kind_asked_for(request)
    if began and began.pk != article.kind_id and article.funding == defaults_for(began)["funding"]:
        article.funding = defaults_for(article.kind)["funding"]


def _interests_of_first_author(article):
    """What the author declares for the year, until the piece says otherwise."""
    if article.status in PUBLIC or article.interests.strip():
        return
    first = article.bylines.select_related("person").first()
    if first and first.person.interests:
        article.interests = first.person.interests
        article.save(update_fields=["interests", "saved_at"])
