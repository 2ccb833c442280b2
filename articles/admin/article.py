"""The article's admin: who sees which piece, the form, the list, saving."""

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.urls import path
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from articles import access, search
from articles.admin import links, planning, queues, rail, sections, steps, whereabouts
from articles.admin.actions import BulkSteps
from articles.admin.beside import Beside
from articles.admin.calendar import CalendarPages
from articles.admin.elsewhere import FromElsewhere
from articles.admin.filters import DeskFilter, MineFilter, StateFilter, ThemeFilter
from articles.admin.form import ArticleForm, defaults_for, kind_asked_for
from articles.admin.inlines import ARTICLE_ROWS
from articles.admin.notes import Notes
from articles.admin.personal import PersonalLinks
from articles.admin.preview import Preview
from articles.admin.revisions import Revisions
from articles.admin.saving import Saving
from articles.models import Article
from articles.records import forget
from articles.states import PUBLIC, Status
from thinktank.modeladmin import ModelAdmin

# Relations to other pieces: offered, and kept, only where both ends may be seen.
TO_PIECES = ("translation_of", "supersedes")


class ArticleList(ChangeList):
    """The list's rows with what its columns print, in one query."""

    def get_queryset(self, request, exclude_parameters=None):
        found = super().get_queryset(request, exclude_parameters)
        return found.for_cards().select_related("created_by__person", "reviewer__person")


@admin.register(Article)
class ArticleAdmin(
    BulkSteps, Preview, PersonalLinks, FromElsewhere, Beside, CalendarPages, Notes, Revisions,
    Saving, ModelAdmin,
):  # fmt: skip
    form = ArticleForm
    change_form_template = "admin/articles/article/change_form.html"
    autocomplete_fields = ["regions", *TO_PIECES]
    list_display = ["title", "state", "holder", "due_on", "who", "kind", "theme", "saved"]
    list_filter = [StateFilter, DeskFilter, MineFilter, "kind", ThemeFilter, "language"]
    search_fields = ["title"]  # that there is a box; get_search_results() says what it finds
    search_help_text = _("Words of the title, the text, a byline or a theme.")
    ordering = ["-saved_at", "-pk"]
    sortable_by = ["title", "due_on", "saved"]

    # -- who may see and change what --

    def get_queryset(self, request):
        return queues.with_steps(access.own(request.user))

    def has_change_permission(self, request, obj=None):
        if obj is None:
            return super().has_change_permission(request)
        return access.may_edit(request.user, obj)

    def has_view_permission(self, request, obj=None):
        if obj is None:
            return super().has_view_permission(request)
        return request.user.has_perm("articles.view_article") and access.may_see(request.user, obj)

    def has_delete_permission(self, request, obj=None):
        """Only what lies in the bin; and nothing is deleted by the list."""
        if obj is None or obj.status != Status.BINNED:
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

    def get_search_results(self, request, queryset, search_term):
        return search.at_the_desk(queryset, search_term), False

    @admin.display(description=_("who has it"))
    def holder(self, article):
        return whereabouts.holder(article)

    @admin.display(description=_("due"), ordering="due")
    def due_on(self, article):
        return date_format(article.due, "j M Y") if article.due else ""

    @admin.display(description=_("who wrote it"))
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
        hidden = (
            planning.left_out(request.user)
            | sections.left_out(obj)
            | {
                name
                for name in TO_PIECES
                if obj and (other := getattr(obj, name)) and not access.may_see(request.user, other)
            }
        )
        return [(None, {"fields": sections.fields_without(hidden)})]

    def get_inlines(self, request, obj):
        return [rows for rows in ARTICLE_ROWS if rows.relation not in sections.left_out(obj)]

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
        if db_field.name == "reviewer":
            kwargs |= {"queryset": planning.reviewers(), "form_class": planning.ReviewerField}
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name in (*TO_PIECES, "reviewer"):
            field.widget.can_add_related = False
        return field

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        adminform, inlines = context["adminform"], context["inline_admin_formsets"]
        can_edit = obj is None or self.has_change_permission(request, obj)
        context |= {
            "can_edit": can_edit,
            # Of what is published the text is read here, and changed beside it.
            "is_read": not can_edit or (obj and obj.status in PUBLIC),
            "sections": sections.laid_out(adminform, inlines, self) if can_edit else [],
            "applies": [] if can_edit or obj.replaces_id else steps.applies(obj),
        }
        context |= rail.about(request, obj) if obj else rail.begun(request, adminform.form)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

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
