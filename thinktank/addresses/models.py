"""Redirects, written by whoever changes an address."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext_lazy as _


class RedirectQuerySet(models.QuerySet):
    def moved(self, old, new):
        """The page at `old` now lives at `new`. Chains collapse; a live address never redirects."""
        if old == new:
            return
        self.filter(old_path=new).delete()
        self.filter(new_path=old).update(new_path=new)
        self.update_or_create(old_path=old, defaults={"new_path": new})

    def branch_moved(self, old, new):
        """Every redirect that led below `old` now leads to the same place below `new`."""
        self.filter(new_path__startswith=old).update(
            new_path=Concat(models.Value(new), Substr("new_path", len(old) + 1))
        )

    def gone(self, old):
        """Nothing lives at `old` any more, and nothing took its place (410)."""
        self.update_or_create(old_path=old, defaults={"new_path": ""})


class Redirect(models.Model):
    old_path = models.CharField(
        _("old address"),
        max_length=500,
        unique=True,
        help_text=_("As typed after the domain, with its query: /index.php/staff/?id=44"),
    )
    new_path = models.CharField(
        _("new address"),
        max_length=500,
        blank=True,
        db_index=True,
        help_text=_("Empty: the page is gone for good (410)."),
    )
    created = models.DateTimeField(_("added"), auto_now_add=True)

    objects = RedirectQuerySet.as_manager()

    class Meta:
        verbose_name = _("redirect")
        verbose_name_plural = _("redirects")
        ordering = ["old_path"]
        constraints = [
            models.CheckConstraint(
                name="redirect_leads_elsewhere",
                condition=~Q(old_path=F("new_path")),
                violation_error_message=_("An address cannot redirect to itself."),
            ),
            models.CheckConstraint(
                name="redirect_stays_on_this_site",
                condition=Q(old_path__startswith="/")
                & ~Q(old_path__startswith="//")
                & (Q(new_path="") | Q(new_path__startswith="/"))
                & ~Q(new_path__startswith="//"),
                violation_error_message=_(
                    "Give addresses of this site, as they stand after the domain: /people/…"
                ),
            ),
        ]

    def __str__(self):
        return f"{self.old_path} → {self.new_path or '410'}"
