"""ThemeLead: who leads the work on a theme."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from themes.models import Theme


class ThemeLead(models.Model):
    theme = models.ForeignKey(Theme, models.CASCADE, related_name="leads")
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="leads")
    order = models.PositiveSmallIntegerField(_("order"), default=10)

    class Meta:
        verbose_name = _("lead person")
        verbose_name_plural = _("lead people")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["theme", "person"],
                name="lead_once_per_theme",
                violation_error_message=_("This person leads this theme already."),
            )
        ]

    def __str__(self):
        return str(self.person)
