"""Documents: taken in by the library's own rules."""

from django import forms
from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from thinktank.library.admin.uploads import TakesFiles
from thinktank.library.models import Document
from thinktank.modeladmin import ModelAdmin


class DocumentForm(forms.ModelForm):
    upload = forms.FileField(
        label=_("File"),
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
        help_text=_("A PDF, at most 100 MB."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk and "upload" in self.fields:
            self.fields["upload"].required = False
            self.fields["upload"].label = _("Another file in its place")

    def clean_upload(self):
        upload = self.cleaned_data["upload"]
        if upload:
            Document.refuse_unless_pdf(upload)
        return upload


@admin.register(Document)
class DocumentAdmin(TakesFiles, ModelAdmin):
    form = DocumentForm
    list_display = ["title", "language", "size_in_words", "created"]
    search_fields = ["title"]
    readonly_fields = ["address"]
    fields = ["upload", "title", "language", "address"]

    @admin.display(description=_("size"), ordering="size")
    def size_in_words(self, document):
        return f"{document.size / 2**20:.1f} MB"

    @admin.display(description=_("the file"))
    def address(self, document):
        if not document.pk:
            return "–"
        return format_html('<a href="{}">{}</a>', document.get_absolute_url(), document.title)
