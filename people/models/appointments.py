"""Appointment: a dated post. Several at once is normal."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from thinktank.markup.fields import LineField


class AppointmentQuerySet(models.QuerySet):
    def valid_on(self, day):
        return self.filter(Q(start=None) | Q(start__lte=day), Q(end=None) | Q(end__gte=day))

    def current(self):
        return self.valid_on(timezone.localdate())


class Appointment(models.Model):
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="appointments")
    title = LineField(_("title"), max_length=120, help_text=_("Research Officer"))
    short_title = LineField(
        _("short title"),
        max_length=60,
        blank=True,
        help_text=_("For narrow places, if the title is long."),
    )
    unit = LineField(
        _("unit or journal"), max_length=120, blank=True, help_text=_("Strategic Stability Centre")
    )
    institution = LineField(
        _("other institution"),
        max_length=160,
        blank=True,
        help_text=_("Only for a post outside this institute."),
    )
    start = models.DateField(_("from"), null=True, blank=True)
    end = models.DateField(_("until"), null=True, blank=True, help_text=_("Empty while it lasts."))
    is_primary = models.BooleanField(_("main post"), default=False)
    order = models.PositiveSmallIntegerField(_("order"), default=10)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = ["-is_primary", "order", "-start", "pk"]
        constraints = [
            models.CheckConstraint(
                name="appointment_ends_after_it_begins",
                condition=Q(start=None) | Q(end=None) | Q(end__gte=F("start")),
                violation_error_message=_("A post cannot end before it begins."),
            )
        ]

    def __str__(self):
        return ", ".join(part for part in (self.title, self.unit, self.institution) if part)

    def is_valid_on(self, day):
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


def joined_titles(posts, *, outside=False):
    """Several posts as one line, each place said once: A, B & C, Unit.

    `outside`: name the other institution too, where nothing else beside the line does.
    """
    places = [post.unit or (post.institution if outside else "") for post in posts]
    titles = [post.title for post in posts]
    shared = places[0] if len(posts) > 1 and len(set(places)) == 1 else ""
    if not shared:
        titles = [", ".join(filter(None, pair)) for pair in zip(titles, places, strict=True)]
    line = " & ".join(filter(None, [", ".join(titles[:-1]), *titles[-1:]]))
    return ", ".join(filter(None, [line, shared]))
