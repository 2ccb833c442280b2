"""People: names, posts, links, and when their page is public."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from django.utils import timezone

from articles.models import Byline
from articles.states import Status
from people.models import Appointment, Degree, Link, Person
from people.models.links import check_digit
from tests.make import make_article, make_institute, make_person, make_theme

pytestmark = pytest.mark.django_db


def test_names_sort_as_the_person_says_and_not_by_a_split():
    raafe = make_person(name="Syed Raafe Khandwari", sort_name="Khandwari, Syed Raafe")
    single = make_person(name="Sahiba", given_name="Sahiba")
    other = make_person(name="Tajdar Chenabi", given_name="Tajdar", family_name="Chenabi")
    assert list(Person.objects.order_by("sort_name")) == [other, raafe, single]


def test_two_people_of_one_name_get_two_addresses_in_any_script():
    assert make_person(name="Élodie Vautrane").slug == "élodie-vautrane"
    assert [make_person(name="تاجدار چنابی").slug for _each in range(2)] == [
        "تاجدار-چنابی", "تاجدار-چنابی-2",
    ]  # fmt: skip


def test_renamed_address_redirects_in_one_hop(client):
    person = make_person(name="Mahgul Zhobani")
    for slug in ("mahgul", "m-zhobani"):
        person.slug = slug
        person.save()
    for old in ("mahgul-zhobani", "mahgul"):
        response = client.get(f"/people/{old}/")
        assert (response.status_code, response["Location"]) == (301, "/people/m-zhobani/")


def test_posts_are_those_of_the_day_the_main_one_first():
    person = make_person()
    Appointment.objects.create(person=person, title="Associate Editor", unit="Qanat Review")
    Appointment.objects.create(person=person, title="Research Officer", is_primary=True)
    Appointment.objects.create(person=person, title="Intern", end=date(2020, 1, 1))
    assert person.post == "Research Officer & Associate Editor, Qanat Review"
    assert [str(post) for post in person.posts_on(date(2019, 1, 1))][-1] == "Intern"


def test_post_cannot_end_before_it_begins():
    post = Appointment(
        person=make_person(), title="x", start=date(2026, 2, 1), end=date(2026, 1, 1)
    )
    with pytest.raises(ValidationError, match="cannot end before it begins"):
        post.full_clean()


def test_person_with_bylines_cannot_be_deleted():
    person = make_person()
    make_article(by=[person])
    with pytest.raises(ProtectedError):
        person.delete()


def test_staff_have_a_page_at_once_and_guests_only_with_a_piece():
    staff, guest = make_person(), make_person(standing="guest")
    make_article(by=[guest])
    assert list(Person.objects.public()) == [staff]


def test_short_biography_of_more_than_60_words_is_refused():
    with pytest.raises(ValidationError, match="61 words; at most 60"):
        Person(name="x", short_bio="word " * 61).full_clean()


@pytest.mark.parametrize(
    ("kind", "value", "stored", "url"),
    [
        ("orcid", "https://orcid.org/0000-0002-1825-0097", "0000-0002-1825-0097", "https://orcid.org/0000-0002-1825-0097"),
        ("x", "@zhobani", "zhobani", "https://x.com/zhobani"),
        ("linkedin", "https://www.linkedin.com/in/noor-m/", "noor-m", "https://www.linkedin.com/in/noor-m"),
        ("website", "https://noor.example/", "https://noor.example/", "https://noor.example/"),
    ],
)  # fmt: skip
def test_link_is_taken_as_a_name_or_as_a_pasted_address(kind, value, stored, url):
    link = Link(person=make_person(), kind=kind, value=value)
    link.full_clean()
    assert (link.value, link.url) == (stored, url)


@pytest.mark.parametrize(
    ("kind", "value", "says"),
    [
        ("orcid", "0000-0002-1825-0098", "typing error"),
        ("x", "two words", "is not a name on X"),
        ("website", "javascript:alert(1)", "beginning with https"),
        ("mastodon", "http://plain.example/@a", "beginning with https"),
        ("linkedin", "https://evil.example/in/x", "is not a name on LinkedIn"),
    ],
)
def test_wrong_link_is_refused_in_plain_words(kind, value, says):
    with pytest.raises(ValidationError, match=says):
        Link(person=make_person(), kind=kind, value=value).full_clean()


def test_check_digit_may_be_x():
    assert check_digit("0000-0002-9079-593X") == "X"


def test_degree_in_progress_has_no_year():
    with pytest.raises(ValidationError, match="has no year yet"):
        Degree(
            person=make_person(), level="phd", field="x", status="in_progress", year=2026
        ).full_clean()


@pytest.mark.parametrize("name", ["Two\nlines", "Bell\x07", "Turned\u202eround"])
def test_name_with_hidden_characters_is_refused(name):
    with pytest.raises(ValidationError):
        Person(name=name).full_clean()


def test_people_are_found_by_every_spelling_of_their_name():
    person = make_person(
        name="Noor Mehrgarhi", native_name="نور مہرگڑھی", former_names="Noor Kotri"
    )
    for words in ("mehr", "نور", "kotri noor"):
        assert list(Person.objects.named(words)) == [person]


def test_former_staff_stand_apart(client):
    person = make_person(standing="alumnus")
    today = timezone.localdate()
    Appointment.objects.create(person=person, title="Officer", end=today - timedelta(days=1))
    make_theme()
    assert person in Person.objects.former()
    assert person not in Person.objects.current()
    assert person.post == ""


def test_former_member_is_named_with_the_institution_of_today():
    person = make_person(standing="alumnus")
    Appointment.objects.create(
        person=person, title="Programme Lead", institution="Tidewater Centre"
    )
    assert person.post == "Programme Lead, Tidewater Centre"


def test_pieces_stand_by_what_the_person_did_in_them(client):
    make_institute()
    person, other = make_person(), make_person()
    make_article(status=Status.PUBLISHED, title="Written", by=[person])
    edited = make_article(status=Status.PUBLISHED, title="Looked after", by=[other])
    Byline.objects.create(article=edited, person=person, role="editor")
    groups = client.get(person.get_absolute_url()).context["by_role"]
    assert [(str(heading), [card.title for card in cards]) for heading, cards in groups] == [
        ("", ["Written"]), ("Edited", ["Looked after"]),
    ]  # fmt: skip
