"""Loading the demo institute into an empty database: all of it, or nothing."""

from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone
from django.utils.translation import override as language

from articles.models import Article, Kind, Region, Series
from people.models import Expertise, Group, Institution, Person
from themes.models import Theme
from thinktank.demo import logins, pictures
from thinktank.demo.articles import load_articles
from thinktank.demo.days import Calendar
from thinktank.demo.institute import load_institute, load_pages, load_vocabularies, own_row
from thinktank.demo.people import load_people
from thinktank.demo.themes import load_expertise, load_themes, put_forward
from thinktank.notices import sending
from thinktank.site.models import Institute, Page

# A row of any of these belongs to somebody.
CONTENT = (Article, Person, Theme, Kind, Series, Region, Institution, Expertise, Group, Page)


class OtherContent(Exception):
    """This database belongs to somebody: the demo would mix with what is there."""


def is_loaded():
    """Whether the demo institute lives here. The load is one transaction, so its row proves all."""
    return Institute.objects.filter(name=own_row()["name"], is_set_up=True).exists()


def refuse_other_content():
    """Raises OtherContent, with what was found, unless the database is empty of content."""
    found = [
        f"{model._meta.verbose_name_plural}: {number}"
        for model in CONTENT
        if (number := model.objects.count())
    ]
    found += [f"institute: {each.name}" for each in Institute.objects.filter(is_set_up=True)]
    found += [f"log-in: {username}" for username in logins.taken()]
    if found:
        raise OtherContent(
            f"This database holds other content: {', '.join(found)}. Nothing was changed. "
            "The demo institute wants an empty database; name one with DATABASE_URL."
        )


@transaction.atomic
def load(password, say):
    """Everything. `say`: told what is being done. Returns {what: how many}."""
    row = own_row()
    calendar = Calendar.starting_now(ZoneInfo(row["time_zone"]))
    zone, words = timezone.override(calendar.zone), language(row["languages"][0])
    with zone, words, pictures.begun(), sending.silence():
        return _load(calendar, password, say)


def _load(calendar, password, say):
    say("The institute, its vocabularies and pages")
    load_institute()
    tally = load_vocabularies()
    tally["pages"] = load_pages()
    users = logins.load_logins(password)
    say("Themes and areas of expertise")
    tally["themes"] = load_themes(calendar)
    load_expertise()
    say("People and their portraits")
    people = load_people(calendar, users)
    say("Articles, their pictures and their way through the desk")
    articles = load_articles(calendar, people, users)
    put_forward(people, articles)
    return tally | {"people": len(people), "articles": len(articles), "log-ins": len(users)}
