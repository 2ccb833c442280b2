"""Degree, and the Institution that gave it (one institution, however it is spelt)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thinktank.markup.fields import LineField


class Institution(models.Model):
    name = LineField(_("name"), max_length=160, unique=True)
    aliases = ArrayField(
        models.CharField(max_length=160),
        verbose_name=_("other spellings"),
        default=list,
        blank=True,
        help_text=_("Separate by commas. Found under each, printed as the name above."),
    )

    class Meta:
        verbose_name = _("university")
        verbose_name_plural = _("universities")
        ordering = ["name"]

    def __str__(self):
        return self.name


class Degree(models.Model):
    class Level(models.TextChoices):
        DOCTORATE = "phd", _("PhD")
        MPHIL = "mphil", _("MPhil")
        MASTERS = "masters", _("Master’s")
        BACHELORS = "bachelors", _("Bachelor’s")
        DIPLOMA = "diploma", _("Diploma")
        OTHER = "other", _("Other")

    class Status(models.TextChoices):
        AWARDED = "awarded", _("Awarded")
        IN_PROGRESS = "in_progress", _("In progress")

    person = models.ForeignKey("people.Person", models.CASCADE, related_name="degrees")
    level = models.CharField(_("level"), max_length=12, choices=Level)
    field = LineField(_("field"), max_length=160, help_text=_("Political Science"))
    institution = models.ForeignKey(
        Institution, models.PROTECT, verbose_name=_("university"), null=True, blank=True
    )
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.AWARDED)
    expected_on = models.DateField(
        _("expected on"), null=True, blank=True, help_text=_("For a degree in progress.")
    )

    class Meta:
        verbose_name = _("degree")
        verbose_name_plural = _("degrees")
        ordering = [models.F("year").desc(nulls_first=True), "pk"]
        constraints = [
            models.CheckConstraint(
                name="degree_year_is_plausible",
                condition=Q(year=None) | Q(year__gte=1900, year__lte=2100),
                violation_error_message=_("Give the year with four digits: 2017."),
            ),
            models.CheckConstraint(
                name="degree_in_progress_has_no_year",
                condition=~Q(status="in_progress") | Q(year=None),
                violation_error_message=_(
                    "A degree in progress has no year yet, only a date it is expected on."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.get_level_display()} {self.field}"
