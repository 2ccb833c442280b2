"""Two people, one exact text: who stands for it, and what a changed comma asks for."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from articles import clearance, comparing, history, moves, snapshots
from articles.admin import rail
from articles.models import StepTaken
from articles.states import Role, Status
from people.models import Appointment
from tests.make import make_article, make_institute, make_kind, make_person, make_theme, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def institute():
    return make_institute(second_person_clears=True)


@pytest.fixture
def writer():
    return make_user(role=Role.AUTHOR, name="writer")


@pytest.fixture
def editor():
    return make_user(role=Role.EDITOR, name="editor")


@pytest.fixture
def publisher():
    return make_user(role=Role.PUBLISHER, name="publisher")


@pytest.fixture
def article(writer):
    return make_article(created_by=writer, body="<p>The first text.</p>")


def save(article, by, **changed):
    for name, value in changed.items():
        setattr(article, name, value)
    article.save()
    clearance.saved(article, history.keep(article, by=by), by)


def steps(user, article):
    return {step.name for step in moves.possible_steps(user, article)}


def test_sender_and_clearer_stand_for_one_text(article, writer, editor):
    moves.take_step(article, "send", by=writer)
    moves.take_step(article, "clear", by=editor)
    standing = clearance.of(article)
    assert standing.is_complete
    assert standing.names == {"writer": {"writer"}, "clearer": {"editor"}}
    assert article.status == Status.CLEARED


def test_a_comma_after_clearance_asks_only_for_a_look_at_it(article, writer, editor, publisher):
    moves.take_step(article, "send", by=writer)
    moves.take_step(article, "clear", by=editor)
    save(article, editor, body="<p>The first text, now.</p>")
    said = rail.standing(article, clearance.of(article))
    assert said["changed"] == "2 words changed since clearance"
    assert [each.place for each in said["differences"]] == ["body"]
    assert "publish" not in steps(publisher, article)
    moves.take_step(article, "clear", by=publisher)  # the editor who typed it stands for it
    assert article.status == Status.CLEARED
    assert clearance.of(article).is_complete
    assert "publish" in steps(publisher, article)


def test_a_clearers_own_fix_is_cleared_once_another_accepts_it(article, writer, editor, publisher):
    moves.take_step(article, "send", by=writer)
    save(article, editor, body="<p>The first text, mended.</p>")
    moves.take_step(article, "clear", by=editor)
    assert article.status == Status.REVIEW
    assert clearance.of(article).waits_for_acceptance
    assert "accept" in steps(writer, article)
    assert "accept" not in steps(editor, article)
    moves.take_step(article, "accept", by=writer)
    assert article.status == Status.CLEARED
    assert clearance.of(article).is_complete


def test_saving_a_text_one_did_not_change_is_no_word_for_it(article, writer, editor, publisher):
    moves.take_step(article, "send", by=writer)
    save(article, editor, body="<p>The first text, mended.</p>")
    moves.take_step(article, "clear", by=editor)
    save(article, publisher)
    save(article, publisher, licence="All rights reserved")
    assert not clearance.of(article).endorsed_by(publisher)
    assert not clearance.of(article).is_complete


def test_accepting_is_not_offered_where_nobody_cleared(article, writer, editor):
    moves.take_step(article, "send", by=editor)
    assert "accept" not in steps(writer, article)
    with pytest.raises(ValidationError):
        moves.take_step(article, "accept", by=writer)


def test_two_writers_without_a_clearer_clear_nothing(article, writer, editor):
    moves.take_step(article, "send", by=writer)
    save(article, editor, title="Another title")
    assert not clearance.of(article).is_complete


def test_the_editor_who_saved_last_may_clear_what_another_sent_but_not_alone(
    article, writer, editor
):
    moves.take_step(article, "send", by=editor)
    assert clearance.why_not(article, editor) == (
        "You sent this text for review, so somebody else must clear it."
    )


@pytest.mark.parametrize("change", ["tag", "theme", "licence", "alt", "slug", "due"])
def test_housekeeping_voids_nothing(article, writer, editor, change):
    moves.take_step(article, "send", by=writer)
    moves.take_step(article, "clear", by=editor)
    if change == "tag":
        article.tags.add("water")
    elif change == "theme":
        article.filed_under.create(theme=make_theme(), position=20)
    else:
        name = {"alt": "lead_alt"}.get(change, change)
        value = timezone.localdate() if change == "due" else "another"
        setattr(article, name, value)
    save(article, editor)
    assert clearance.of(article).is_complete


def test_going_back_to_the_cleared_words_is_cleared_again(article, writer, editor):
    moves.take_step(article, "send", by=writer)
    moves.take_step(article, "clear", by=editor)
    before = article.body
    save(article, editor, body="<p>Another.</p>")
    assert not clearance.of(article).is_complete
    save(article, editor, body=before)
    assert clearance.of(article).is_complete


def test_the_post_of_the_intended_day_is_in_the_hash_before_and_after_it_is_written_down(
    writer, editor
):
    person, today = make_person(), timezone.localdate()
    Appointment.objects.create(person=person, title="Fellow", end=today + timedelta(days=5))
    Appointment.objects.create(person=person, title="Director", start=today + timedelta(days=6))
    article = make_article(by=[person], created_by=writer, planned_for=today + timedelta(days=10))
    moves.take_step(article, "send", by=writer)
    moves.take_step(article, "clear", by=editor)
    assert article.bylines.get().post == "Director"
    assert clearance.of(article).is_complete


def test_publishing_without_clearance_asks_a_reason_and_is_written_down(article, publisher):
    with pytest.raises(ValidationError, match="Say why"):
        moves.take_step(article, "overrule", by=publisher)
    moves.take_step(article, "overrule", by=publisher, why="The embassy is closing in an hour.")
    assert article.is_live
    assert StepTaken.objects.get(step="overrule").why == "The embassy is closing in an hour."


def test_publishing_without_clearance_is_for_publishers_and_for_uncleared_texts(
    article, writer, editor, publisher
):
    assert "overrule" not in steps(editor, article)
    assert "overrule" in steps(publisher, article)
    moves.take_step(article, "send", by=writer)
    moves.take_step(article, "clear", by=editor)
    assert "overrule" not in steps(publisher, article)


# -- a kind's own clearer --


@pytest.fixture
def brief(editor, publisher):
    return make_kind(code="brief", clearer=editor, deputy=publisher, deputy_after=24)


def test_a_kinds_clearer_alone_clears_it(brief, writer, editor, publisher):
    article = make_article(kind=brief, created_by=writer)
    moves.take_step(article, "send", by=writer)
    other = make_user(role=Role.EDITOR)
    assert "is cleared by" in clearance.why_not(article, other)
    assert "24 hours after it was sent" in clearance.why_not(article, publisher)
    assert clearance.why_not(article, editor) == ""
    with pytest.raises(ValidationError, match="is cleared by"):
        moves.take_step(article, "clear", by=other)


def test_the_deputy_clears_once_the_hours_are_over(brief, writer, publisher):
    article = make_article(kind=brief, created_by=writer)
    moves.take_step(article, "send", by=writer)
    StepTaken.objects.update(at=timezone.now() - timedelta(hours=24))
    moves.take_step(article, "clear", by=publisher)
    assert article.status == Status.CLEARED


def test_the_deputy_clears_at_once_for_one_who_has_left(brief, writer, editor, publisher):
    article = make_article(kind=brief, created_by=writer)
    moves.take_step(article, "send", by=writer)
    editor.is_active = False
    editor.save()
    article.refresh_from_db()
    assert clearance.why_not(article, publisher) == ""


def test_words_changed_are_counted_once_where_one_stands_for_another(article, writer):
    former = snapshots.take(article)
    save(article, writer, title="A wholly new title", body="<p>The second text.</p>")
    differences = comparing.compare(former, snapshots.take(article))
    body = [each for each in differences if each.place == "body"]
    assert comparing.words_changed(body) == 1
