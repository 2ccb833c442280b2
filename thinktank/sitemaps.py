"""Every public page for search engines: a section a year for articles, and one for each other room."""

from datetime import timedelta

from django.contrib.sitemaps import Sitemap
from django.db.models import Max
from django.db.models.functions import Coalesce, Now

from articles.models import Article
from people.models import Person
from themes.models import Theme
from thinktank import keyset
from thinktank.site.models import Page

# Protocol of sitemaps.org: at most 50,000 addresses a file.
MOST = 50_000


class ArticlesOfYear(Sitemap):
    limit = MOST

    def __init__(self, year):
        self.year = year

    def items(self):
        return self._rows().newest_first().only("year", "slug", "published_at", "updated_at")

    def lastmod(self, article):
        return article.updated_at or article.published_at

    def get_latest_lastmod(self):
        """Asked of the database: Django would read every row of every year for the index."""
        changed = Max(Coalesce("updated_at", "published_at"))
        return self._rows().aggregate(changed=changed)["changed"]

    def _rows(self):
        return Article.objects.published().filter(year=self.year)


class Themes(Sitemap):
    limit = MOST

    def items(self):
        return Theme.objects.only("path").order_by("path")


class People(Sitemap):
    limit = MOST

    def items(self):
        return Person.objects.public().only("slug").order_by("pk")


class Pages(Sitemap):
    limit = MOST

    def items(self):
        return Page.objects.published().only("slug", "updated")

    def lastmod(self, page):
        return page.updated


class NewsSitemap:
    def items(self):
        rows = Article.objects.published().filter(published_at__gte=Now() - timedelta(days=2))
        return rows.newest_first().defer("body", "body_html", "body_text")[:1000]


def sections():
    """{name: Sitemap}; articles in sections by year, so that each stays below the limit."""
    years = keyset.years(Article.objects.published())
    return {
        "pages": Pages(),
        "themes": Themes(),
        "people": People(),
        **{f"articles-{year}": ArticlesOfYear(year) for year in years},
    }
