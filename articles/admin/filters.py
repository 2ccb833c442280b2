"""What an editor narrows the list by."""

from django.contrib import admin
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from articles.admin.queues import BY_KEY, QUEUES
from articles.states import Status
from themes.models import Theme


class StateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"
    STATES = {
        "draft": Q(status__in=[Status.IDEA, Status.DRAFT]),
        "review": Q(status=Status.REVIEW),
        "cleared": Q(status=Status.CLEARED),
        "scheduled": Q(status=Status.PUBLISHED, published_at__gt=Now()),
        "published": Q(status=Status.PUBLISHED, published_at__lte=Now()),
        "withdrawn": Q(status=Status.WITHDRAWN),
        "binned": Q(status=Status.BINNED),
    }
    NOT_BINNED = ~Q(status=Status.BINNED)  # what is thrown away is shown to who asks for it

    def lookups(self, request, model_admin):
        return [
            ("draft", _("Draft")), ("review", _("With the editors")), ("cleared", _("Cleared")),
            ("scheduled", _("Goes live later")), ("published", _("Published")),
            ("withdrawn", _("Withdrawn")), ("binned", _("In the bin")),
        ]  # fmt: skip

    def queryset(self, request, queryset):
        return queryset.filter(self.STATES.get(self.value(), self.NOT_BINNED))


class DeskFilter(admin.SimpleListFilter):
    """The lists of the desk's first page, whole."""

    title = _("list of the desk")
    parameter_name = "desk"

    def lookups(self, request, model_admin):
        return [(queue.key, queue.heading) for queue in QUEUES]

    def queryset(self, request, queryset):
        queue = BY_KEY.get(self.value())
        return queue.narrow(queryset, request.user) if queue else queryset


class MineFilter(admin.SimpleListFilter):
    title = _("whose pieces")
    parameter_name = "whose"

    def lookups(self, request, model_admin):
        return [("mine", _("Mine"))]

    def queryset(self, request, queryset):
        return queryset.of_user(request.user) if self.value() == "mine" else queryset


class ThemeFilter(admin.SimpleListFilter):
    """The whole branch: a theme and those beneath it, drafts too."""

    title = _("theme")
    parameter_name = "theme"

    def lookups(self, request, model_admin):
        themes = Theme.objects.in_use().order_by("path")
        return [(str(theme.pk), f"{'— ' * (theme.depth - 1)}{theme.name}") for theme in themes]

    def queryset(self, request, queryset):
        value = self.value() or ""
        theme = Theme.objects.filter(pk=value).first() if value.isdecimal() else None
        if theme is None:
            return queryset
        return queryset.filter(pk__in=_filed_in(theme))


def _filed_in(theme):
    through = Theme.filed.rel.related_model.themes.through
    return through.objects.filter(theme__path__startswith=theme.path).values("article")
