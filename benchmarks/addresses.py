"""Which pages are measured: {name: addresses of that sort}, chosen from what the database holds."""

from urllib.parse import urlencode

from django.db.models import Count
from django.urls import reverse
from taggit.models import Tag

from articles.models import Article, Kind, Listing
from benchmarks.texts import COMMON, RARE
from people.models import Person
from themes.models import Theme
from thinktank.keyset import write_place

DEEP = 0.9  # of the way to a list's end
MISSPELT = ("deterence", "verfication", "sancttions")
NOWHERE = ("xylophonist", "quetzalcoatl")


def addresses():
    theme = busiest_theme()
    index, search, year = reverse("articles:index"), reverse("articles:search"), middle_year()
    return {
        "home": [reverse("articles:home")],
        "theme": [theme.get_absolute_url()],
        "theme, deep": [f"{theme.get_absolute_url()}?before={deep_place(theme)}"],
        "theme, one year": [f"{theme.get_absolute_url()}?year={year}"],
        "article": [each.get_absolute_url() for each in _some_articles(20)],
        "person, busiest": [busiest_person().get_absolute_url()],
        "person, least busy": [busiest_person(least=True).get_absolute_url()],
        "publications": [index],
        "publications, of a kind": _asked(index, kind=[commonest_kind().slug]),
        "publications, of a person": _asked(index, person=[busiest_person().slug]),
        "publications, of a tag": _asked(index, tag=[busiest_tag().slug]),
        "publications, in Urdu": _asked(index, language=["ur"]),
        "publications, theme and year": [f"{index}?{urlencode({'theme': theme.path, 'year': year})}"],
        "tag": [reverse("articles:tag", args=[busiest_tag().slug])],
        "year": [reverse("articles:year", args=[year])],
        "corrections": [reverse("articles:corrections")],
        "search, common word": _asked(search, q=COMMON),
        "search, rare word": _asked(search, q=RARE),
        "search, misspelt": _asked(search, q=MISSPELT),
        "search, nothing": _asked(search, q=NOWHERE),
        "people": [reverse("people:index")],
        "feed": [reverse("articles:feed")],
        "sitemap": ["/sitemap.xml"],
        "sitemap of a year": [f"/sitemap-articles-{year}.xml"],
    }  # fmt: skip


def busiest_theme():
    return Theme.objects.annotate(size=Count("listings")).order_by("-size").first()


def busiest_person(*, least=False):
    people = Person.objects.public().annotate(size=Count("bylines")).filter(size__gt=0)
    return people.order_by("size" if least else "-size", "pk").first()


def busiest_tag():
    return Tag.objects.annotate(size=Count("tagged")).order_by("-size").first()


def commonest_kind():
    return Kind.objects.annotate(size=Count("articles")).order_by("-size").first()


def middle_year():
    rows = Article.objects.published().newest_first()
    return rows[rows.count() // 2].year


def deep_place(theme):
    rows = Listing.objects.filter(theme=theme).order_by("-published_at", "-article")
    row = rows[int(rows.count() * DEEP)]
    return write_place(row.published_at, row.article_id)


def _some_articles(number):
    """Spread over all years."""
    rows = Article.objects.published().newest_first().only("year", "slug")
    return list(rows[:: max(1, rows.count() // number)])[:number]


def _asked(address, **choice):
    [(name, values)] = choice.items()
    return [f"{address}?{urlencode({name: value})}" for value in values]
