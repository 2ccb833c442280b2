"""Queries behind each page: few, and the same for one row as for thirty."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import history, moves
from articles.models import Appearance, Attachment, Correction, Feature, Funder, Pin
from articles.states import Status
from people.models import Appointment, Degree, Expertise, Link, Output, ThemeLead
from tests.make import (
    NINE,
    make_article,
    make_document,
    make_image,
    make_institute,
    make_person,
    make_theme,
)
from thinktank.site.models import Page

pytestmark = pytest.mark.django_db

CEILINGS = {
    "/": 10,
    "/articles/2026/the-piece/": 12,
    "/articles/2026/the-piece/v1/": 8,
    "/articles/2026/the-piece/corrections/900001/": 8,
    "/articles/": 8,
    "/articles/2026/": 8,
    "/articles/?kind=commentarys&theme=security&year=2026&tag=water": 12,
    "/themes/": 8,
    "/themes/security/": 8,
    "/people/": 8,
    "/people/the-author/": 10,
    "/tags/water/": 8,
    "/kinds/": 8,
    "/corrections/": 8,
    "/search/?q=piece": 8,
    "/search/?q=author": 8,
    "/feed/": 8,
    "/sitemap.xml": 8,
    "/sitemap-articles-2026.xml": 8,
    "/about/": 4,
}  # fmt: skip


def fill(rows):
    """A site with so many rows of everything around one piece."""
    make_institute()
    Page.objects.create(title="About", slug="about", body="<p>About.</p>", is_public=True)
    theme = make_theme(name="Security")
    authors = [make_person(name="The Author", photo=make_image(), speaks_to_press=True)]
    authors += [make_person(photo=make_image(), speaks_to_press=True) for _each in range(rows - 1)]
    for at, person in enumerate(authors):
        Appointment.objects.create(person=person, title="Officer")
        Degree.objects.create(person=person, level="phd", field="x")
        Link.objects.create(person=person, kind="x", value=f"name{at}")
        person.expertise.add(Expertise.objects.create(name=f"Subject {at}", theme=theme))
        ThemeLead.objects.create(theme=theme, person=person)
        output = Output.objects.create(title="Elsewhere", outlet="Ledger", date=NINE.date())
        output.people.add(person)
        make_theme(parent=theme)
    for at in range(rows):
        article = make_article(
            status=Status.PUBLISHED, published_at=NINE + timedelta(minutes=at), themes=[theme],
            title="The piece" if at == 0 else f"Piece number {at}", tags=["water", f"tag {at}"],
            by=authors if at == 0 else authors[:2], lead_image=make_image(),
            body="".join(f"<h2>Part {part}</h2><p>piece</p>" for part in range(rows)),
        )  # fmt: skip
        for number in range(rows if at == 0 else 1):
            Appearance.objects.create(article=article, outlet=f"Outlet {number}")
            Attachment.objects.create(article=article, document=make_document())
            Correction.objects.create(article=article, text="It said five.")
            Funder.objects.create(article=article, name="A fund")
        if at == 0:
            keep_versions(article, rows + 1)
        Pin.objects.create(article=article, theme=theme)
        Feature.objects.create(article=article, place="pick")
        moves.record(article)


def keep_versions(article, number):
    """So many that readers have seen, and what was corrected from the first to the last."""
    found = []
    for each in range(number):
        article.interests = f"Version {each}"
        article.save()
        found.append(history.make_public(history.keep(article), NINE))
    Correction.objects.create(
        pk=900_001, article=article, text="It said five.", before=found[0], after=found[-1]
    )


def costs(client):
    found = {}
    for address in CEILINGS:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200, address
        found[address] = len(queries)
    return found


def test_pages_cost_the_same_for_one_row_and_for_thirty_and_stay_under_their_ceiling(client):
    with_one = _in_a_transaction_of_its_own(client, 1)
    with_thirty = _in_a_transaction_of_its_own(client, 30)
    assert with_one == with_thirty
    dear = {address: n for address, n in with_thirty.items() if n > CEILINGS[address]}
    assert not dear, with_thirty


def _in_a_transaction_of_its_own(client, rows):
    from django.db import transaction

    class Enough(Exception):
        pass

    try:
        with transaction.atomic():
            fill(rows)
            found = costs(client)
            raise Enough
    except Enough:
        return found
