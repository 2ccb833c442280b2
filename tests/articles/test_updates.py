"""Changes beside live pieces: readers see what they saw, until the change itself goes out."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from articles import clearance, history, moves, rebasing, updates
from articles.admin.stepforms import form_of
from articles.models import Article, Correction
from articles.states import STEPS, Role, Status
from tests.make import make_article, make_institute, make_person, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def institute():
    return make_institute(second_person_clears=True)


@pytest.fixture
def cast():
    return {role: make_user(role=role) for role in Role}


@pytest.fixture
def live(cast):
    article = make_article(title="Rivers", body="<p>It carries 5 parts.</p><p>It flows.</p>")
    return published(article, cast)


def published(article, cast, at=None):
    cleared(article, cast)
    return moves.take_step(article, "publish", by=cast[Role.PUBLISHER], at=at).article


def cleared(article, cast):
    moves.take_step(article, "send", by=cast[Role.EDITOR])
    moves.take_step(article, "clear", by=cast[Role.PUBLISHER])


def begun(article, cast, **changed):
    change = moves.take_step(article, "revise", by=cast[Role.EDITOR]).made
    return typed(change, cast[Role.EDITOR], **changed)


def typed(article, by, **changed):
    for name, value in changed.items():
        setattr(article, name, value)
    article.save()
    clearance.saved(article, history.keep(article, by=by), by)
    return article


def now(article):
    return Article.objects.get(pk=article.pk)


def test_a_change_leaves_what_readers_see_byte_for_byte(client, live, cast):
    before = client.get(live.get_absolute_url()).content
    change = begun(live, cast, body="<p>It carries 7 parts.</p>", title="Rivers rising")
    cleared(change, cast)
    assert client.get(live.get_absolute_url()).content == before
    assert client.get("/articles/").content.count(b"Rivers rising") == 0
    assert list(Article.objects.published()) == [live]


def test_a_published_change_takes_the_place_and_keeps_address_first_date_and_history(live, cast):
    address, first = live.get_absolute_url(), live.published_at
    change = begun(live, cast, title="Rivers rising", body="<p>It carries 7 parts.</p>")
    cleared(change, cast)
    taken = moves.take_step(
        change, "apply", by=cast[Role.PUBLISHER],
        change_type="correction", change_note="It said 5; it says 7.",
    )  # fmt: skip
    piece = now(live)
    assert taken.article == piece
    assert (piece.title, piece.published_at, piece.get_absolute_url()) == (
        "Rivers rising", first, address)  # fmt: skip
    assert "7 parts" in piece.body_html
    assert not Article.objects.filter(replaces__isnull=False).exists()
    assert [row.number for row in piece.revisions.order_by("number")] == list(
        range(1, piece.revisions.count() + 1)
    )
    assert [step.step for step in piece.steps.order_by("at")][-4:] == [
        "revise", "send", "clear", "apply"]  # fmt: skip
    assert clearance.of(piece).is_complete


def test_a_correction_is_written_down_with_both_texts_and_moves_the_date(live, cast):
    change = begun(live, cast, body="<p>It carries 7 parts.</p>")
    cleared(change, cast)
    moves.take_step(change, "apply", by=cast[Role.PUBLISHER], change_type="correction",
                    change_note="It said 5; it says 7.")  # fmt: skip
    piece, correction = now(live), Correction.objects.get()
    assert (correction.type, correction.text) == ("correction", "It said 5; it says 7.")
    assert "5 parts" in correction.before.content["body"]
    assert "7 parts" in correction.after.content["body"]
    assert (correction.before.version, correction.after.version) == (1, 2)
    assert piece.updated_at == correction.date


def test_a_change_of_what_readers_saw_needs_its_kind_and_its_note(live, cast):
    change = begun(live, cast, body="<p>It carries 7 parts.</p>")
    cleared(change, cast)
    with pytest.raises(ValidationError, match="Say what kind of change"):
        moves.take_step(change, "apply", by=cast[Role.PUBLISHER])
    with pytest.raises(ValidationError, match="Write the note"):
        moves.take_step(change, "apply", by=cast[Role.PUBLISHER], change_type="update")
    assert "5 parts" in now(live).body


def test_an_uncleared_change_is_not_published(live, cast):
    change = begun(live, cast, body="<p>It carries 7 parts.</p>")
    cleared(change, cast)
    typed(change, cast[Role.EDITOR], title="Another comma,")
    with pytest.raises(ValidationError, match="changed since it was cleared"):
        moves.take_step(change, "apply", by=cast[Role.PUBLISHER], change_type="typo")


@pytest.mark.parametrize(
    ("body", "is_typo"),
    [
        ("<p>It carries 5 parts.</p><p>It flows on.</p>", True),
        ("<p>It caries 5 parts.</p><p>It flows.</p>", True),
        ("<p>It carries 6 parts.</p><p>It flows.</p>", False),
        ("<p>It carries 5 parts.</p><p>Jhelum flows.</p>", False),
        ("<p>It carries 5 parts.</p><p>It flows.</p><p>" + "much more " * 20 + "</p>", False),
    ],
)
def test_a_typing_error_changes_no_number_no_name_and_few_words(live, cast, body, is_typo):
    change = begun(live, cast, body=body)
    offered = {step.name for step in moves.possible_steps(cast[Role.PUBLISHER], change)}
    assert ("correct_typo" in offered) is is_typo


def test_a_typing_error_needs_one_publisher_and_is_not_announced(client, live, cast):
    change = begun(live, cast, body="<p>It carries 5 parts.</p><p>It flows on.</p>")
    moves.take_step(change, "correct_typo", by=cast[Role.PUBLISHER])
    piece = now(live)
    assert "flows on" in piece.body
    assert piece.updated_at is None
    assert Correction.objects.get().type == "typo"
    assert [row.version for row in piece.revisions.public().order_by("version")] == [1, 2]
    assert b"Rivers" not in client.get("/corrections/").content


def test_two_changes_at_once_never_overwrite_each_other(live, cast):
    first = begun(live, cast, body="<p>It carries 7 parts.</p><p>It flows.</p>")
    second = begun(live, cast, body="<p>It carries 5 parts.</p><p>It flows north.</p>")
    for change in (first, second):
        cleared(change, cast)
    told = {"change_type": "update", "change_note": "Newer figures."}
    moves.take_step(first, "apply", by=cast[Role.PUBLISHER], **told)
    with pytest.raises(ValidationError, match="Another change of this piece went out"):
        moves.take_step(second, "apply", by=cast[Role.PUBLISHER], **told)
    rebase = rebasing.Rebase(now(second))
    assert [each.usual for each in rebase.places] == ["take"]
    rebasing.carry_out(rebase, {rebase.places[0].name: "take"}, by=cast[Role.EDITOR])
    merged = now(second)
    assert "7 parts" in merged.body
    assert "flows north" in merged.body
    assert not updates.live_moved_on(merged)


def test_what_both_changed_must_be_chosen(live, cast):
    first = begun(live, cast, title="Rivers, one")
    second = begun(live, cast, title="Rivers, two")
    cleared(first, cast)
    moves.take_step(first, "apply", by=cast[Role.PUBLISHER], change_type="update", change_note="x")
    rebase = rebasing.Rebase(now(second))
    assert [(each.name, each.usual) for each in rebase.places] == [("choice-title", None)]
    assert rebase.unanswered({}) == ["choice-title"]


def test_a_scheduled_change_goes_out_at_its_hour_when_it_is_cleared(live, cast):
    change = begun(live, cast, body="<p>It carries 7 parts.</p>")
    cleared(change, cast)
    hour = timezone.now() + timedelta(hours=1)
    moves.take_step(change, "apply", by=cast[Role.PUBLISHER], at=hour, change_type="update",
                    change_note="Newer figures.")  # fmt: skip
    assert moves.apply_due() == []
    Article.objects.filter(pk=change.pk).update(apply_at=timezone.now())
    assert moves.apply_due() == [live]
    assert moves.apply_due() == []
    assert "7 parts" in now(live).body
    assert now(live).steps.filter(step="apply").count() == 2  # the hour given, and the going out
    assert Correction.objects.get().text == "Newer figures."


def test_a_change_that_is_not_cleared_at_its_hour_stays_and_is_missed(live, cast):
    change = begun(live, cast, body="<p>It carries 7 parts.</p>")
    cleared(change, cast)
    hour = timezone.now() + timedelta(hours=1)
    moves.take_step(change, "apply", by=cast[Role.PUBLISHER], at=hour, change_type="update",
                    change_note="Newer figures.")  # fmt: skip
    typed(change, cast[Role.EDITOR], title="A comma, added")
    Article.objects.filter(pk=change.pk).update(apply_at=timezone.now())
    assert moves.apply_due() == []
    assert "5 parts" in now(live).body
    assert list(updates.due()) == [change]
    assert "not cleared" in updates.missed(now(change))


def test_a_change_that_cannot_be_put_in_place_keeps_no_other_back(cast, caplog, monkeypatch):
    pieces = [published(make_article(title=f"Piece {number}"), cast) for number in range(2)]
    for piece in pieces:
        change = begun(piece, cast, standfirst="Newer.")
        cleared(change, cast)
        moves.take_step(change, "apply", by=cast[Role.PUBLISHER], change_type="update",
                        change_note="Newer.", at=timezone.now() + timedelta(hours=1))  # fmt: skip
        Article.objects.filter(pk=change.pk).update(apply_at=timezone.now())
    put_in_place = updates.put_in_place

    def fails_for_the_first(change, *, by):
        if change.replaces_id == pieces[0].pk:
            raise KeyError("what nobody thought of")
        return put_in_place(change, by=by)

    monkeypatch.setattr(updates, "put_in_place", fails_for_the_first)
    assert moves.apply_due() == [pieces[1]]
    assert "what nobody thought of" in caplog.text
    monkeypatch.undo()
    assert moves.apply_due() == [pieces[0]]


def test_at_a_scheduled_pieces_hour_the_cleared_text_goes_out_and_the_change_stays(cast):
    hour = timezone.now() + timedelta(hours=2)
    piece = published(make_article(title="Rivers"), cast, at=hour)
    change = begun(piece, cast, title="Rivers rising")
    seen = Article.objects.published(at=hour + timedelta(seconds=1)).get()
    assert (seen, seen.title) == (piece, "Rivers")
    cleared(change, cast)
    moves.take_step(change, "apply", by=cast[Role.PUBLISHER])
    piece = now(piece)
    assert (piece.title, piece.published_at) == ("Rivers rising", hour)
    assert not Correction.objects.exists()  # no reader has seen another text
    assert piece.updated_at is None


def test_hold_stops_a_change_and_a_piece_by_one_step(live, cast):
    change = begun(live, cast, body="<p>It carries 7 parts.</p>")
    cleared(change, cast)
    hour = timezone.now() + timedelta(hours=1)
    told = {"change_type": "update", "change_note": "Newer."}
    moves.take_step(change, "apply", by=cast[Role.PUBLISHER], at=hour, **told)
    moves.take_step(change, "hold", by=cast[Role.EDITOR])
    assert now(change).apply_at is None
    assert {"apply", "bin"} <= {s.name for s in moves.possible_steps(cast[Role.PUBLISHER], change)}


def test_a_discarded_change_is_gone_from_the_desk_and_can_come_back(live, cast):
    change = begun(live, cast, title="Rivers rising")
    moves.take_step(change, "bin", by=cast[Role.EDITOR])
    assert not updates.open_beside(live).exists()
    moves.take_step(change, "unbin", by=cast[Role.EDITOR])
    assert list(updates.open_beside(live)) == [change]


def test_bylines_of_a_live_piece_stay_as_printed_through_a_change(cast):
    person = make_person(name="Zarmeen Keenjhari")
    piece = published(make_article(by=[person], body="<p>One.</p>"), cast)
    person.name = "Another Name"
    person.save()
    change = begun(piece, cast, body="<p>Two.</p>")
    cleared(change, cast)
    moves.take_step(change, "apply", by=cast[Role.PUBLISHER], change_type="update", change_note="x")
    assert [byline.printed_name for byline in now(piece).bylines.all()] == ["Zarmeen Keenjhari"]


def test_withdrawn_pieces_take_no_change(live, cast):
    change = begun(live, cast, title="Rivers rising")
    cleared(change, cast)
    moves.take_step(live, "withdraw", by=cast[Role.PUBLISHER], why="Wrong data.")
    with pytest.raises(ValidationError, match="no change to it can go out"):
        moves.take_step(change, "apply", by=cast[Role.PUBLISHER], change_type="typo")


def test_a_legal_takedown_leaves_the_text_nowhere(live, cast):
    change = begun(live, cast, body="<p>It carries 7 parts. Canary.</p>")
    cleared(change, cast)
    moves.take_step(change, "apply", by=cast[Role.PUBLISHER], change_type="update", change_note="x")
    begun(live, cast, title="Again")
    moves.take_step(live, "take_down", by=cast[Role.PUBLISHER], why="By order of a court.")
    piece = now(live)
    assert (piece.status, piece.body, piece.body_html, piece.search.text) == (
        Status.WITHDRAWN, "", "", "")  # fmt: skip
    kept = "".join(f"{row.content}{row.html}" for row in piece.revisions.all())
    assert "parts" not in kept
    assert "Canary" not in kept
    assert not piece.changes.exists()
    assert "restore" not in {s.name for s in moves.possible_steps(cast[Role.PUBLISHER], piece)}


def test_a_change_without_clearance_goes_out_at_once_and_at_no_later_hour(live, cast):
    publisher = cast[Role.PUBLISHER]
    change = moves.take_step(live, "revise", by=publisher).made
    change.body = "<p>It carries 6 parts.</p>"
    change.save()
    told = {"why": "The ministry closes.", "change_type": "update", "change_note": "It is 6 now."}
    later = timezone.now() + timedelta(hours=2)
    with pytest.raises(ValidationError, match="at once or not at all"):
        moves.take_step(change, "overrule", by=publisher, at=later, **told)
    assert form_of(STEPS["overrule"])(step=STEPS["overrule"], article=change).hour_fields == []
    moves.take_step(change, "overrule", by=publisher, **told)
    live.refresh_from_db()
    assert "6 parts" in live.body
