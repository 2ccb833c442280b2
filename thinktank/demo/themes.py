"""Themes, a parent before its children, and the areas of expertise that belong to them."""

from articles.models import Pin
from people.models import Expertise, ThemeLead
from themes.models import Theme
from thinktank.demo import texts
from thinktank.demo.keeping import keep


def load_themes(calendar):
    for row in texts.table("themes")["themes"]:
        above, _slash, slug = row["path"].rpartition("/")
        keep(
            Theme(
                name=row["name"],
                slug=slug,
                parent=theme_at(above) if above else None,
                stance=row["stance"],
                stance_reviewed_on=calendar.day(row["stance_reviewed"]),
                order=row["order"],
            )
        )
    return Theme.objects.count()


def theme_at(path):
    return Theme.objects.get(path=f"{path}/")


def load_expertise():
    for row in texts.table("themes")["expertise"]:
        keep(Expertise(name=row["name"], theme=theme_at(row["theme"]) if "theme" in row else None))


def put_forward(people, articles):
    """Who leads the work on each theme, and what stands first on its page.

    `people`: {key: Person}; `articles`: {number: Article}.
    """
    for row in texts.table("themes")["themes"]:
        theme = theme_at(row["path"])
        for order, key in enumerate(row["leads"], start=1):
            keep(ThemeLead(theme=theme, person=people[key], order=order))
        for order, number in enumerate(row["pins"], start=1):
            keep(Pin(theme=theme, article=articles[number], order=order))
