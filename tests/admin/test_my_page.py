"""My page: one's own record, named by nothing in the address, and only its own fields."""

import pytest
from django.utils import timezone

from articles.states import Role
from people.models import Institution, Output, Person
from tests.admin.filling import filled, row
from tests.make import make_person, make_picture_file
from thinktank.site.models import Institute

MINE = "/admin/my-page/"


@pytest.fixture
def me(cast):
    return make_person(name="Mahgul Zhobani", user=cast[Role.AUTHOR], standing="staff")


@pytest.fixture
def client(me, at_desk):
    return at_desk(Role.AUTHOR)


def test_a_log_in_without_a_person_has_no_page(at_desk):
    assert at_desk(Role.EDITOR).get(MINE).status_code == 404
    assert b"/admin/my-page/" not in at_desk(Role.EDITOR).get("/admin/").content


def test_the_desk_leads_to_it_first(client):
    page = client.get("/admin/").content.decode()
    assert 0 < page.index("/admin/my-page/") < page.index("Nothing waits for you.")


def test_saving_changes_the_public_page_and_the_review_date(client, me):
    page = client.post(MINE, filled(
        client.get(MINE), short_bio="She writes on rivers.", long_bio="<p>At length.</p>",
        languages=["en", "ur"], _save="1",
    ), follow=True)  # fmt: skip
    assert "Readers see this now." in page.content.decode()
    me.refresh_from_db()
    assert (me.short_bio, me.languages) == ("She writes on rivers.", ["en", "ur"])
    assert me.bio_reviewed_on == timezone.localdate(timezone=Institute.current().zone)
    public = client.get(me.get_absolute_url()).content.decode()
    assert "At length." in public
    assert me.get_absolute_url() in page.content.decode()


def test_a_new_photo_is_taken_in_and_public(client, me):
    client.post(MINE, filled(client.get(MINE), new_photo=make_picture_file(), _save="1"))
    me.refresh_from_db()
    client.logout()
    assert client.get(me.photo.src(400)).status_code == 200


def test_a_file_that_is_no_picture_is_refused(client, me):
    fake = make_picture_file()
    fake.file.seek(0), fake.file.write(b"<script>")
    page = client.post(MINE, filled(client.get(MINE), new_photo=fake, _save="1"))
    assert "not a picture" in page.content.decode()
    me.refresh_from_db()
    assert me.photo is None


def test_forged_fields_are_ignored(client, me, cast):
    before = Person.objects.values("slug", "user", "standing", "name", "photo", "public_email").get(
        pk=me.pk
    )
    client.post(MINE, filled(
        client.get(MINE), slug="boss", user=cast[Role.ADMINISTRATOR].pk, standing="guest",
        name="Somebody Else", photo="1", public_email="x@y.example", id="999", _save="1",
        **row("appointments", title="Director", person=me.pk),
        **{"appointments-TOTAL_FORMS": "1", "appointments-INITIAL_FORMS": "0"},
    ))  # fmt: skip
    assert Person.objects.values(*before).get(pk=me.pk) == before
    assert not me.appointments.exists()


def test_links_degrees_and_publications_are_ones_own(client, me):
    university = Institution.objects.create(name="Potohar")
    typed = filled(client.get(MINE), _save="1") | {
        "links-TOTAL_FORMS": "1", "degrees-TOTAL_FORMS": "1", "Output_people-TOTAL_FORMS": "1",
        **row("links", kind="x", value="@mahgul", order=10, person=me.pk, id=""),
        **row("degrees", level="mphil", field="History", institution=university.pk, year=2020,
              status="awarded", person=me.pk, id=""),
        **row("Output_people", kind="article", title="Elsewhere", outlet="A paper",
              date="2026-01-02", url="", language="en", isbn="", person=me.pk, id=""),
    }  # fmt: skip
    page = client.post(MINE, typed)
    assert page.status_code == 302, page.context["errors"]
    assert me.links.get().value == "mahgul"
    assert me.degrees.get().institution == university
    assert me.outputs.get().title == "Elsewhere"


def test_a_publication_of_others_loses_only_ones_own_name(client, me):
    other = make_person()
    shared = Output.objects.create(title="Shared", outlet="P", date="2026-01-01")
    alone = Output.objects.create(title="Alone", outlet="P", date="2026-01-02")
    shared.people.add(me, other)
    alone.people.add(me)
    delete = {"Output_people-0-DELETE": "on", "Output_people-1-DELETE": "on"}
    client.post(MINE, filled(client.get(MINE), _save="1", **delete))
    assert list(Output.objects.all()) == [shared]
    assert list(shared.people.all()) == [other]


def test_rows_of_somebody_else_cannot_be_reached(client, me):
    other = make_person()
    theirs = other.links.create(kind="x", value="other")
    typed = filled(client.get(MINE), _save="1") | {
        "links-TOTAL_FORMS": "1", "links-INITIAL_FORMS": "1", "links-0-DELETE": "on",
        **row("links", kind="x", value="stolen", order=1, person=me.pk, id=theirs.pk),
    }  # fmt: skip
    client.post(MINE, typed)
    theirs.refresh_from_db()
    assert theirs.value == "other"


@pytest.mark.parametrize("page", ["", "change/", "history/", "delete/"])
def test_the_record_of_another_answers_404(client, me, page):
    for person in (make_person(), me):
        address = f"/admin/people/person/{person.pk}/{page or 'change/'}"
        assert client.get(address).status_code == 404
        assert client.post(address, {"name": "x"}).status_code == 404
    assert client.get("/admin/people/person/").status_code == 404
