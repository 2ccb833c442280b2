"""What the article's admin has for text that comes from elsewhere: pasted, from a Word file, and the
comments that came with it."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone

from articles import access
from articles.admin import paste, wordfiles
from articles.imports import report
from articles.models import FileImport, Note


class FromElsewhere:
    """Mixed into the article's admin."""

    change_list_template = "admin/articles/article/change_list.html"

    def get_urls(self):
        pages = [
            ("paste/", paste.paste, "paste"),
            ("import/", self.import_view, "import"),
            ("<int:object_id>/merge/", self.merge_view, "merge"),
            ("<int:object_id>/settle/<int:note>/", self.settle_view, "settle"),
        ]
        return [
            *(path(where, self.admin_site.admin_view(view), name=f"articles_article_{name}")
              for where, view, name in pages),
            *super().get_urls(),
        ]  # fmt: skip

    def import_view(self, request):
        return wordfiles.import_page(self, request)

    def merge_view(self, request, object_id):
        return wordfiles.merge_page(self, request, object_id)

    def settle_view(self, request, object_id, note):
        """A note is done with, or after all not."""
        article = self.get_object(request, str(object_id))
        row = Note.objects.filter(pk=note, article=article).first() if article else None
        if row is None:
            raise Http404
        if not access.may_edit(request.user, article):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        row.resolved_at = None if "open" in request.POST else timezone.now()
        row.save(update_fields=["resolved_at"])
        if request.headers.get("Accept") == "application/json":
            return HttpResponse(status=204)
        return redirect("admin:articles_article_change", article.pk)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj:
            imported = FileImport.objects.applied().filter(article=obj).first()
            context |= {
                "notes": obj.notes.filter(resolved_at=None),
                "imported": imported,
                "just_imported": imported and request.GET.get("imported") == imported.key,
                "imported_counts": report.named(imported.report) if imported else [],
                "may_merge": obj.status not in wordfiles.PUBLIC
                and access.may_edit(request.user, obj),
            }
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)
