"""What editors put forward: Feature on the home page, Pin on a theme's page."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from themes.models import Theme


class Feature(models.Model):
    class Place(models.TextChoices):
        LEAD = "lead", _("The lead")
        PICK = "pick", _("Editors’ pick")

    article = models.OneToOneField(
        "articles.Article", models.CASCADE, verbose_name=_("article"), related_name="feature"
    )
    place = models.CharField(_("place"), max_length=5, choices=Place, default=Place.PICK)
    order = models.PositiveSmallIntegerField(_("order"), default=10)

    class Meta:
        verbose_name = _("piece on the home page")
        verbose_name_plural = _("home page")
        ordering = ["place", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["place"],
                condition=Q(place="lead"),
                name="feature_one_lead",
                violation_error_message=_("There is one lead. Make the present one a pick first."),
            )
        ]

    def __str__(self):
        return f"{self.get_place_display()}: {self.article}"


class Pin(models.Model):
    theme = models.ForeignKey(Theme, models.CASCADE, related_name="pins")
    article = models.ForeignKey(
        "articles.Article", models.CASCADE, verbose_name=_("article"), related_name="pins"
    )
    order = models.PositiveSmallIntegerField(_("order"), default=10)

    class Meta:
        verbose_name = _("pinned piece")
        verbose_name_plural = _("start here")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["theme", "article"],
                name="pin_once_per_theme",
                violation_error_message=_("This piece is pinned here already."),
            )
        ]

    def __str__(self):
        return str(self.article)
