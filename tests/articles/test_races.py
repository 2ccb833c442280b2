"""Two people at one piece at the same moment: a defined end, nothing half done, no deadlock.

Of each pair both orders are right; the state that is left must be that of one of them.
"""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from articles import history, locks, restoring
from articles.records import record
from articles.states import Role, Status
from people.models import Person
from tests.articles import whole
from tests.articles.stages import cleared, cleared_anew, now, published
from tests.make import make_article, make_image, make_person, make_theme, make_user
from tests.races import ROUNDS, at_once, in_an_hour, in_transaction, names, refusals, step
from themes.models import Theme

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("no_deadlock")]


def test_two_publishers_publish_once(cast):
    other = make_user(role=Role.PUBLISHER)
    for _round in range(ROUNDS):
        article = cleared(cast)
        answers = at_once(
            step(article, "publish", cast[Role.PUBLISHER]), step(article, "publish", other)
        )
        assert refusals(*answers) == 1
        assert names(article) == ["publish"]
        assert whole.check(article.pk).revisions.public().count() == 1


def test_publishing_and_holding_a_scheduled_piece(cast):
    """Another hour against none: held at the end, or refused because it was held already."""
    for _round in range(ROUNDS):
        article = published(cast, at=in_an_hour())
        answers = at_once(
            step(article, "reschedule", cast[Role.PUBLISHER], at=in_an_hour()),
            step(article, "hold", cast[Role.EDITOR]),
        )
        found = whole.check(article.pk)
        assert found.status == Status.CLEARED
        assert names(article).count("reschedule") == 1 - refusals(*answers)


def test_publishing_what_another_holds(cast):
    """At its hour, to the second: held if it had not come, live and so refused if it had."""
    for number in range(ROUNDS):
        article = published(cast, at=timezone.now() + timedelta(milliseconds=15 * number))
        answers = at_once(
            step(article, "hold", cast[Role.EDITOR]), step(article, "hold", cast[Role.PUBLISHER])
        )
        found = whole.check(article.pk)
        held = found.status == Status.CLEARED
        assert refusals(*answers) == (1 if held else 2)
        assert names(article).count("hold") == held


def test_putting_in_the_bin_what_another_sends(cast):
    for _round in range(ROUNDS):
        article = make_article(created_by=cast[Role.AUTHOR])
        answers = at_once(
            step(article, "bin", cast[Role.AUTHOR]), step(article, "send", cast[Role.EDITOR])
        )
        binned_first = isinstance(answers[1], Exception)
        assert refusals(*answers) in (0, 1)
        # The author may bin no text that was sent: whichever came first, the other is refused.
        assert names(article) in (["bin"], ["send"], ["send", "bin"])
        assert binned_first == (names(article) == ["bin"])
        whole.check(article.pk)


def test_restoring_a_version_while_it_is_published(cast):
    """The text that goes out is the one that two people stand for."""
    for _round in range(ROUNDS):
        article = make_article(title="First")
        with transaction.atomic():
            first = history.keep(article, by=cast[Role.EDITOR])
        article = cleared_anew(article, cast, title="Second", status=Status.CLEARED)
        answers = at_once(
            step(article, "publish", cast[Role.PUBLISHER]),
            in_transaction(restoring.restore, now(article), first, by=cast[Role.EDITOR]),
        )
        found = whole.check(article.pk)
        if refusals(*answers):
            assert (found.title, found.status) == ("First", Status.CLEARED)
        else:
            assert (found.title, found.status) == ("Second", Status.PUBLISHED)
            assert [each.title for each in whole.open_changes(found)] == ["First"]


def test_pieces_of_one_title_published_at_once_get_addresses_of_their_own(cast):
    for _round in range(5):
        articles = [cleared(cast, title="The same title") for _piece in range(4)]
        answers = at_once(*(step(each, "publish", cast[Role.PUBLISHER]) for each in articles))
        assert refusals(*answers) == 0
        assert len({now(each).slug for each in articles}) == len(articles)


def test_pieces_with_one_picture_are_saved_and_published_at_once(cast):
    picture = make_image()
    for _round in range(5):
        articles = [cleared(cast, lead_image=picture, lead_alt="A") for _n in "abcd"]
        answers = at_once(*(step(each, "publish", cast[Role.PUBLISHER]) for each in articles))
        assert refusals(*answers) == 0
        for each in articles:
            whole.check(each.pk)


def test_moving_a_theme_while_pieces_filed_there_are_saved(cast):
    old, new = make_theme(name="Old"), make_theme(name="New")
    for number in range(ROUNDS):
        theme = make_theme(name=f"Moved {number}", parent=old)
        articles = [published(cast, themes=[theme]) for _piece in range(3)]

        def save(article):
            locks.hold(article)
            article.save()
            record(article)

        answers = at_once(
            *(in_transaction(save, now(each)) for each in articles),
            in_transaction(Theme.objects.get(pk=theme.pk).move_to, new),
        )
        assert refusals(*answers) == 0
        for each in articles:
            assert whole.check(each.pk).listings.filter(theme=new).exists()


def test_two_pieces_of_one_guest_published_at_once_make_the_page_public_from_the_earlier(cast):
    for _round in range(ROUNDS):
        guest = make_person(standing=Person.Standing.GUEST)
        articles = [cleared(cast, by=[guest]) for _piece in range(2)]
        answers = at_once(
            step(articles[0], "publish", cast[Role.PUBLISHER]),
            step(articles[1], "publish", cast[Role.PUBLISHER], at=in_an_hour()),
        )
        assert refusals(*answers) == 0
        guest.refresh_from_db()
        assert guest.public_from == now(articles[0]).published_at
