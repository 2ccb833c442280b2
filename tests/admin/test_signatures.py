"""A post that changes between clearance and publication is seen, and taken over by one tap."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import clearance, moves, signatures
from articles.states import Role
from people.models import Appointment
from tests.make import make_article, make_person


@pytest.fixture
def cleared(kind, cast):
    person = make_person(name="Zarmeen Keenjhari")
    Appointment.objects.create(person=person, title="Fellow")
    article = make_article(kind=kind, by=[person])
    moves.take_step(article, "send", by=cast[Role.EDITOR])
    moves.take_step(article, "clear", by=cast[Role.PUBLISHER])
    return article


def promote(article):
    person = article.bylines.get().person
    person.appointments.update(end=timezone.localdate() - timedelta(days=3))
    Appointment.objects.create(
        person=person, title="Director", start=timezone.localdate() - timedelta(days=2)
    )


def form(article):
    return f"/admin/articles/article/{article.pk}/change/"


def test_nothing_is_said_while_nothing_changed(cleared, at_desk):
    assert signatures.outdated(cleared) == []
    assert b"Take over the new posts" not in at_desk(Role.EDITOR).get(form(cleared)).content


def test_a_new_post_is_flagged_and_taken_over_by_one_tap(cleared, at_desk):
    promote(cleared)
    client = at_desk(Role.EDITOR)
    page = client.get(form(cleared)).content.decode()
    assert "Written down as “Zarmeen Keenjhari, Fellow”" in page
    assert "it is “Zarmeen Keenjhari, Director”" in page
    client.post(f"/admin/articles/article/{cleared.pk}/refresh/")
    assert cleared.bylines.get().post == "Director"
    assert cleared.revisions.first().why == "Bylines by the posts of the day"
    assert signatures.outdated(cleared) == []


def test_the_new_line_is_a_changed_text_that_another_must_clear(cleared, at_desk, cast):
    promote(cleared)
    at_desk(Role.EDITOR).post(f"/admin/articles/article/{cleared.pk}/refresh/")
    cleared.refresh_from_db()
    assert clearance.has_changed(cleared)
    assert not clearance.of(cleared).is_complete
    moves.take_step(cleared, "clear", by=cast[Role.PUBLISHER])
    assert clearance.of(cleared).is_complete


def test_what_is_published_keeps_its_bylines(cleared, at_desk, cast):
    moves.take_step(cleared, "publish", by=cast[Role.PUBLISHER])
    promote(cleared)
    assert signatures.outdated(cleared) == []
    address = f"/admin/articles/article/{cleared.pk}/refresh/"
    assert at_desk(Role.PUBLISHER).post(address).status_code == 404
    assert cleared.bylines.get().post == "Fellow"
