"""Documents: read as they are taken in, so that a form asks for nothing that the file says itself."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.postgres.search import SearchQuery
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from thinktank import languages
from thinktank.library import documents, sources
from thinktank.library.models import Document
from thinktank.markup.characters import HIDDEN
from thinktank.modeladmin import ModelAdmin

ADD = _(
    "The file is read while you wait; title and language are taken from it where you give none."
)
REPLACE = _(
    "Every piece that offers the document gives the new file, at a new address. The old address "
    "keeps the old file, so that links in mails and footnotes stay whole."
)
WANTED = _("A PDF, at most 100 MB, without a password, scripts or files inside it.")


class DocumentForm(forms.ModelForm):
    upload = forms.FileField(
        label=_("File"),
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
        help_text=WANTED,
    )

    class Meta:
        widgets = {"title": forms.TextInput(attrs={"class": "vTextField"})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.reading = None
        if "upload" not in self.fields:
            return
        if self.instance.pk:
            self.fields["upload"].required = False
            return
        as_it_says = _("As the file says")
        for name in ("title", "language"):
            self.fields[name].required = False
        self.fields["title"].help_text = _("Empty: as the file says.")
        self.fields["language"].help_text = ""
        self.fields["language"].choices = [("", as_it_says), *languages.CHOICES]

    def clean_upload(self):
        upload = self.cleaned_data["upload"]
        if upload:
            whole = upload.size <= documents.READ_AT_ONCE
            self.reading = documents.read(upload, whole=whole)
        return upload


@admin.register(Document)
class DocumentAdmin(ModelAdmin):
    form = DocumentForm
    change_form_template = "admin/library/document/change_form.html"
    list_display = ["page_one", "title", "pages", "language", "size_in_words", "created"]
    list_display_links = ["title"]
    search_fields = ["title", "uploaded_as"]
    search_help_text = _("Words of the title or of the text.")

    class Media:
        css = {"all": ["admin_site/library.css", "admin_site/documents.css"]}

    # -- the list --

    def get_search_results(self, request, queryset, search_term):
        found, doubled = super().get_search_results(request, queryset, search_term)
        words = HIDDEN.sub(" ", search_term).strip()
        if not words:
            return found, doubled
        query = SearchQuery(words, config="simple", search_type="websearch")
        return found | queryset.filter(reading__vector=query), doubled

    @admin.display(description=_("page one"))
    def page_one(self, document):
        return cover(document)

    @admin.display(description=_("size"), ordering="size")
    def size_in_words(self, document):
        return size_in_words(document)

    # -- the form --

    def get_fieldsets(self, request, obj=None):
        if obj is None:
            return [(None, {"fields": ["upload", "title", "language"], "description": ADD})]
        return [
            (None, {"fields": ["title", "language"]}),
            (_("Another file in its place"), {
                "fields": ["upload"], "description": REPLACE, "classes": ["collapse"],
            }),
        ]  # fmt: skip

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj:
            uses, beside = sources.named(obj.usages.all(), request.user)
            context |= {
                "facts": facts(obj), "text_said": text_said(obj), "twins": twins(obj),
                "uses": uses, "uses_beside": beside,
            }  # fmt: skip
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def save_model(self, request, obj, form, change):
        if form.reading:
            obj.take(form.cleaned_data["upload"], form.reading)
        super().save_model(request, obj, form, change)
        if form.reading and (twin := twins(obj).first()):
            self.message_user(request, _twin_said(twin), messages.WARNING)

    def response_add(self, request, obj, post_url_continue=None):
        """To the document's own page, where what was read of it is looked at."""
        if IS_POPUP_VAR in request.POST or "_addanother" in request.POST:
            return super().response_add(request, obj, post_url_continue)
        said = _now("“%s” is in the library. Look whether title and language are right.")
        self.message_user(request, said % obj, messages.SUCCESS)
        return redirect("admin:library_document_change", obj.pk)


def cover(document):
    """The picture of page one, small; nothing where there is none."""
    if not document.cover:
        return "–"
    return format_html(
        '<img class="document-cover" src="{}" alt="" width="{}" height="{}" loading="lazy">',
        document.cover_src, document.cover_width, document.cover_height,
    )  # fmt: skip


def size_in_words(document):
    if document.size < 2**20:
        return _now("%d kB") % max(1, round(document.size / 2**10))
    return _now("%.1f MB") % (document.size / 2**20)


def facts(document):
    """“12 pages · 1.3 MB · uploaded as report.pdf”."""
    pages = document.pages
    found = [
        pages and ngettext("%d page", "%d pages", pages) % pages,
        size_in_words(document),
        document.uploaded_as and _now("uploaded as %s") % document.uploaded_as,
    ]
    return " · ".join(filter(None, found))


def text_said(document):
    """What search has of the text, and what to do where it has none."""
    if document.read_at is None:
        return _now("Its text is being read. Search finds it in a minute or two.")
    if document.words is None:
        return _now(
            "Its text could not be read, so search finds only its title. A PDF printed anew may help."
        )
    if not document.words:
        return _now(
            "No text could be read: it looks scanned. Search finds only its title, and screen "
            "readers find nothing. Text recognition (OCR) mends that; then put the new file in its "
            "place."
        )
    said = ngettext(
        "%s word of its text is known to search.",
        "%s words of its text are known to search.",
        document.words,
    )
    return said % number_format(document.words, force_grouping=True)


def twins(document):
    """Others with the same file, byte for byte."""
    return Document.objects.filter(sha256=document.sha256).exclude(pk=document.pk)


def _twin_said(twin):
    return format_html(
        _now('The library has the same file already: <a href="{}">{}</a>. Use that one, unless two '
             "are wanted."),
        reverse("admin:library_document_change", args=[twin.pk]), twin,
    )  # fmt: skip
