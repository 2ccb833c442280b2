"""The page as readers would get it, from what stands in the form now; with it, what is to fix and
what is advised. Nothing is saved, and nothing of it may be kept or indexed."""

from django.conf import settings
from django.http import Http404, JsonResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.csp import CSP
from django.utils.decorators import method_decorator
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_http_methods

from articles import unsaved, views
from articles.admin import rail, typed

# The preview has the policy of readers' pages, but may stand in a frame of ours; its form holds it.
FRAME_POLICY = settings.SECURE_CSP | {"frame-ancestors": [CSP.SELF]}
FORM_POLICY = settings.ADMIN_CSP | {"frame-src": [CSP.SELF]}
TEMPLATE = "admin/articles/article/preview.html"


class Preview:
    """Mixed into the article's admin."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.preview_view)
        return [
            path("<int:object_id>/preview/", view, name="articles_article_preview"),
            path("add/preview/", view, name="articles_article_preview_new"),
            *super().get_urls(),
        ]

    @method_decorator(csp_override(FORM_POLICY))
    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """The form holds the preview in a frame."""
        return super().changeform_view(request, object_id, form_url, extra_context)

    @method_decorator(
        [
            require_http_methods(["GET", "HEAD", "POST"]),
            xframe_options_sameorigin,
            csp_override(FRAME_POLICY),
        ]
    )
    def preview_view(self, request, object_id=None):
        article = self._to_preview(request, object_id)
        is_typed = request.method == "POST"
        response = _typed(self, request, article) if is_typed else _stored(request, article)
        response.headers["Cache-Control"] = "private, no-store"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    def _to_preview(self, request, object_id):
        """The stored row, or one that is not there yet. Who may not change it finds nothing."""
        if object_id is None:
            may, article = self.has_add_permission(request), typed.begun(request)
        else:
            article = self.get_object(request, str(object_id))
            may = article is not None and self.has_change_permission(request, article)
        if not may:
            raise Http404
        return article


def _stored(request, article):
    article = unsaved.as_live(typed.as_stored(article))
    return TemplateResponse(request, TEMPLATE, views.page_of(request, article))


def _typed(model_admin, request, article):
    """{rail, words, minutes, page}: the page only for who looks at it (`_page` in the form)."""
    article, wrong = typed.as_typed(model_admin, request, article)
    answer = {
        "rail": render_to_string(
            "admin/articles/article/_advice.html", rail.to_improve(article, wrong), request
        ),
        "words": article.words,
        "minutes": article.minutes,
    }
    if request.POST.get("_page"):
        context = views.page_of(request, unsaved.as_live(article))
        answer["page"] = render_to_string(TEMPLATE, context, request)
    return JsonResponse(answer)
