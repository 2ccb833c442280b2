"""What changed beside a text, on the desk: other changes in preparation, the posts of its authors."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _

from articles import access, clearance, history, locks, rebasing, signatures, updates
from articles.admin import versions, whereabouts
from articles.records import record
from articles.states import PUBLIC


class Beside:
    """Mixed into the article's admin."""

    def get_urls(self):
        pages = (("rebase", self.rebase_view), ("refresh", self.refresh_view))
        ours = [
            path(f"<int:object_id>/{name}/", self.admin_site.admin_view(view),
                 name=f"articles_article_{name}")
            for name, view in pages
        ]  # fmt: skip
        return [*ours, *super().get_urls()]

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj:
            context |= about(obj) | {"outdated": signatures.outdated(obj)}
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def gone_out(self, request, object_id):
        """The answer to whoever asks for a change that is part of its piece by now: the piece.

        Raises Http404 for any other key, and where the piece is not theirs to see.
        """
        known = str(object_id).isdecimal() and len(str(object_id)) < 18
        piece = updates.piece_of(object_id) if known else None
        if piece is None or not self.has_view_permission(request, piece):
            raise Http404
        messages.warning(request, _("This change has gone out: it is part of the piece now."))
        return redirect("admin:articles_article_change", piece.pk)

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        answer = self.gone_out(request, object_id)
        if "version" not in request.POST:
            return answer
        why = _("The change has gone out while you were writing. What you typed can still be copied "
                "from here, into a new change.")  # fmt: skip
        return self.not_saved(request, updates.piece_of(object_id), why=why)

    @transaction.atomic
    def refresh_view(self, request, object_id):
        """Bylines written down at clearance, anew: whose post has changed since."""
        article = self.get_object(request, str(object_id))
        if article is None:
            raise Http404
        if not access.may_edit(request.user, article) or article.status in PUBLIC:
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        locks.hold(article)
        signatures.refresh(article)
        revision = history.keep(article, by=request.user, why=_("Bylines by the posts of the day"))
        clearance.saved(article, revision, request.user)
        messages.success(request, _("The bylines are as of the day of publication now."))
        return redirect("admin:articles_article_change", article.pk)

    @transaction.atomic
    def rebase_view(self, request, object_id):
        """What went out since a change was begun, to be taken in place by place."""
        change = self.get_object(request, str(object_id))
        if change is None or change.replaces_id is None:
            raise Http404
        if not access.may_edit(request.user, change):
            raise PermissionDenied
        is_post, is_stale = request.method == "POST", False
        rebase = rebasing.held(change) if is_post else rebasing.Rebase(change)
        if is_post:
            marks = versions.version(change), versions.version(change.replaces)
            is_stale = request.POST.get("version") != "|".join(marks)
            if not is_stale and not rebase.unanswered(request.POST):
                return self._rebased(request, rebase)
        return self._rebase_page(request, rebase, is_stale=is_stale)

    def _rebased(self, request, rebase):
        why = _("Took in what went out meanwhile")
        revision = rebasing.carry_out(rebase, request.POST, by=request.user, why=why)
        clearance.saved(rebase.change, revision, request.user)
        record(rebase.change)
        messages.success(request, _("The change now goes on from what readers see."))
        return redirect("admin:articles_article_change", rebase.change.pk)

    def _rebase_page(self, request, rebase, *, is_stale):
        change, posted = rebase.change, request.method == "POST"
        rows = [
            {"place": each, "choice": request.POST.get(each.name) if posted else each.usual}
            for each in rebase.places
        ]
        context = {
            **self.admin_site.each_context(request),
            "title": _("Take in what went out meanwhile"), "article": change, "rows": rows,
            "opts": self.opts, "is_stale": is_stale,
            "unanswered": posted and not is_stale,
            "version": f"{versions.version(change)}|{versions.version(change.replaces)}",
        }  # fmt: skip
        template = "admin/articles/article/rebase.html"
        return TemplateResponse(request, template, context, status=409 if posted else 200)


def about(article):
    """What the form says of the changes beside a piece, or of the piece beside a change."""
    if article.replaces_id is None:
        return {"changes": _named(updates.open_beside(article))}
    return {
        "piece": article.replaces,
        "changes": _named(updates.others(article)),
        "moved_on": updates.live_moved_on(article),
        "apply_missed": updates.missed(article) if updates.is_overdue(article) else "",
    }


def _named(changes):
    """[(change, its state in words, who began it)]"""
    return [
        (change, whereabouts.state(change), whereabouts.name_of(change.created_by))
        for change in changes.select_related("created_by__person", "reviewer__person")
    ]
