"""The people: records, posts, degrees, links, and what they published elsewhere."""

from people.models import Appointment, Degree, Expertise, Group, Institution, Link, Output, Person
from thinktank.addresses.models import Redirect
from thinktank.demo import pictures, texts
from thinktank.demo.keeping import keep

AS_WRITTEN = (
    "name", "honorific", "sort_name", "given_name", "family_name", "native_name", "slug",
    "short_bio", "long_bio", "standing", "rank", "languages", "interests",
)  # fmt: skip


def load_people(calendar, logins):
    """{key: Person}. `logins`: {username: User}, for those whose row names one."""
    everything = texts.table("people")
    groups = {row["name"]: keep(Group(**row)) for row in everything["groups"]}
    people = {}
    for row in everything["people"]:
        people[row["key"]] = person = _person(row, calendar, groups, logins)
        _posts_and_studies(person, row, calendar)
        _links_and_outputs(person, row, calendar)
    return people


def _person(row, calendar, groups, logins):
    person = Person(
        **{name: row[name] for name in AS_WRITTEN},
        former_names=", ".join(row["former_names"]),
        group=groups.get(row["group"]),
        is_organisation=row["organisation"],
        speaks_to_press=row["press"],
        bio_reviewed_on=calendar.day(row["bio_reviewed"]),
        photo=pictures.portrait(row),
        user=logins.get(row.get("login")),
    )
    keep(person)
    person.expertise.set(Expertise.objects.filter(name__in=row["expertise"]))
    for old in row.get("old_addresses", ()):
        Redirect.objects.moved(old, person.get_absolute_url())
    return person


def _posts_and_studies(person, row, calendar):
    for order, post in enumerate(row.get("appointments", ()), start=1):
        keep(
            Appointment(
                person=person,
                title=post["title"],
                short_title=post["short_title"],
                unit=post.get("unit", ""),
                institution=post.get("institution", ""),
                start=calendar.day(post["start"]),
                end=calendar.day(post.get("end")),
                is_primary=post["primary"],
                order=order,
            )
        )
    for degree in row.get("degrees", ()):
        keep(
            Degree(
                person=person,
                level=degree["level"],
                field=degree["field"],
                institution=Institution.objects.get(name=degree["institution"]),
                year=degree.get("year"),
                status=degree["status"],
                expected_on=calendar.day(degree.get("expected")),
            )
        )


def _links_and_outputs(person, row, calendar):
    for order, link in enumerate(row.get("links", ()), start=1):
        keep(Link(person=person, order=order, **link))
    for output in row.get("outputs", ()):
        kept = keep(Output(**{**output, "date": calendar.day(output["date"])}))
        kept.people.add(person)
