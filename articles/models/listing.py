"""Listing: a published piece under a theme or one above it, so that a theme's page is one range."""

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from articles.states import Status
from themes.models import Theme


class ListingQuerySet(models.QuerySet):
    def relist(self, article):
        """Make the rows of this piece true: one for each of its themes and those above them."""
        self.filter(article=article).delete()
        if article.status != Status.PUBLISHED or article.replaces_id:
            return
        self.bulk_create(
            Listing(
                theme=theme,
                article=article,
                published_at=article.published_at,
                expires_at=article.expires_at,
            )
            for theme in themes_and_above(article)
        )


class Listing(models.Model):
    theme = models.ForeignKey(Theme, models.CASCADE, related_name="listings", db_index=False)
    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="listings")
    published_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)

    objects = ListingQuerySet.as_manager()

    class Meta:
        verbose_name = _("listing")
        verbose_name_plural = _("listings")
        indexes = [
            models.Index(
                "theme", F("published_at").desc(), F("article").desc(), name="listing_page_idx"
            )
        ]
        constraints = [models.UniqueConstraint(fields=["theme", "article"], name="listing_once")]

    def __str__(self):
        return f"{self.theme_id} · {self.article_id}"


def themes_and_above(article):
    """The piece's themes and all their ancestors, each once."""
    paths = set()
    for filed in article.filed_under.select_related("theme"):
        parts = filed.theme.path.rstrip("/").split("/")
        paths |= {"/".join(parts[:end]) + "/" for end in range(1, len(parts) + 1)}
    return Theme.objects.filter(path__in=paths)
