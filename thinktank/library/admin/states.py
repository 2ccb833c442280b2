"""How a picture stands, in an editor's words: its rights, its description, its use, its files."""

from datetime import timedelta

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q
from django.http import Http404, JsonResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from thinktank.library.admin.choosing import ended
from thinktank.library.models import Usage

SOON = timedelta(days=30)


def with_use(images):
    """Each with `is_used`: whether anything uses it, be it public or not."""
    return images.annotate(is_used=Exists(Usage.objects.filter(image=OuterRef("pk"))))


def notes(image):
    """[(what is to be said of a picture, whether it wants a hand)], for the list."""
    said = []
    if over := ended(image):
        said.append((over, True))
    elif image.rights_until and image.rights_until <= timezone.localdate() + SOON:
        day = date_format(image.rights_until, "j F Y")
        said.append((_now("Rights end on %s") % day, True))
    if not image.alt:
        said.append((_now("No description"), True))
    if not getattr(image, "is_used", True):
        said.append((_now("Not used"), False))
    return said


def readiness(image):
    """Whether readers can be shown it yet; publishing waits for that."""
    seconds = image.waiting_seconds
    if seconds == 0 and image.ready:
        return ""
    if seconds is None:
        return _now(
            "Being prepared, as soon as the worker runs again. Whoever keeps the site can start it."
        )
    return _now("Being prepared; ready in about %d s.") % max(1, seconds)


def state(model_admin, request, object_id):
    """GET → {"ready": …, "said": sentence}: a picture's page asks until it is ready."""
    image = model_admin.get_object(request, str(object_id))
    if image is None:
        raise Http404
    if not model_admin.has_view_permission(request, image):
        raise PermissionDenied
    said = readiness(image)
    return JsonResponse({"ready": not said, "said": said or _now("Ready.")})


class StateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [
            ("ended", _("Rights have ended")),
            ("ending", _("Rights end within 30 days")),
            ("undescribed", _("No description")),
            ("unused", _("Not used")),
        ]

    def queryset(self, request, queryset):
        today = timezone.localdate()
        asked = {
            "ended": Q(rights_until__lt=today),
            "ending": Q(rights_until__gte=today, rights_until__lte=today + SOON),
            "undescribed": Q(alt=""),
            "unused": Q(is_used=False),
        }
        return queryset.filter(asked[self.value()]) if self.value() in asked else queryset
