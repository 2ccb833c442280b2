"""The one mail a day: everything since the morning before, at eight in the institute's zone."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.tasks import task

from thinktank.notices import letters
from thinktank.notices.models import How, Notice, Preference
from thinktank.tasks.retrying import retrying

HOUR = time(8)


def latest_hour(now, zone):
    """The moment of the last eight o'clock in this zone."""
    day = now.astimezone(zone).date()
    today = datetime.combine(day, HOUR, tzinfo=zone)
    return today if today <= now else datetime.combine(day - timedelta(days=1), HOUR, tzinfo=zone)


def send_digests(now, zone):
    """Order the mail of the day for everybody who has something unsent from before its hour.

    That is what waits for those who chose one mail a day, and what could not be sent at once.
    Asked again on the same day it orders nothing more.
    """
    until = latest_hour(now, zone)
    waiting = Notice.objects.to_send().filter(at__lt=until)
    users = waiting.exclude(user__mail_preference__digest_at__gte=until).order_by()
    keys = list(users.values_list("user", flat=True).distinct())
    Preference.objects.bulk_create(
        [Preference(user_id=key, digest_at=now) for key in keys],
        update_conflicts=True, unique_fields=["user"], update_fields=["digest_at"],
    )  # fmt: skip
    for key in keys:
        send_digest.enqueue(key, until.isoformat(), zone.key)


@task
@retrying(times=10, first=30)
@transaction.atomic
def send_digest(user_id, until, zone):
    """Mail this user all that is unsent from before `until`. Done twice, it finds nothing left."""
    until = datetime.fromisoformat(until)
    waiting = Notice.objects.to_send().filter(user=user_id, at__lt=until)
    notices = list(waiting.locked().order_by("at", "pk"))
    if notices:
        letters.of_day(notices, until=until, zone=ZoneInfo(zone)).send()
        Notice.objects.filter(pk__in=[notice.pk for notice in notices]).sent(How.DAILY)
