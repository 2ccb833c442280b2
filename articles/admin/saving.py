"""Saving an article's form: nothing is overwritten, every save is a revision, whoever changes a text
under review stands for it."""

from django.contrib import messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from articles import clearance, history
from articles.admin import steps, versions, whereabouts
from articles.admin.form import defaults_for, kind_asked_for
from articles.records import record
from articles.states import PUBLIC


class Saving:
    """Mixed into the article's admin."""

    @transaction.atomic
    def change_view(self, request, object_id, form_url="", extra_context=None):
        """A text typed while somebody saved, or moved the piece on, overwrites nothing."""
        article = self.get_object(request, object_id) if request.method == "POST" else None
        if article:
            article = versions.locked(article.pk)
            if not self.has_change_permission(request, article):
                return self.not_saved(request, article)
            if request.POST.get("version") != versions.version(article):
                try:
                    comparison = versions.Comparison(article, request.POST)
                except ValidationError:  # no text that could be compared: it is shown as it is
                    return self.not_saved(request, article)
                if not comparison.is_answered():
                    return versions.saved_too(self.admin_site, request, comparison)
                request.POST = comparison.merged()
        return super().change_view(request, object_id, form_url, extra_context)

    def not_saved(self, request, article):
        typed = [
            (name, request.POST[key])
            for name, key in (
                (_("Title"), "title"),
                (_("Standfirst"), "standfirst"),
                (_("Text"), "body"),
            )
            if request.POST.get(key)
        ]
        taken = list(article.steps.select_related("by__person")[:1])
        context = {
            **self.admin_site.each_context(request),
            "title": _("Not saved"), "article": article, "typed": typed, "opts": self.opts,
            "sentence": whereabouts.sentence(article, taken),
        }  # fmt: skip
        return TemplateResponse(
            request, "admin/articles/article/not_saved.html", context, status=409
        )

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
