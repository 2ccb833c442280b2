"""Word files at the desk: a new draft from one, a newer one into a draft. Nothing changes by GET."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from articles import access, locks
from articles.admin.form import kind_asked_for
from articles.imports import drafting, opening, reading
from articles.imports.merging import KEEP, TAKE
from articles.models import FileImport, Kind
from articles.states import Status

PUBLIC = (Status.PUBLISHED, Status.WITHDRAWN)


class FileForm(forms.Form):
    """A .docx, judged by what is in it; `tracked` is what it keeps track of."""

    file = forms.FileField(
        label=_("Word file"),
        widget=forms.FileInput(attrs={"accept": ".docx"}),
        help_text=_("A text saved as .docx, at most 25 MB."),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty.")},
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > opening.LARGEST_FILE:
            raise ValidationError(opening.too_large(file.size))
        self.tracked = reading.tracked(file.read())
        return file


class NewDraftForm(FileForm):
    kind = forms.ModelChoiceField(Kind.objects.all(), label=_("Kind"), empty_label=None)
    field_order = ["kind", "file"]


class ChangesForm(forms.Form):
    changes = forms.ChoiceField(
        label=_("The file keeps track of changes. Which text is meant?"),
        choices=[
            (FileImport.Changes.ACCEPTED, _("The text with all changes accepted")),
            (FileImport.Changes.ORIGINAL, _("The text as it was before the changes")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two texts.")},
    )


def import_page(model_admin, request):
    """A new draft from a file: choose it, say which text is meant, write on."""
    if not model_admin.has_add_permission(request):
        raise PermissionDenied
    waiting = FileImport.objects.waiting_for(request.user).first()
    if request.method == "POST" and request.POST.get("about") == "file":
        return _chosen(model_admin, request, NewDraftForm, None)
    if request.method == "POST" and waiting:
        return _answered(model_admin, request, waiting, None)
    if waiting and request.GET.get("file") == waiting.key:
        return _page(model_admin, request, None, ChangesForm(), waiting)
    form = NewDraftForm(initial={"kind": kind_asked_for(request)})
    return _page(model_admin, request, None, form)


def merge_page(model_admin, request, object_id):
    """A newer file of a draft: choose it, look at the differences, take what is wanted."""
    article = model_admin.get_object(request, str(object_id))
    if article is None:
        raise Http404
    if not access.may_edit(request.user, article) or article.status in PUBLIC:
        raise PermissionDenied
    waiting = FileImport.objects.waiting_for(request.user, article).first()
    if request.method == "POST" and request.POST.get("about") == "file":
        return _chosen(model_admin, request, FileForm, article)
    if waiting is None:
        return _page(model_admin, request, article, FileForm())
    if request.method == "POST":
        return _answered(model_admin, request, waiting, article)
    if not waiting.changes:
        return _page(model_admin, request, article, ChangesForm(), waiting)
    return _differences(model_admin, request, article, waiting)


# -- a file was chosen, a question answered --


def _chosen(model_admin, request, form_class, article):
    form = form_class(request.POST, request.FILES)
    if not form.is_valid():
        return _page(model_admin, request, article, form, status=400)
    waiting = FileImport.objects.wait(form.cleaned_data["file"], by=request.user, article=article)
    kind = form.cleaned_data.get("kind")
    waiting.report = {"kind": kind.pk} if kind else {}
    if form.tracked:
        waiting.changes = ""
        waiting.report["tracked"] = [
            form.tracked.added,
            form.tracked.taken,
            list(form.tracked.people),
        ]
    waiting.save()
    if not waiting.changes or article:
        return _again(article, waiting)
    return _begin(model_admin, request, waiting)


def _answered(model_admin, request, waiting, article):
    if "cancel" in request.POST:
        waiting.forget()
        messages.info(request, _now("Nothing was changed."))
        return _back(article)
    if not waiting.changes:
        form = ChangesForm(request.POST)
        if not form.is_valid():
            return _page(model_admin, request, article, form, waiting, status=400)
        waiting.changes = form.cleaned_data["changes"]
        waiting.save()
    elif article:
        return _take_in(model_admin, request, article, waiting)
    return _again(article, waiting) if article else _begin(model_admin, request, waiting)


def _begin(model_admin, request, waiting):
    kind = Kind.objects.filter(pk=waiting.report.get("kind")).first() or Kind.objects.first()
    try:
        article = drafting.begin(waiting, kind=kind, by=request.user)
    except ValidationError as why_not:
        return _unreadable(model_admin, request, waiting, None, why_not)
    model_admin.log_addition(request, article, [{"added": {}}])
    messages.success(
        request,
        _now("A new draft from “%s”. Look through what it says of the file.") % waiting.name,
    )
    return _to_form(article, waiting)


def _take_in(model_admin, request, article, waiting):
    with transaction.atomic():
        locked = get_object_or_404(locks.rows(), pk=article.pk)
        if not access.may_edit(request.user, locked) or locked.status in PUBLIC:
            raise PermissionDenied
        merge = drafting.compare(locked, waiting)
        chosen = {
            each.number: request.POST.get(f"choice-{each.number}", "") for each in merge.differences
        }
        missing = [number for number, choice in chosen.items() if choice not in (KEEP, TAKE)]
        stale = request.POST.get("mark") != merge.mark
        if stale or missing:
            return _differences(model_admin, request, locked, waiting, chosen, stale=stale)
        drafting.take_in(locked, waiting, merge, chosen)
    model_admin.log_change(request, locked, [{"changed": {"fields": [_now("Text")]}}])
    messages.success(
        request, _now("What you chose from “%s” stands in the text now.") % waiting.name
    )
    return _to_form(locked, waiting)


# -- pages --


def _page(model_admin, request, article, form, waiting=None, status=200):
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _now("Take in a newer file") if article else _now("Import a Word file"),
        "article": article, "form": form, "waiting": waiting, "opts": model_admin.opts,
        "asks_changes": isinstance(form, ChangesForm),
    }  # fmt: skip
    return TemplateResponse(request, "admin/articles/article/import.html", context, status=status)


def _differences(model_admin, request, article, waiting, chosen=None, *, stale=False):
    try:
        merge = drafting.compare(article, waiting)
    except ValidationError as why_not:
        return _unreadable(model_admin, request, waiting, article, why_not)
    rows = [
        {"difference": each, "choice": (chosen or {}).get(each.number) or each.usual,
         "unanswered": chosen is not None and chosen[each.number] not in (KEEP, TAKE)}
        for each in merge.differences
    ]  # fmt: skip
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _now("Take in a newer file"), "article": article, "waiting": waiting, "merge": merge,
        "rows": rows, "stale": stale and chosen is not None, "opts": model_admin.opts,
        "unanswered": sum(row["unanswered"] for row in rows),
    }  # fmt: skip
    status = 200 if chosen is None else 400
    return TemplateResponse(request, "admin/articles/article/merge.html", context, status=status)


def _unreadable(model_admin, request, waiting, article, why_not):
    waiting.forget()
    form = FileForm() if article else NewDraftForm()
    messages.error(request, " ".join(why_not.messages))
    return _page(model_admin, request, article, form, status=400)


def _again(article, waiting):
    """To the page by GET: what was sent is not sent twice."""
    if article:
        return redirect("admin:articles_article_merge", article.pk)
    return redirect(reverse("admin:articles_article_import", query={"file": waiting.key}))


def _to_form(article, file):
    """To the form, which shows what is told of the file."""
    form = reverse("admin:articles_article_change", args=[article.pk], query={"imported": file.key})
    return redirect(form)


def _back(article):
    if article:
        return redirect("admin:articles_article_change", article.pk)
    return redirect("admin:articles_article_changelist")
