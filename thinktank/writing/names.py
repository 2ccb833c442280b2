"""How people and hours are called in the sentences about who wrote what."""

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _


def name_of(user):
    """The person's name behind a log-in, else the log-in's."""
    person = getattr(user, "person", None)
    return person.name if person else user.get_full_name() or user.get_username()


def hour(when):
    """“14:02”; with the day when it is not today's. In the institute's zone."""
    local = timezone.localtime(when)
    return date_format(local, "H:i" if local.date() == timezone.localdate() else "D j M, H:i")


def clock(when):
    """“14:02:10”, in the institute's zone."""
    return date_format(timezone.localtime(when), "H:i:s")


def saver(obj):
    """The log-in that saved this row last at the desk, or None."""
    entry = (
        LogEntry.objects.filter(
            content_type=ContentType.objects.get_for_model(obj, for_concrete_model=False),
            object_id=obj.pk,
        )
        .select_related("user")
        .first()
    )
    return entry and entry.user


def saved_too(obj, user):
    """“Zarmeen saved too.” Who did it as far as the desk knows, and the reader of the sentence apart."""
    by = saver(obj)
    if by == user:
        return _("You saved this in another window, too.")
    return _("%s saved too.") % (name_of(by) if by else _("Somebody"))
