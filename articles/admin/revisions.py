"""The history of a piece on the desk: every version with who, when and why; what differs between any
two; reading one and bringing it back."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.http import Http404, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import access, clearance, comparing, duplicates, restoring, snapshots
from articles.admin import chronicle, versions
from articles.models import Article, Revision
from articles.render import picture_keys, render
from thinktank.library.models import Image

TO_PIECES = ("supersedes", "translation_of")
CLEARED, NOW = "cleared", "now"


class LabelForm(forms.ModelForm):
    class Meta:
        model = Revision
        fields = ["label"]


class Revisions:
    """Mixed into the article's admin."""

    def get_urls(self):
        one = "<int:object_id>/revisions/<int:number>/"
        pages = [
            ("<int:object_id>/compare/", self.compare_view, "compare"),
            (one, self.revision_view, "revision"),
            (f"{one}restore/", self.restore_view, "restore"),
            (f"{one}label/", self.label_view, "label"),
            ("<int:object_id>/duplicate/", self.duplicate_view, "duplicate"),
        ]
        return [
            *(path(where, self.admin_site.admin_view(view), name=f"articles_article_{name}")
              for where, view, name in pages),
            *super().get_urls(),
        ]  # fmt: skip

    # -- looking --

    def history_view(self, request, object_id, extra_context=None):
        article = _piece(self, request, object_id)
        return _answer(
            self, request, article, "history", title=_("History"),
            page=chronicle.page(article, request.GET),
            may_restore=bool(restoring.way(request.user, article)),
            has_cleared=clearance.has_changed(article)
            and clearance.cleared_revision(article) is not None,
        )  # fmt: skip

    def compare_view(self, request, object_id):
        """What differs from one version to another, or to the piece as it is now; with nothing
        asked, what the last save did."""
        article = _piece(self, request, object_id)
        last = article.revisions.aggregate(last=Max("number"))["last"] or 0
        asked = request.GET.get("from", str(max(1, last - 1))), request.GET.get("to", NOW)
        sides = [_side(article, each) for each in asked]
        if sides[0] is None or (sides[1] and sides[0].number > sides[1].number):
            sides.reverse()
        found = [snapshots.read(each) if each else snapshots.take(article) for each in sides]
        differences = _without_hidden(request.user, comparing.compare(*found), *found)
        return _answer(
            self, request, article, "compare", title=_("What differs"),
            sides=[each and chronicle.entry(each) for each in sides],
            differences=differences, words_changed=_counted(differences),
            last=last,
        )  # fmt: skip

    def revision_view(self, request, object_id, number):
        article = _piece(self, request, object_id)
        return _revision_page(self, request, article, _revision(article, number))

    # -- doing --

    @transaction.atomic
    def restore_view(self, request, object_id, number):
        article = _piece(self, request, object_id)
        revision = _revision(article, number)
        if not restoring.way(request.user, article):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if versions.is_stale(request, article):
            messages.error(request, _("Somebody saved the piece while you looked at this page. "
                                      "Look at it as it is now, and decide then."))  # fmt: skip
            return redirect("admin:articles_article_revision", article.pk, number)
        holder, gone = restoring.restore(article, revision, by=request.user)
        said = _("Restored from version %d.") % number
        self.log_change(request, holder, said)
        messages.success(request, f"{said} {_what_stays(article, holder)}")
        if gone:
            messages.warning(request, _("Left out, because it is gone: %s.") % ", ".join(gone))
        return redirect("admin:articles_article_change", holder.pk)

    @transaction.atomic
    def label_view(self, request, object_id, number):
        article = _piece(self, request, object_id)
        revision = _revision(article, number)
        if not _may_label(request, article):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        form = LabelForm(request.POST, instance=revision)
        if not form.is_valid():
            return _revision_page(self, request, article, revision, form)
        # The row may have gone over to the piece with a change meanwhile: only the label is written.
        revision.save(update_fields=["label"])
        said = _("Version %(number)d is labelled “%(label)s”.") if revision.label else _(
            "Version %(number)d has no label.")  # fmt: skip
        said %= {"number": number, "label": revision.label}
        self.log_change(request, article, said)
        messages.success(request, said)
        return redirect("admin:articles_article_history", article.pk)

    def duplicate_view(self, request, object_id):
        article = _piece(self, request, object_id)
        if not self.has_add_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        copy = duplicates.duplicate(article, by=request.user)
        self.log_addition(request, copy, _("Copied from “%s”") % article)
        messages.success(
            request, _("This is the copy: a draft of your own. The first piece is as it was.")
        )
        return redirect("admin:articles_article_change", copy.pk)


def _piece(model_admin, request, object_id):
    """The piece, for whoever may see it. Raises Http404 for all others."""
    article = model_admin.get_object(request, str(object_id))
    if article is None or not model_admin.has_view_permission(request, article):
        raise Http404
    return article


def _answer(model_admin, request, article, name, **context):
    context = {
        **model_admin.admin_site.each_context(request),
        "article": article, "opts": model_admin.opts, **context,
    }  # fmt: skip
    return TemplateResponse(request, f"admin/articles/article/{name}.html", context)


def _revision_page(model_admin, request, article, revision, form=None):
    snapshot = snapshots.read(revision)
    facts = comparing.facts(snapshot)
    return _answer(
        model_admin, request, article, "revision", title=_("Version %d") % revision.number,
        revision=revision, entry=chronicle.entry(revision), snapshot=snapshot, html=_as_read(revision, snapshot),
        lead=_picture(snapshot), version=versions.version(article),
        facts=_without_hidden(request.user, facts, snapshot),
        way=restoring.way(request.user, article),
        form=(form or LabelForm(instance=revision)) if _may_label(request, article) else None,
    )  # fmt: skip


def _revision(article, number):
    rows = Revision.objects.select_related("by__person")
    return get_object_or_404(rows, article=article, number=number)


def _side(article, asked):
    """The Revision that is asked for; None: the piece as it is now. Raises Http404."""
    if asked == NOW:
        return None
    if asked == CLEARED:
        found = clearance.cleared_revision(article)
        if found is None:
            raise Http404
        return found
    if not (asked.isascii() and asked.isdecimal() and len(asked) < 10):
        raise Http404
    return _revision(article, int(asked))


def _counted(differences):
    number = comparing.words_changed(differences)
    return ngettext("%d word changed", "%d words changed", number) % number


def _may_label(request, article):
    user = request.user
    return access.may_edit(user, article) or user.has_perm("articles.change_any_article")


def _without_hidden(user, differences, *found):
    """Without the names of other pieces that this log-in may not know of."""
    keys = {each[name]["id"] for each in found for name in TO_PIECES if each[name]}
    known = access.own(user).filter(pk__in=keys) | Article.objects.published().filter(pk__in=keys)
    hidden = keys - set(known.values_list("pk", flat=True)) if keys else set()
    secret = {
        name for name in TO_PIECES for each in found if each[name] and each[name]["id"] in hidden
    }
    return [each for each in differences if each.place not in secret]


def _as_read(revision, snapshot):
    """The text as readers saw it; of what they never saw, as it would have been read."""
    if revision.html:
        return revision.html
    pictures = Image.objects.in_bulk(picture_keys(snapshot["body"]))
    return render(snapshot["body"], pictures, language=snapshot["language"]).html


def _picture(snapshot):
    pointer = snapshot["lead_image"]
    return pointer and Image.objects.filter(pk=pointer["id"]).first()


def _what_stays(article, holder):
    if holder != article:
        return _(
            "It is a change beside the piece: readers see nothing of it until it is published."
        )
    return _("Themes, tags and everything else stay as they are. What stood here until now is the "
             "version before.")  # fmt: skip
