"""Changes beside live pieces, from two sides at once: gone out once or not at all, nothing overwritten."""

import pytest
from django.utils import timezone

from articles import moves, rebasing, updates
from articles.models import Article
from articles.states import Role, Status
from tests.articles import whole
from tests.articles.stages import UPDATE, begun, now, published, ready
from tests.races import ROUNDS, at_once, in_an_hour, in_transaction, names, refusals, step

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("no_deadlock")]


def make_due(change):
    Article.objects.filter(pk=change.pk).update(apply_at=timezone.now())


def test_beginning_a_change_of_what_another_withdraws(cast):
    for _round in range(ROUNDS):
        article = published(cast)
        answers = at_once(
            step(article, "revise", cast[Role.EDITOR]),
            step(article, "withdraw", cast[Role.PUBLISHER], why="Wrong."),
        )
        found = whole.check(article.pk)
        assert found.status == Status.WITHDRAWN
        assert len(whole.open_changes(found)) == 1 - refusals(*answers)


def test_publishing_a_change_of_what_another_withdraws(cast):
    for _round in range(ROUNDS):
        article = published(cast, title="First")
        change = ready(article, cast, title="Second")
        answers = at_once(
            step(change, "apply", cast[Role.PUBLISHER], **UPDATE),
            step(article, "withdraw", cast[Role.PUBLISHER], why="Wrong."),
        )
        refused, found = refusals(*answers), whole.check(article.pk)
        assert found.status == Status.WITHDRAWN
        assert found.title == ("First" if refused else "Second")
        assert found.corrections.count() == (1 - refused)
        assert len(whole.open_changes(found)) == refused


def test_publishing_a_change_that_another_holds(cast):
    for _round in range(ROUNDS):
        article = published(cast, title="First")
        change = ready(article, cast, at=in_an_hour(), title="Second")
        make_due(change)
        answers = at_once(in_transaction(moves.apply_due), step(change, "hold", cast[Role.EDITOR]))
        found, went_out = whole.check(article.pk), not Article.objects.filter(pk=change.pk)
        assert refusals(*answers) == (1 if went_out else 0)
        assert found.title == ("Second" if went_out else "First")
        if not went_out:
            assert now(change).apply_at is None


def test_two_changes_of_one_piece_never_overwrite_each_other(cast):
    for _round in range(ROUNDS):
        article = published(cast, title="First", standfirst="First.")
        changes = ready(article, cast, title="Second"), ready(article, cast, standfirst="Second.")
        answers = at_once(
            *(step(each, "apply", cast[Role.PUBLISHER], **UPDATE) for each in changes)
        )
        assert refusals(*answers) == 1
        found = whole.check(article.pk)
        assert (found.title, found.standfirst) in (("Second", "First."), ("First", "Second."))
        assert found.corrections.count() == 1
        assert len(whole.open_changes(found)) == 1


def test_a_change_is_published_once_by_whoever_is_first(cast):
    """A click, another click, and two workers at its hour."""
    for _round in range(ROUNDS):
        article = published(cast, title="First")
        change = ready(article, cast, at=in_an_hour(), title="Second")
        make_due(change)
        answers = at_once(
            step(change, "apply", cast[Role.PUBLISHER], **UPDATE),
            step(change, "apply", cast[Role.PUBLISHER], **UPDATE),
            in_transaction(moves.apply_due),
            in_transaction(moves.apply_due),
        )
        done = [each for each in answers if each and not isinstance(each, Exception)]
        assert len(done) == 1
        assert refusals(*answers) in (1, 2)
        found = whole.check(article.pk)
        assert found.title == "Second"
        assert found.revisions.public().count() == 2
        assert found.corrections.count() == 1
        assert names(article) == ["apply"]


def test_taking_in_what_another_change_does_just_then(cast):
    for _round in range(ROUNDS):
        article = published(cast, title="First", standfirst="First.")
        mine = begun(article, cast, standfirst="Mine.")
        other = ready(article, cast, title="Second")

        def take_in(mine=mine):
            rebase = rebasing.held(now(mine))
            choices = {each.name: "take" for each in rebase.places}
            return rebasing.carry_out(rebase, choices, by=cast[Role.EDITOR])

        answers = at_once(
            in_transaction(take_in), step(other, "apply", cast[Role.PUBLISHER], **UPDATE)
        )
        assert refusals(*answers) == 0
        found, mine = whole.check(article.pk), now(mine)
        assert (found.title, mine.standfirst) == ("Second", "Mine.")
        # What it was brought together with is what it says it began from.
        assert mine.title == ("First" if updates.live_moved_on(mine) else "Second")


def test_taking_down_while_a_change_goes_out(cast):
    """The text is gone from everywhere, whichever was first."""
    for _round in range(ROUNDS):
        article = published(cast, title="First", body="<p>Canary.</p>")
        change = ready(article, cast, title="Second", body="<p>Canary, too.</p>")
        answers = at_once(
            step(change, "apply", cast[Role.PUBLISHER], **UPDATE),
            step(article, "take_down", cast[Role.PUBLISHER], why="By order of a court."),
        )
        found = now(article)
        assert found.status == Status.WITHDRAWN
        assert not found.changes.exists()
        assert "Canary" not in found.body + found.body_html + found.search.text
        assert "Canary" not in "".join(f"{row.content}{row.html}" for row in found.revisions.all())
        assert refusals(*answers) in (0, 1)
