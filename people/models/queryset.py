"""People as sentences: public().current().in_directory_order()."""

from django.db import models
from django.db.models import Prefetch, Q
from django.db.models.functions import Now

from people.models.appointments import Appointment


class PersonQuerySet(models.QuerySet):
    def public(self):
        """Whose page a reader may see: the staff's at once, a guest's with the first piece."""
        return self.filter(public_from__lte=Now())

    def current(self):
        return self.exclude(standing__in=["alumnus", "guest"])

    def former(self):
        return self.filter(standing="alumnus")

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
