"""The log at the desk: read by administrators, written by nobody."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseNotAllowed, StreamingHttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.text import capfirst

from thinktank import keyset
from thinktank.audit import sentences, spreadsheet
from thinktank.audit.models import Entry, Event
from thinktank.audit.searching import SearchForm
from thinktank.audit.writing import record
from thinktank.modeladmin import ModelAdmin

READING = ("GET", "HEAD")


@admin.register(Entry)
class EntryAdmin(ModelAdmin):
    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("audit.view_entry")

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_urls(self):
        csv = path("csv/", self.admin_site.admin_view(self.csv_view), name="audit_entry_csv")
        return [csv, *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        """The newest first, by the page: no count, and a deep page costs what the first one does."""
        self._refuse_others(request)
        form = SearchForm(request.GET)
        found = form.narrow(Entry.objects.all()) if form.is_valid() else Entry.objects.none()
        page = keyset.page(found, request.GET, moment="at", keep=form.fields, per_page=50)
        return self._page(
            request, "list", form=form, page=page, rows=[_told(entry) for entry in page],
            asked=form.asked(), title=capfirst(self.opts.verbose_name_plural),
        )  # fmt: skip

    def change_view(self, request, object_id, form_url="", extra_context=None):
        self._refuse_others(request)
        entry = self.get_object(request, object_id)
        if entry is None:
            raise Http404
        about = f"{entry.subject_model}:{entry.subject_pk}" if entry.subject_pk else ""
        return self._page(
            request, "entry", entry=entry, said=sentences.sentence(entry), about=about,
            details=sentences.details(entry, most=1000), title=entry.get_event_display(),
        )  # fmt: skip

    def history_view(self, request, object_id, extra_context=None):
        """An entry has no history: it is one."""
        raise Http404

    def csv_view(self, request):
        """POST what the list is narrowed by → all of it as a file. That somebody took it is an entry."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        form = SearchForm(request.POST)
        if not form.is_valid():
            return redirect(f"{reverse('admin:audit_entry_changelist')}?{request.POST.urlencode()}")
        record(Event.EXPORT, detail=form.asked())
        lines = spreadsheet.lines(form.narrow(Entry.objects.all()))
        name = f"log-{timezone.localdate():%Y-%m-%d}.csv"
        return StreamingHttpResponse(
            lines, content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )  # fmt: skip

    def _refuse_others(self, request):
        if request.method not in READING or not self.has_view_permission(request):
            raise PermissionDenied

    def _page(self, request, name, **context):
        context = self.admin_site.each_context(request) | context
        return TemplateResponse(request, f"admin/audit/entry/{name}.html", context)


def _told(entry):
    return {
        "entry": entry,
        "said": sentences.sentence(entry),
        "details": sentences.details(entry),
    }
