"""What a reader narrows the list of publications by: plain GET, so that Back works."""

from dataclasses import dataclass

from django.conf import settings
from django.http import Http404
from taggit.models import Tag

from articles.models import Kind, public_tags
from people.models import Person
from themes.models import Theme, tree
from thinktank import keyset

NAMES = ("kind", "theme", "person", "year", "tag", "language")


@dataclass(frozen=True)
class Chosen:
    """The rows the address names; None for each one it does not."""

    kind: Kind | None
    theme: Theme | None
    person: Person | None
    tag: Tag | None
    year: int | None
    language: str | None

    def __bool__(self):
        return any((self.kind, self.theme, self.person, self.tag, self.year, self.language))

    def narrow(self, articles):
        if self.kind:
            articles = articles.filter(kind=self.kind)
        if self.theme:
            articles = articles.by_theme(self.theme)
        if self.person:
            articles = articles.by_person(self.person)
        if self.tag:
            articles = articles.filter(tagged__tag=self.tag)
        if self.year:
            articles = articles.filter(year=self.year)
        if self.language:
            articles = articles.filter(language=self.language)
        return articles


def chosen(asked):
    """request.GET → Chosen. Http404 for a name that is nobody's: a wrong filter is not "all"."""
    if any("\x00" in asked.get(name, "") for name in NAMES):
        raise Http404
    return Chosen(
        kind=_row(Kind.objects, slug=asked.get("kind")),
        theme=_row(Theme.objects.defer("stance"), path=_path(asked.get("theme"))),
        person=_row(Person.objects.public().defer("long_bio"), slug=asked.get("person")),
        tag=_row(public_tags(), slug=asked.get("tag")),
        year=keyset.asked_year(asked),
        language=_language(asked.get("language")),
    )


def choices():
    """What the form offers: {"kinds", "themes", "languages"}."""
    return {
        "kinds": list(Kind.objects.only("slug", "plural", "name")),
        "themes": tree(Theme.objects.in_use().defer("stance")),
        "languages": settings.LANGUAGES,
    }


def _row(rows, **wanted):
    if not all(wanted.values()):
        return None
    found = rows.filter(**wanted).first()
    if found is None:
        raise Http404
    return found


def _path(text):
    return text and text.strip("/") + "/"


def _language(code):
    if code and code not in dict(settings.LANGUAGES):
        raise Http404
    return code or None
