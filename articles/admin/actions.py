"""Bulk steps of the list. Each piece gets its own line of answer."""

from django.contrib import messages
from django.contrib.admin.options import ActionLocation
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import moves
from articles.admin import steps, versions
from articles.states import STEPS

# Those that ask nothing.
BULK = ("start", "send", "clear", "hold", "bin", "unbin")


def bulk(name):
    """The step as an action of the list."""

    def take(_model_admin, request, articles):
        take_each(request, articles, name)

    take.__name__ = name
    take.short_description = STEPS[name].label
    return take


class BulkSteps:
    """Mixed into the article's admin."""

    actions = tuple(map(bulk, BULK))

    def changelist_view(self, request, extra_context=None):
        listed = {"listed": timezone.now().isoformat()}  # before its rows are read
        return super().changelist_view(request, listed | (extra_context or {}))

    def get_actions(self, request, action_location=ActionLocation.CHANGE_LIST):
        """Those of the steps that this person may take with some piece."""
        return {
            name: action for name, action in super().get_actions(request, action_location).items()
            if request.user.has_perm(f"articles.{STEPS[name].permission}")
        }  # fmt: skip


def take_each(request, articles, name):
    """One piece that cannot move does not keep the others back."""
    for article in articles.order_by("pk"):
        try:
            taken = take_as_listed(request, article, name)
        except (ValidationError, PermissionDenied) as why_not:
            reason = " ".join(getattr(why_not, "messages", [_("It is not yours to move.")]))
            messages.error(request, f"{article}: {reason}")
        else:
            messages.success(request, f"{article}: {steps.done(taken)}")


@transaction.atomic
def take_as_listed(request, article, name):
    """The step, unless the piece was saved after the list was made on which it was chosen."""
    if versions.is_newer(request.POST.get("listed"), article):
        raise ValidationError(_("It was saved after this list was made. Look at it first."))
    return moves.take_step(article, name, by=request.user)
