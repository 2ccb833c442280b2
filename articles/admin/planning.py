"""The plan of a piece on its form: who reads it next, by when, and what it is planned for."""

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Value
from django.db.models.functions import Coalesce, Lower, NullIf
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles import access
from articles.admin import whereabouts

# Who only writes says by when, not who reads it next nor when outsiders may.
OF_EDITORS = {"reviewer", "embargo_until"}
# A change beside a live piece goes through the same hands; an embargo is of what is not out yet.
OF_CHANGES = {"reviewer", "due", "planned_for"}


class ReviewerField(forms.ModelChoiceField):
    """A colleague, by the name that colleagues use."""

    def label_from_instance(self, user):
        return whereabouts.name_of(user)


def left_out(user):
    """The fields of the plan that this log-in does not set."""
    return set() if user.has_perm("articles.change_any_article") else OF_EDITORS


def reviewers():
    """The log-ins that may clear a text, in the order of their names."""
    name = Lower(Coalesce(NullIf("person__name", Value("")), "username"))
    return access.holders("clear_article").select_related("person").order_by(name, "pk")


def with_current(field, article):
    """Whoever is named already stays on offer, though they could not be chosen anew."""
    if article.reviewer_id:
        field.queryset |= get_user_model().objects.filter(pk=article.reviewer_id)


def summary(form, _formsets):
    """“With Zarmeen Keenjhari · due 3 Mar · planned for 12 Mar”"""
    article = form.instance
    said = [
        _("With %s") % whereabouts.name_of(article.reviewer) if article.reviewer_id else "",
        _("due %s") % _day(article.due) if article.due else "",
        _("planned for %s") % _day(article.planned_for) if article.planned_for else "",
        _("embargo until %s") % whereabouts.moment(article.embargo_until)
        if article.embargo_until
        else "",
    ]
    return " · ".join(filter(None, said)) or _("nothing yet")


def _day(day):
    return date_format(day, "j M" if day.year == timezone.localdate().year else "j M Y")
