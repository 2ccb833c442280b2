"""ArticleTheme: under which themes a piece is filed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from themes.models import Theme


class ArticleTheme(models.Model):
    """A theme a piece is filed under; the first is the primary one."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="filed_under")
    theme = models.ForeignKey(
        Theme, models.PROTECT, verbose_name=_("theme"), related_name="filings"
    )
    position = models.PositiveSmallIntegerField(_("order"), default=10)

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "theme"],
                name="theme_once_per_article",
                violation_error_message=_("This theme is there already."),
            )
        ]

    def __str__(self):
        return str(self.theme)
