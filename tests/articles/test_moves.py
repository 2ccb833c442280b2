"""Steps of the workflow: who may take them, what they ask, what they leave behind."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from articles import content, moves
from articles.models import Article, Listing, Series
from articles.states import Role, Status, WrongStep
from people.models import Appointment
from tests.make import (
    make_article,
    make_image,
    make_institute,
    make_kind,
    make_person,
    make_theme,
    make_user,
)
from thinktank.library.models import Usage

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def institute():
    return make_institute(second_person_clears=True)


def cleared(**fields):
    """A piece sent by one editor and cleared by another."""
    article = make_article(**fields)
    moves.take_step(article, "send", by=make_user(role=Role.EDITOR))
    moves.take_step(article, "clear", by=make_user(role=Role.EDITOR))
    return article


def test_draft_goes_through_review_and_clearance_to_the_reader():
    article = cleared()
    moves.take_step(article, "publish", by=make_user(role=Role.PUBLISHER))
    assert article in Article.objects.published()
    assert [step.step for step in article.steps.all()] == ["publish", "clear", "send"]


def test_sender_cannot_clear_the_own_text():
    article, editor = make_article(), make_user(role=Role.EDITOR)
    moves.take_step(article, "send", by=editor)
    with pytest.raises(ValidationError, match="somebody else must clear it"):
        moves.take_step(article, "clear", by=editor)
    assert "clear" not in {step.name for step in moves.possible_steps(editor, article)}


def test_text_changed_after_clearance_is_not_published():
    article = cleared()
    article.body = "<p>Another text.</p>"
    article.save()
    with pytest.raises(ValidationError, match="changed since it was cleared"):
        moves.take_step(article, "publish", by=make_user(role=Role.PUBLISHER))


def test_housekeeping_after_clearance_voids_nothing():
    article = cleared()
    article.tags.add("water")
    article.licence = "All rights reserved"
    article.save()
    moves.take_step(article, "publish", by=make_user(role=Role.PUBLISHER))
    assert article.is_live


def test_clearance_writes_down_the_hash_of_the_exact_text():
    article = cleared()
    assert article.steps.first().text_hash == article.cleared_hash == content.cleared_hash(article)


def test_one_person_publishes_alone_where_no_second_is_wanted(institute):
    institute.second_person_clears = False
    institute.save()
    article = make_article()
    moves.take_step(article, "publish", by=make_user(role=Role.PUBLISHER))
    assert article.is_live


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.EDITOR])
def test_only_publishers_publish(role):
    article = cleared()
    with pytest.raises(PermissionDenied):
        moves.take_step(article, "publish", by=make_user(role=role))


def test_author_cannot_move_a_foreign_piece():
    with pytest.raises(PermissionDenied):
        moves.take_step(make_article(), "send", by=make_user(role=Role.AUTHOR))


def test_author_sends_the_own_piece():
    person = make_person()
    author = make_user(role=Role.AUTHOR, person=person)
    article = make_article(by=[person])
    moves.take_step(article, "send", by=author)
    assert article.status == Status.REVIEW
    assert not moves.may_edit(author, article)


def test_wrong_step_says_what_is_possible():
    with pytest.raises(
        WrongStep, match="is Draft, so “Clear this text” is not possible. Possible: Send"
    ):
        moves.take_step(make_article(), "clear", by=make_user(role=Role.EDITOR))


def test_asking_for_changes_needs_a_reason_and_thaws_the_bylines():
    article, editor = cleared(), make_user(role=Role.EDITOR)
    assert article.bylines.get().frozen_at
    with pytest.raises(ValidationError, match="Say why"):
        moves.take_step(article, "ask", by=editor)
    moves.take_step(article, "ask", by=editor, why="The second table is missing.")
    assert article.status == Status.DRAFT
    assert article.bylines.get().frozen_at is None
    assert article.steps.first().why == "The second table is missing."


def test_publication_is_refused_naming_each_place():
    article = cleared(interests="", standfirst="", lead_image=make_image(alt=""))
    with pytest.raises(ValidationError) as refused:
        moves.take_step(article, "publish", by=make_user(role=Role.PUBLISHER))
    text = " ".join(refused.value.messages)
    assert "Say in one or two sentences" in text
    assert "Describe the lead picture" in text
    assert "State the authors’ interests" in text


def test_byline_keeps_the_post_of_the_day_of_publication():
    person = make_person(name="Tajdar Chenabi")
    today = timezone.localdate()
    Appointment.objects.create(person=person, title="Research Officer", end=today)
    later = Appointment.objects.create(
        person=person, title="Director", start=today + timedelta(days=1)
    )
    article = cleared(by=[person])
    moves.take_step(article, "publish", by=make_user(role=Role.PUBLISHER))
    later.start = date(2020, 1, 1)
    later.save()
    person.name = "Another Name"
    person.save()
    byline = article.bylines.get()
    assert (byline.printed_name, byline.post) == ("Tajdar Chenabi", "Research Officer")


def test_scheduled_piece_is_held_before_its_hour_and_not_after():
    article, publisher = cleared(), make_user(role=Role.PUBLISHER)
    moves.take_step(article, "publish", by=publisher, at=timezone.now() + timedelta(days=2))
    assert article.is_scheduled
    moves.take_step(article, "hold", by=publisher)
    assert article.status == Status.CLEARED
    assert not Listing.objects.filter(article=article).exists()
    moves.take_step(article, "publish", by=publisher)
    with pytest.raises(ValidationError, match="Withdraw it instead"):
        moves.take_step(article, "hold", by=publisher)


def test_scheduled_piece_is_held_and_not_withdrawn():
    article, publisher = cleared(), make_user(role=Role.PUBLISHER)
    moves.take_step(article, "publish", by=publisher, at=timezone.now() + timedelta(days=2))
    with pytest.raises(ValidationError, match="Hold it instead"):
        moves.take_step(article, "withdraw", by=publisher, why="Changed our mind.")


def test_year_of_the_address_is_that_of_the_institutes_zone():
    article = cleared()
    moment = datetime(2030, 12, 31, 20, tzinfo=UTC)
    with timezone.override("Asia/Karachi"):
        moves.take_step(article, "publish", by=make_user(role=Role.PUBLISHER), at=moment)
    assert article.year == 2031


def test_withdrawn_piece_leaves_every_list_and_can_be_put_back():
    image = make_image()
    article, publisher = cleared(lead_image=image), make_user(role=Role.PUBLISHER)
    moves.take_step(article, "publish", by=publisher)
    assert Usage.objects.public().filter(image=image).exists()
    moves.take_step(article, "withdraw", by=publisher, why="The data could not be confirmed.")
    assert not Usage.objects.public().filter(image=image).exists()
    assert not Listing.objects.exists()
    assert article.withdrawn_reason == "The data could not be confirmed."
    address = article.get_absolute_url()
    moves.take_step(article, "restore", by=publisher, why="They were confirmed.")
    assert article.is_live
    assert article.get_absolute_url() == address


def test_same_title_twice_in_a_year_gets_two_addresses():
    first, second = cleared(title="Sanctions"), cleared(title="Sanctions")
    publisher = make_user(role=Role.PUBLISHER)
    for article in (first, second):
        moves.take_step(article, "publish", by=publisher)
    assert (first.slug, second.slug) == ("sanctions", "sanctions-2")


def test_numbered_series_gives_the_next_number():
    series = Series.objects.create(title="Issue Brief", slug="issue-brief", prefix="IB")
    publisher = make_user(role=Role.PUBLISHER)
    pieces = [cleared(series=series) for _each in range(2)]
    for article in pieces:
        moves.take_step(article, "publish", by=publisher)
    assert [article.number[-2:] for article in pieces] == ["01", "02"]


def test_guests_page_appears_with_the_first_piece():
    guest = make_person(standing="guest")
    article = cleared(by=[guest])
    guest.refresh_from_db()
    assert guest.public_from is None
    moves.take_step(article, "publish", by=make_user(role=Role.PUBLISHER))
    guest.refresh_from_db()
    assert guest.public_from == article.published_at


def test_piece_stands_under_its_themes_and_all_above_them_once():
    root = make_theme(name="Strategic Stability")
    leaf, other = make_theme(name="Doctrine", parent=root), make_theme(name="Arms", parent=root)
    article = cleared(themes=[leaf, other], kind=make_kind())
    moves.take_step(article, "publish", by=make_user(role=Role.PUBLISHER))
    assert {row.theme for row in article.listings.all()} == {root, leaf, other}
    assert list(root.articles.published()) == [article]
