"""The desk: the admin's own site. Its rooms, its first page, and one answer for what is not yours."""

from functools import wraps

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from thinktank import languages
from thinktank.audit.models import Event
from thinktank.audit.writing import record
from thinktank.markup import embeds

# The desk's rooms and, in order, the models that stand in each.
ROOMS = (
    (_("Publications"), ("articles.article articles.feature articles.kind articles.series "
                         "articles.region taggit.tag")),
    (_("People"), "people.person people.output people.group people.expertise people.institution"),
    (_("Themes"), "themes.theme"),
    (_("Library"), "library.image library.document"),
    (_("Site"), "site.institute site.page addresses.redirect auth.user audit.entry"),
)  # fmt: skip

READING = ("GET", "HEAD", "OPTIONS", "TRACE")


class Desk(admin.AdminSite):
    site_title = site_header = _("The desk")
    index_title = _("The desk")
    enable_nav_sidebar = False

    def __init__(self, name="admin"):
        super().__init__(name)
        # Whatever goes is looked at alone, on its own page of confirmation.
        self.disable_action("delete_selected")

    def admin_view(self, view, cacheable=False):  # noqa: FBT002  Django's own signature
        return super().admin_view(self.missing_alike(view), cacheable)

    def missing_alike(self, view):
        """What does not exist and what is not yours give the same page with the same status. Who
        tried to change it stands in the log: what the view had begun is undone by now.
        """

        @wraps(view)
        def answer(request, *args, **kwargs):
            try:
                return view(request, *args, **kwargs)
            except (Http404, PermissionDenied):
                if request.method not in READING:
                    tried = {"method": request.method, "path": request.path[:500]}
                    record(Event.REFUSED, detail=tried)
                context = {**self.each_context(request), "title": _("Not here")}
                return TemplateResponse(request, "admin/404.html", context, status=404)

        return answer

    def get_urls(self):
        from people.admin.mypage import my_page
        from thinktank import welcome
        from thinktank.notices.admin import my_notices
        from thinktank.writing import views as unsaved

        ours = [
            path("my-page/", self.admin_view(my_page), name="my_page"),
            path("my-notices/", self.admin_view(my_notices), name="my_notices"),
            path("welcome/", self.admin_view(welcome.welcome), name="welcome"),
            path("unsaved/", self.admin_view(unsaved.unsaved), name="writing_unsaved"),
            path("unsaved/<int:pk>/", self.admin_view(unsaved.typed), name="writing_typed"),
            path("unsaved/keep/", unsaved.keep, name="writing_keep"),
            path("unsaved/present/", unsaved.present, name="writing_present"),
            path("unsaved/here/", unsaved.here, name="writing_here"),
        ]
        # “View on site” would lead to the address of a draft: the pages link to what is public.
        theirs = [url for url in super().get_urls() if getattr(url, "name", "") != "view_on_site"]
        return ours + theirs

    def get_log_entries(self, request):
        entries = super().get_log_entries(request)
        return (
            entries.filter(user=request.user) if request.user.is_authenticated else entries.none()
        )

    def each_context(self, request):
        context = super().each_context(request)
        person = getattr(request.user, "person", None) if context["has_permission"] else None
        return context | {"my_person": person, "writing": writing_settings(request)}

    def get_app_list(self, request, app_label=None):
        if app_label:
            return [app for app in super().get_app_list(request, app_label) if _pages(app)]
        models = {
            f"{app['app_label']}.{model['object_name'].lower()}": model
            for app in self._build_app_dict(request).values()
            for model in _pages(app)
        }
        rooms = (
            (name, [models[key] for key in keys.split() if key in models]) for name, keys in ROOMS
        )
        return [
            {"name": name, "app_label": rows[0]["model"]._meta.app_label, "app_url": "",
             "has_module_perms": True, "models": rows}
            for name, rows in rooms
            if rows
        ]  # fmt: skip

    def index(self, request, extra_context=None):
        from articles.admin.desk import desk_of
        from articles.admin.ideas import quick_idea
        from thinktank.writing.models import Unsaved

        if not request.institute.is_set_up and request.user.has_perm("site.change_institute"):
            return redirect("admin:welcome")
        line = quick_idea(request)
        kinds = line["quick_idea"].kinds if line["quick_idea"] else []
        context = desk_of(request.user, kinds) | line | {"from_desk": True}
        context["unsaved"] = Unsaved.objects.of(request.user).count()
        return super().index(request, context | (extra_context or {}))


def writing_settings(request):
    """What the editor's scripts ask for (static/admin_site/editor/settings.js): the languages of a
    passage, the institute's own first, and addresses of the desk.
    """
    may = request.user.has_perm
    own = request.institute.languages
    return {
        "languages": {"own": own, "others": languages.CHOICES},
        "links": reverse("admin:articles_article_links"),
        "paste": reverse("admin:articles_article_paste"),
        # Empty where this log-in may not see the library's pictures, or add to them.
        "pictures": reverse("admin:library_image_choose") if may("library.view_image") else "",
        "upload": reverse("admin:library_image_upload") if may("library.add_image") else "",
        "embeds": embeds.for_scripts(),
    }


def _pages(app):
    """The models with a page of their own for this log-in; what one may only add has none."""
    return [model for model in app["models"] if model["admin_url"]]
