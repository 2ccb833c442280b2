"""What the article's admin has for text that comes from elsewhere: pasted, or from a Word file."""

from django.urls import path

from articles import access
from articles.admin import paste, wordfiles
from articles.imports import report
from articles.models import FileImport


class FromElsewhere:
    """Mixed into the article's admin."""

    change_list_template = "admin/articles/article/change_list.html"

    def get_urls(self):
        pages = [
            ("paste/", paste.paste, "paste"),
            ("import/", self.import_view, "import"),
            ("<int:object_id>/merge/", self.merge_view, "merge"),
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

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj:
            imported = FileImport.objects.applied().filter(article=obj).first()
            context |= {
                "imported": imported,
                "just_imported": imported and request.GET.get("imported") == imported.key,
                "imported_counts": report.named(imported.report) if imported else [],
                "may_merge": obj.status not in wordfiles.PUBLIC
                and access.may_edit(request.user, obj),
            }
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)
