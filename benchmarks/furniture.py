"""What stands around the articles: the institute, kinds, themes, people, tags. Saved by the ORM."""

import itertools
from dataclasses import dataclass, field

from django.utils import timezone
from taggit.models import Tag

from articles.models import Byline, Kind, Region, Series
from people.models import Appointment, Group, Person, ThemeLead
from themes.models import Theme
from thinktank.library.models import Image
from thinktank.library.renditions import names
from thinktank.markup.characters import slug_of
from thinktank.site.models import Institute

KINDS = {
    # code: (name, how often, whether it is a numbered series)
    "commentary": ("Commentary", 60, False),
    "issue-brief": ("Issue brief", 18, True),
    "policy-paper": ("Policy paper", 8, True),
    "review": ("Book review", 6, False),
    "event-report": ("Event report", 6, False),
    "podcast": ("Podcast", 2, False),
}
THEMES = {
    "Strategic Stability": ("Doctrine", "Arms Control", "Emerging Technologies"),
    "Politics and Government": ("Elections", "Civil Service", "Provinces"),
    "Trade and Energy": ("Sea Lanes", "Power Grids"),
    "Water and Climate": ("Shared Rivers", "Heat"),
}
REGIONS = (
    "South Asia",
    "Gulf",
    "Central Asia",
    "East Asia",
    "Europe",
    "Africa",
    "Americas",
    "Oceans",
)


@dataclass
class Furniture:
    """Rows that articles point to; the lists in the order of `weights`, the busiest first."""

    institute: Institute
    kinds: list
    kind_weights: list
    series: dict
    themes: list
    regions: list
    people: list
    facts: dict  # person's key → what a byline of today freezes
    tags: list
    images: list
    weights: dict = field(default_factory=dict)

    def __post_init__(self):
        for name in ("themes", "people", "tags"):
            shares = (1 / (rank + 1) ** 0.7 for rank, _row in enumerate(getattr(self, name)))
            self.weights[name] = list(itertools.accumulate(shares))


def furnish(texts, articles):
    """All of it, for a site of so many articles; what is there already is used."""
    institute = _institute()
    kinds = [_kind(code, name) for code, (name, _often, _numbered) in KINDS.items()]
    images = _images(texts)
    themes = _themes()
    people = _people(texts, min(600, max(60, articles // 160)), images)
    _leads(themes, people)
    return Furniture(
        institute=institute,
        kinds=kinds,
        kind_weights=[often for _name, often, _numbered in KINDS.values()],
        series={kind.pk: _series(kind) for kind in kinds if KINDS[kind.code][2]},
        themes=themes,
        regions=[Region.objects.get_or_create(name=name, defaults={"slug": slug_of(name)})[0]
                 for name in REGIONS],
        people=people,
        facts=_facts(people),
        tags=_tags(texts, min(2000, max(120, articles // 50))),
        images=images,
    )  # fmt: skip


def _institute():
    found = Institute.objects.first()
    return found or Institute.objects.create(
        name="Benchmark Institute", time_zone="Asia/Karachi", languages=["en-gb", "ur"],
        is_set_up=True,
    )  # fmt: skip


def _kind(code, name):
    defaults = {"name": name, "plural": f"{name}s", "slug": f"{code}s", "meaning": "What it is.",
                "review": "Read by an editor."}  # fmt: skip
    return Kind.objects.get_or_create(code=code, defaults=defaults)[0]


def _series(kind):
    prefix = "".join(word[0] for word in kind.code.split("-")).upper()
    defaults = {"slug": f"{kind.code}-series", "prefix": prefix}
    return Series.objects.get_or_create(title=f"{kind.plural} of the benchmark", defaults=defaults)[
        0
    ]


def _themes():
    themes = []
    for name, below in THEMES.items():
        root = _theme(name, None)
        themes += [root, *(_theme(child, root) for child in below)]
    return themes


def _theme(name, parent):
    stance = "<p>What the institute argues here, said once and read first.</p>"
    return Theme.objects.get_or_create(name=name, parent=parent, defaults={"stance": stance})[0]


def _images(texts):
    """Rows without files: pages print their addresses, nothing reads the pictures."""
    known = Image.objects.count()
    return Image.objects.bulk_create(
        Image(
            key=f"benchmark{number:015d}", file=f"images/benchmark{number:015d}/kept.jpg",
            title=texts.title(), alt=texts.sentence(8), credit=texts.name(),
            width=1200, height=675, made=sorted(names(1200, 675)), sha256=f"{number:064d}",
        )
        for number in range(known, known + 60)
    )  # fmt: skip


def _people(texts, number, images):
    group = Group.objects.get_or_create(name="Research", defaults={"slug": "research"})[0]
    people = []
    for place in range(number):
        given, family = texts.name(), texts.name()
        person = Person(
            name=f"{given} {family}", given_name=given, family_name=family, honorific="Dr",
            photo=images[place % len(images)] if place % 2 else None, group=group, rank=place,
            short_bio=texts.sentence(30), long_bio=f"<p>{texts.sentence(90)}</p>",
            standing=Person.Standing.ALUMNUS if place % 5 == 4 else Person.Standing.STAFF,
            speaks_to_press=place % 7 == 0, interests="none",
        )  # fmt: skip
        person.save()
        people.append(person)
    Appointment.objects.bulk_create(
        Appointment(person=person, title="Research Fellow", unit="Studies", is_primary=True)
        for person in people
    )
    return people


def _leads(themes, people):
    for place, theme in enumerate(themes):
        ThemeLead.objects.get_or_create(theme=theme, person=people[place])


def _facts(people):
    today = timezone.localdate()
    whole = Person.objects.filter(pk__in=[each.pk for each in people])
    return {
        person.pk: Byline(person=person).facts(today)
        for person in whole.prefetch_related("appointments")
    }


def _tags(texts, number):
    names = {texts.name(): None for _tag in range(number)}  # in order, each once
    rows = [Tag(name=name, slug=slug_of(name)) for name in names]
    Tag.objects.bulk_create(rows, ignore_conflicts=True)
    found = {tag.name: tag for tag in Tag.objects.filter(name__in=names)}
    return [found[name] for name in names if name in found]
