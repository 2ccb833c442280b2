"""Bulk steps of the list: those that ask nothing. Each piece gets its own line of answer."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from articles import moves
from articles.admin import steps
from articles.states import STEPS


class BulkSteps:
    """Mixed into the article's admin."""

    actions = ("start", "send", "clear", "hold")

    @admin.action(description=STEPS["start"].label, permissions=["start"])
    def start(self, request, articles):
        take_each(request, articles, "start")

    @admin.action(description=STEPS["send"].label, permissions=["send"])
    def send(self, request, articles):
        take_each(request, articles, "send")

    @admin.action(description=STEPS["clear"].label, permissions=["clear"])
    def clear(self, request, articles):
        take_each(request, articles, "clear")

    @admin.action(description=STEPS["hold"].label, permissions=["hold"])
    def hold(self, request, articles):
        take_each(request, articles, "hold")

    def has_start_permission(self, request):
        return request.user.has_perm("articles.start_article")

    def has_send_permission(self, request):
        return request.user.has_perm("articles.send_article")

    def has_clear_permission(self, request):
        return request.user.has_perm("articles.clear_article")

    def has_hold_permission(self, request):
        return request.user.has_perm("articles.hold_article")


def take_each(request, articles, name):
    """One piece that cannot move does not keep the others back."""
    for article in articles.order_by("pk"):
        try:
            taken = moves.take_step(article, name, by=request.user)
        except (ValidationError, PermissionDenied) as why_not:
            reason = " ".join(getattr(why_not, "messages", [_("It is not yours to move.")]))
            messages.error(request, f"{article}: {reason}")
        else:
            messages.success(request, f"{article}: {steps.done(taken)}")
