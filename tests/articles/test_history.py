"""Revisions: every save has its number; some of them readers see."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import history
from articles.models import Revision
from articles.states import Status
from tests.make import NINE, make_article, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("institute")]


@pytest.fixture
def piece():
    return make_article(title="Rivers")


def kept(article, **changed):
    for name, value in changed.items():
        setattr(article, name, value)
    article.save()
    return history.keep(article)


def test_versions_are_numbered_without_a_gap_and_say_who_and_why(piece):
    user = make_user(name="sahiba")
    first = history.keep(piece, by=user, why="Begun")
    assert (first.number, first.by, first.by_name, first.why) == (1, user, "sahiba", "Begun")
    assert [kept(piece, title=title).number for title in ("A", "B", "C")] == [2, 3, 4]


def test_numbers_are_counted_for_each_piece_alone(piece):
    kept(piece)
    assert kept(make_article()).number == 1


def test_a_save_that_changed_nothing_is_no_version(piece):
    first = history.keep(piece)
    assert history.keep(piece, why="Again") == first
    assert piece.revisions.count() == 1


def test_a_row_that_was_changed_is_a_version(piece):
    history.keep(piece)
    piece.tags.add("dams")
    assert history.keep(piece).number == 2


def test_a_version_outlives_the_login_that_saved_it(piece):
    user = make_user(name="sahiba")
    history.keep(piece, by=user)
    user.delete()
    revision = piece.revisions.get()
    assert (revision.by, revision.by_name) == (None, "sahiba")


def test_housekeeping_moves_the_number_and_not_the_hash_of_the_text(piece):
    first = history.keep(piece)
    piece.tags.add("dams")
    assert history.keep(piece).text_hash == first.text_hash
    assert kept(piece, title="Streams").text_hash != first.text_hash


def test_what_is_public_has_its_own_number_and_the_text_as_it_was_rendered(piece):
    kept(piece)
    second = kept(piece, body="<p>Two.</p>")
    history.make_public(second, NINE)
    assert (second.number, second.version, second.public_from) == (2, 1, NINE)
    assert second.html == piece.body_html
    assert history.make_public(second, timezone.now()).public_from == NINE


def test_the_version_shown_is_the_newest_whose_hour_has_come(piece):
    first = history.make_public(kept(piece), NINE)
    second = history.make_public(kept(piece, title="B"), NINE + timedelta(days=1))
    assert history.shown(piece, NINE - timedelta(seconds=1)) is None
    assert history.shown(piece, NINE) == first
    assert history.shown(piece, NINE + timedelta(days=2)) == second
    later = history.make_public(kept(piece, title="C"), timezone.now() + timedelta(hours=1))
    assert history.shown(piece) == second
    assert later not in piece.revisions.out()


def test_a_version_whose_hour_never_came_loses_its_number_and_the_others_keep_theirs(piece):
    first = history.make_public(kept(piece), NINE)
    history.make_public(kept(piece, title="B"), timezone.now() + timedelta(hours=1))
    history.take_back(piece)
    assert list(piece.revisions.public()) == [first]
    assert Revision.objects.get(article=piece, number=2).html == ""
    assert history.make_public(kept(piece, title="C"), timezone.now()).version == 2


@pytest.mark.parametrize("status", [Status.PUBLISHED, Status.WITHDRAWN])
def test_what_was_published_before_histories_gets_its_first_version(status):
    article = make_article(status=status)
    assert history.number_published() == 1
    assert article.revisions.get().public_from == NINE
    assert history.number_published() == 0
