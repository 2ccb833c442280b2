"""People as sentences: public().current().in_directory_order()."""

from datetime import timedelta

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.db.models.functions import Now
from django.utils import timezone

from people.models.appointments import Appointment

REVIEWED_EVERY = timedelta(days=180)


class PersonQuerySet(models.QuerySet):
    def public(self):
        """Whose page a reader may see: the staff's at once, a guest's with the first piece."""
        return self.filter(public_from__lte=Now())

    def current(self):
        return self.exclude(standing__in=["alumnus", "guest"])

    def former(self):
        return self.filter(standing="alumnus")

    def stale(self, today=None):
        """Whose page says something that nobody has looked at for half a year, or that has passed:
        a degree past the day it was expected on, a post that has ended.
        """
        today = today or timezone.localdate()
        related = {
            each.name: each.related_model.objects for each in self.model._meta.related_objects
        }
        degrees = related["degrees"].filter(person=OuterRef("pk"), expected_on__lt=today)
        posts = related["appointments"].filter(person=OuterRef("pk"))
        return self.current().filter(
            Q(bio_reviewed_on=None)
            | Q(bio_reviewed_on__lt=today - REVIEWED_EVERY)
            | Exists(degrees.filter(status="in_progress"))
            | (Exists(posts.filter(end__lt=today)) & ~Exists(posts.valid_on(today)))
        )

    def in_directory_order(self):
        return self.order_by("group__order", "rank", "sort_name", "pk")

    def named(self, words):
        """Whose name in any spelling holds each of these words."""
        found = self
        for word in words.split():
            found = found.filter(
                Q(name__icontains=word)
                | Q(native_name__icontains=word)
                | Q(former_names__icontains=word)
                | Q(sort_name__icontains=word)
            )
        return found

    def for_cards(self):
        """With what a directory card prints: posts and photo, without the long text."""
        return (
            self.defer("long_bio")
            .select_related("photo", "group")
            .prefetch_related(
                Prefetch("appointments", Appointment.objects.current(), to_attr="posts_now")
            )
        )
