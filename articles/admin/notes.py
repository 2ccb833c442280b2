"""Notes to colleagues on the desk: beside the text, and on a page of their own that needs no script."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from articles import access, mentions, noting
from articles.admin import sections, threads
from articles.models import Note

PAGE = "admin/articles/article/notes.html"
LIST, FORMS = "admin/articles/article/_notes.html", "admin/articles/article/_note_forms.html"


class Notes:
    """Mixed into the article's admin."""

    def get_urls(self):
        whole, one = "<int:object_id>/notes/", "<int:object_id>/notes/<int:note>/"
        pages = [
            (whole, require_http_methods(["GET", "HEAD", "POST"])(self.notes_view), "notes"),
            (f"{one}answer/", self.answer_view, "answer"),
            (f"{one}settle/", self.settle_view, "settle"),
        ]
        return [
            *(path(where, self.admin_site.admin_view(view), name=f"articles_article_{name}")
              for where, view, name in pages),
            *super().get_urls(),
        ]  # fmt: skip

    def notes_view(self, request, object_id):
        """All threads of a piece, as a page or for the script; and where a new one is posted to."""
        article = self._seen(request, object_id)
        if request.method == "POST":
            return self._write(request, article)
        if _is_script(request):
            return JsonResponse(self._answer(request, article))
        return self._page(request, article, {"about": request.GET.get("about", "")})

    def answer_view(self, request, object_id, note):
        """A reply to a note."""
        article, first = self._thread(request, object_id, note)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        return self._write(request, article, parent=first)

    def settle_view(self, request, object_id, note):
        """A thread is done with, or after all not. What was typed under it is its last answer."""
        article, first = self._thread(request, object_id, note)
        if not noting.may_settle(request.user, first):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if request.POST.get("text", "").strip():
            answer = self._write(request, article, parent=first)
            if answer.status_code >= 400:
                return answer
        if "open" in request.POST:
            noting.reopen(first)
        else:
            noting.resolve(first, request.user)
        return self._done(request, article, first)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj:
            context |= shown(request, obj)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def _seen(self, request, object_id):
        """The piece, for whoever may see it; nobody need be allowed to change it."""
        article = self.get_object(request, str(object_id))
        if article is None or not self.has_view_permission(request, article):
            raise Http404
        return article

    def _thread(self, request, object_id, note):
        article = self._seen(request, object_id)
        first = get_object_or_404(Note, pk=note, article=article, parent=None)
        first.article = article
        return article, first

    def _write(self, request, article, *, parent=None):
        typed = {name: request.POST.get(name, "") for name in ("text", "about", "quoted")}
        try:
            where = {} if parent else noting.place_of(typed["about"]) | {"quoted": typed["quoted"]}
            note = noting.write(article, request.user, typed["text"], parent=parent, **where)
        except ValidationError as wrong:
            return self._refused(request, article, wrong, typed | {"answers": parent})
        return self._done(request, article, parent or note)

    def _refused(self, request, article, wrong, typed):
        problem = " ".join(wrong.messages)
        if _is_script(request):
            return JsonResponse({"error": problem}, status=400)
        return self._page(request, article, typed | {"problem": problem}, status=400)

    def _done(self, request, article, note):
        if _is_script(request):
            return JsonResponse(self._answer(request, article) | {"note": note.pk})
        page = reverse("admin:articles_article_notes", args=[article.pk])
        return redirect(f"{page}#note-{note.pk}")

    def _answer(self, request, article):
        """{list, forms}: what stands beside the text now."""
        context = shown(request, article)
        return {
            name: render_to_string(template, context, request)
            for name, template in (("list", LIST), ("forms", FORMS))
        }

    def _page(self, request, article, typed, status=200):
        context = {
            **self.admin_site.each_context(request), **shown(request, article),
            "title": _("Notes to colleagues"), "article": article, "opts": self.opts,
            "typed": typed, "places": threads.places_of(article), "on_page": True,
            "page": reverse("admin:articles_article_change", args=[article.pk]),
        }  # fmt: skip
        return TemplateResponse(request, PAGE, context, status=status)


def shown(request, article):
    """What the list of notes says, beside the text and on its own page."""
    may_edit = access.may_edit(request.user, article)
    open_threads, settled = threads.of(article, request.user, may_edit=may_edit)
    return {
        "original": article,
        "threads": open_threads,
        "settled": settled,
        "notes_url": reverse("admin:articles_article_notes", args=[article.pk]),
        "colleagues": mentions.offered(mentions.colleagues(article)),
        # Where there is no text to change, a note leads to where it is read.
        "is_written": may_edit and "body" not in sections.left_out(article),
        "most": noting.LONGEST,
    }


def _is_script(request):
    return request.headers.get("Accept") == "application/json"
