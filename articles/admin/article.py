"""The article's admin: who sees which piece, the form, the list, saving."""

from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import access
from articles.admin import links, rail, sections, steps, versions, whereabouts
from articles.admin.actions import BulkSteps
from articles.admin.elsewhere import FromElsewhere
from articles.admin.filters import MineFilter, StateFilter, ThemeFilter
from articles.admin.form import ArticleForm, defaults_for, kind_asked_for
from articles.admin.inlines import ARTICLE_ROWS, CorrectionRows
from articles.admin.preview import Preview
from articles.models import Article, StepTaken
from articles.records import forget, record
from articles.states import Status
from thinktank.modeladmin import ModelAdmin

# Relations to other pieces: offered, and kept, only where both ends may be seen.
TO_PIECES = ("translation_of", "supersedes")


class ArticleList(ChangeList):
    """The list's rows with what its columns print, in one query."""

    def get_queryset(self, request, exclude_parameters=None):
        last = StepTaken.objects.filter(article=OuterRef("pk")).values("step")[:1]
        found = super().get_queryset(request, exclude_parameters)
        return found.for_cards().annotate(last_step=Subquery(last))


@admin.register(Article)
class ArticleAdmin(BulkSteps, Preview, FromElsewhere, ModelAdmin):
    form = ArticleForm
    change_form_template = "admin/articles/article/change_form.html"
    autocomplete_fields = ["regions", *TO_PIECES]
    list_display = ["title", "state", "who", "kind", "theme", "saved"]
    list_filter = [StateFilter, MineFilter, "kind", ThemeFilter, "language"]
    search_fields = ["title", "bylines__name", "bylines__person__name"]
    search_help_text = _("A word of the title, or a name.")
    ordering = ["-saved_at", "-pk"]
    sortable_by = ["title", "saved"]

    # -- who may see and change what --

    def get_queryset(self, request):
        return access.own(request.user)

    def has_change_permission(self, request, obj=None):
        if obj is None:
            return super().has_change_permission(request)
        return access.may_edit(request.user, obj)

    def has_view_permission(self, request, obj=None):
        if obj is None:
            return super().has_view_permission(request)
        return request.user.has_perm("articles.view_article") and access.may_see(request.user, obj)

    def has_delete_permission(self, request, obj=None):
        """What was public once is never deleted; and nothing is deleted by the list."""
        if obj is None or obj.status in (Status.PUBLISHED, Status.WITHDRAWN):
            return False
        return super().has_delete_permission(request, obj) and access.may_see(request.user, obj)

    def forget(self, obj):
        forget(obj)

    # -- the list --

    def get_changelist(self, request, **kwargs):
        return ArticleList

    @admin.display(description=_("state"))
    def state(self, article):
        return whereabouts.state(article, article.last_step)

    @admin.display(description=_("who"))
    def who(self, article):
        names = [maker["name"] for maker in article.makers]
        return ", ".join(names[:3]) + ("…" if len(names) > 3 else "")

    @admin.display(description=_("theme"))
    def theme(self, article):
        return article.filed[0]["name"] if article.filed else ""

    @admin.display(description=_("last saved"), ordering="saved_at")
    def saved(self, article):
        return whereabouts.moment(article.saved_at)

    # -- the form --

    def get_fieldsets(self, request, obj=None):
        hidden = {
            name
            for name in TO_PIECES
            if obj and (other := getattr(obj, name)) and not access.may_see(request.user, other)
        }
        return [(None, {"fields": sections.fields_without(hidden)})]

    def get_inlines(self, request, obj):
        public = obj and obj.status in (Status.PUBLISHED, Status.WITHDRAWN)
        return [*ARTICLE_ROWS, CorrectionRows] if public else ARTICLE_ROWS

    def get_form(self, request, obj=None, change=False, **kwargs):  # noqa: FBT002  Django's own
        form = super().get_form(request, obj, change=change, **kwargs)
        if obj is None:
            form.base_fields["title"].widget.attrs["autofocus"] = True
        return form

    def get_changeform_initial_data(self, request):
        kind = kind_asked_for(request)
        return defaults_for(kind) if kind else {}

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in TO_PIECES:
            kwargs["queryset"] = self.get_queryset(request)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name in TO_PIECES:
            field.widget.can_add_related = False
        return field

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        adminform, inlines = context["adminform"], context["inline_admin_formsets"]
        can_edit = obj is None or self.has_change_permission(request, obj)
        context |= {
            "can_edit": can_edit,
            "version": versions.version(obj) if obj else "",
            "sections": sections.laid_out(adminform, inlines, self) if can_edit else [],
            "applies": [] if can_edit else steps.applies(obj),
        }
        context |= rail.about(request, obj) if obj else rail.begun(request, adminform.form)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

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

    # -- saving --

    def save_model(self, request, obj, form, change):
        if not change:
            obj.created_by = request.user
            _funding_by_kind(request, obj)
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        article = form.instance
        _after_rows(article)
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

    def get_urls(self):
        step = path(
            "<int:object_id>/step/<slug:name>/",
            self.admin_site.admin_view(self.step_view),
            name="articles_article_step",
        )
        own_pages = path(
            "links/", self.admin_site.admin_view(links.links), name="articles_article_links"
        )
        return [step, own_pages, *super().get_urls()]

    def step_view(self, request, object_id, name):
        return steps.step_page(self, request, object_id, name)


def _funding_by_kind(request, article):
    """Funding was prefilled by the kind the form began with; another kind may have to ask."""
    began = kind_asked_for(request)
    if began and began.pk != article.kind_id and article.funding == defaults_for(began)["funding"]:
        article.funding = defaults_for(article.kind)["funding"]


def _after_rows(article):
    """What the rows decide: interests by the first author, bylines of a public piece, its date."""
    first = article.bylines.select_related("person").first()
    changed = []
    if not article.interests.strip() and first and first.person.interests:
        article.interests = first.person.interests
        changed.append("interests")
    if article.status == Status.PUBLISHED:
        for byline in article.bylines.filter(frozen_at=None).select_related("person"):
            byline.freeze(timezone.localdate(article.published_at))
        news = article.corrections.announced().first()
        if news and news.date != article.updated_at:
            article.updated_at = news.date
            changed.append("updated_at")
    if changed:
        article.save(update_fields=[*changed, "saved_at"])
