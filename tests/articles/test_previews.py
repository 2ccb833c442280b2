"""Giving, revoking and passing on personal links; what the desk says of the answers."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles import answers, departures, duplicates, history, moves, previews, updates
from articles.models import Article, Preview, PreviewAnswer
from articles.states import Role, Status
from tests.make import make_article, make_institute, make_person, make_preview, make_user
from thinktank.audit.models import Entry, Event

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def institute():
    return make_institute()


@pytest.fixture
def editor():
    return make_user(role=Role.EDITOR, name="zarmeen")


@pytest.fixture
def draft():
    return make_article(title="Rivers", body="<p>It carries five parts of silt.</p>")


def say(link, *, agreed=True, text="", **fields):
    """A confirmed answer about the text as it is now."""
    revision = history.keep(link.article)
    return PreviewAnswer.objects.create(
        preview=link, agreed=agreed, text=text, revision=revision, text_hash=revision.text_hash,
        **{"confirmed_at": timezone.now(), **fields},
    )  # fmt: skip


def typed(article, **changed):
    for name, value in changed.items():
        setattr(article, name, value)
    article.save()
    return history.keep(article)


# -- giving --


def test_a_link_is_good_for_as_many_days_as_were_asked(editor, draft):
    link = make_preview(article=draft, by=editor, days=3)
    assert timedelta(days=3, minutes=-1) < link.expires_at - timezone.now() <= timedelta(days=3)
    assert (link.given_by, link.given_by_name) == (editor, "zarmeen")


def test_whoever_is_to_answer_needs_an_address(draft):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_preview(article=draft, email="", may_answer=True)


def test_the_address_holds_nothing_that_can_be_guessed_from_another(draft):
    one, other = (previews.token_of(make_preview(article=draft)) for _each in range(2))
    assert one.split(".")[1] != other.split(".")[1]
    assert one.split(".")[2] != other.split(".")[2]


def test_giving_and_revoking_stand_in_the_log_and_revoking_once_is_enough(editor, draft):
    link = make_preview(article=draft, by=editor)
    for _each in range(2):
        previews.revoke(link, by=editor)
    entries = Entry.objects.about("articles.article", draft.pk).order_by("pk")
    said = list(entries.values_list("event", "detail__for"))
    assert said == [(Event.LINK_GIVEN, link.name), (Event.LINK_REVOKED, link.name)]


@pytest.mark.parametrize("status", Status)
def test_links_are_given_for_what_is_not_public_only(status):
    article = make_article(status=status)
    there = (Status.IDEA, Status.DRAFT, Status.REVIEW, Status.CLEARED)
    assert previews.is_givable(article) == (status in there)


def test_links_are_given_for_what_is_scheduled_and_for_changes():
    soon = timezone.now() + timedelta(hours=1)
    assert previews.is_givable(make_article(status=Status.PUBLISHED, published_at=soon))
    assert previews.is_givable(make_article(replaces=make_article(status=Status.PUBLISHED)))


def test_authors_give_links_to_their_own_pieces_and_editors_to_all(editor, draft):
    author = make_user(role=Role.AUTHOR)
    own = make_article(created_by=author, status=Status.REVIEW)
    signed = make_article(by=[make_person(user=author)])
    assert previews.may_give(author, own)
    assert previews.may_give(author, signed)
    assert not previews.may_give(author, draft)
    assert previews.may_give(editor, draft)
    assert not previews.may_give(make_user(), draft)


# -- what inherits no link, and what does --


def test_a_copy_and_a_change_begin_without_links(editor, draft):
    make_preview(article=draft, by=editor)
    assert not duplicates.duplicate(draft, by=editor).previews.exists()
    live = make_article(status=Status.PUBLISHED)
    history.make_public(history.keep(live), live.published_at)
    make_preview(article=live, by=editor)
    assert not updates.begin(live, by=editor).previews.exists()


def test_links_and_answers_of_a_change_go_on_with_the_piece(editor):
    live = make_article(status=Status.PUBLISHED)
    history.make_public(history.keep(live), live.published_at)
    change = updates.begin(live, by=editor)
    typed(change, title="Put right", change_type="clarification", change_note="So.")
    link = make_preview(article=change, by=editor, may_answer=True)
    answer = say(link)
    piece = updates.put_in_place(change, by=editor)
    assert list(piece.previews.all()) == [link]
    assert [each.name for each in answers.answers_of(piece)] == [link.name]
    answer.refresh_from_db()
    assert answer.revision.article == piece


def test_links_go_with_a_piece_that_is_deleted(draft):
    make_preview(article=draft)
    draft.delete()
    assert not Preview.objects.exists()


# -- until when --


def test_the_latest_of_embargo_and_hour_counts_and_what_has_passed_does_not(draft):
    now = timezone.now()
    assert previews.not_before(draft) is None
    draft.embargo_until = now - timedelta(hours=1)
    assert previews.not_before(draft) is None
    draft.embargo_until, draft.published_at = now + timedelta(hours=1), now + timedelta(hours=2)
    assert previews.not_before(draft) == draft.embargo_until  # held: its hour does not count
    draft.status = Status.PUBLISHED
    assert previews.not_before(draft) == draft.published_at


def test_a_change_waits_for_its_own_hour_and_for_its_piece(draft):
    now = timezone.now()
    piece = make_article(status=Status.PUBLISHED, published_at=now + timedelta(hours=3))
    change = make_article(replaces=piece, apply_at=now + timedelta(hours=1))
    assert previews.not_before(change) == piece.published_at
    change.apply_at = now + timedelta(hours=5)
    assert previews.not_before(change) == change.apply_at


# -- leaving --


def test_who_leaves_hands_over_what_is_in_work_and_keeps_what_readers_saw(editor, draft):
    successor = make_user(role=Role.EDITOR, name="successor")
    soon = timezone.now() + timedelta(hours=1)
    mine = {
        "draft": make_article(created_by=editor),
        "scheduled": make_article(
            created_by=editor, status=Status.PUBLISHED, published_at=soon
        ),
        "binned": make_article(created_by=editor, status=Status.BINNED),
        "live": make_article(created_by=editor, status=Status.PUBLISHED),
        "withdrawn": make_article(created_by=editor, status=Status.WITHDRAWN),
    }  # fmt: skip
    to_review = make_article(status=Status.REVIEW, reviewer=editor)
    others = make_article(created_by=make_user(role=Role.AUTHOR))
    link = make_preview(article=draft, by=editor)
    old = make_preview(article=draft, by=editor)
    previews.revoke(old, by=editor)
    number = departures.hand_over(editor, successor)
    assert number == {"pieces": 3, "reviews": 1, "links": 1}
    by = {
        name: Article.objects.get(pk=article.pk).created_by.username
        for name, article in mine.items()
    }
    assert by == {
        "draft": "successor", "scheduled": "successor", "binned": "successor",
        "live": "zarmeen", "withdrawn": "zarmeen",
    }  # fmt: skip
    to_review.refresh_from_db()
    link.refresh_from_db()
    assert (to_review.reviewer, link.given_by) == (successor, successor)
    assert Article.objects.get(pk=others.pk).created_by == others.created_by
    assert Preview.objects.get(pk=old.pk).given_by == editor
    assert link.given_by_name == "zarmeen"
    assert Entry.objects.get(event=Event.HANDED_OVER).detail["to"] == "successor"


def test_reviews_go_back_to_the_editors_where_the_successor_clears_nothing(editor):
    article = make_article(status=Status.REVIEW, reviewer=editor)
    departures.hand_over(editor, make_user(role=Role.AUTHOR))
    article.refresh_from_db()
    assert article.reviewer is None


# -- what the desk says of answers --


def test_an_answer_is_about_this_text_until_the_text_changes(draft):
    link = make_preview(article=draft, may_answer=True)
    say(link)
    [answer] = answers.answers_of(draft)
    assert answer.sentence == "Ilse Brandvoort agreed to this text"
    assert answer.since == ""
    typed(draft, body="<p>It carries seven parts of silt.</p>", title="Rivers and lakes")
    [answer] = answers.answers_of(Article.objects.get(pk=draft.pk))
    assert answer.sentence == "Ilse Brandvoort agreed to an earlier text"
    assert answer.since == "3 words changed since"


def test_a_change_of_housekeeping_leaves_an_answer_about_this_text(draft):
    say(make_preview(article=draft, may_answer=True), agreed=False, text="One more source?")
    draft.tags.add("silt")
    draft.licence = "All rights reserved"
    history.keep(draft)
    [answer] = answers.answers_of(draft)
    assert (answer.sentence, answer.text) == (
        "Ilse Brandvoort commented on this text", "One more source?")  # fmt: skip


def test_of_each_person_the_latest_confirmed_answer_counts(draft):
    link = make_preview(article=draft, may_answer=True)
    now = timezone.now()
    say(link, agreed=False, text="Not yet", confirmed_at=now - timedelta(hours=1))
    say(link, agreed=True, confirmed_at=now)
    say(link, agreed=False, text="Never confirmed", confirmed_at=None)
    say(make_preview(article=draft, name="Other Reader", may_answer=True), agreed=False, text="Hm")
    said = [(each.name, each.agreed) for each in answers.answers_of(draft)]
    assert said == [("Other Reader", False), ("Ilse Brandvoort", True)]


def test_an_answer_clears_nothing(editor, draft):
    moves.take_step(draft, "send", by=editor)
    say(make_preview(article=draft, may_answer=True))
    draft.refresh_from_db()
    assert draft.status == Status.REVIEW
    assert [row.by_name for row in draft.endorsements.all()] == ["zarmeen"]
