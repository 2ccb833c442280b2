"""Published from two sides: one event, one mail to each, one entry in the feeds; the other is told why."""

from collections import Counter
from datetime import timedelta

import lxml.etree
import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from articles import moves
from articles.models import Article, StepTaken
from articles.states import Role, Status
from tests.admin.filling import filled
from tests.articles import whole
from tests.articles.stages import cleared, now, published, ready
from tests.make import make_institute, make_user
from tests.races import at_once, in_transaction
from thinktank.notices.models import Notice

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("no_deadlock")]
UPDATE = {"change_type": "update", "change_note": "Newer figures."}


@pytest.fixture
def cast():
    make_institute(second_person_clears=True)
    roles = {
        role: make_user(role=role, name=role.lower(), email=f"{role}@institute.example".lower())
        for role in Role
    }
    return roles | {
        "other": make_user(role=Role.PUBLISHER, name="other", email="other@institute.example")
    }


def address(article, page):
    return f"/admin/articles/article/{article.pk}/{page}/"


def about_to(user, article, page, **typed):
    """What the press of the button does: the page was opened before, by this person."""
    client = Client()
    client.force_login(user)
    form = filled(client.get(address(article, page)), **typed)
    return lambda: _followed(client, client.post(address(article, page), form))


def _followed(client, response):
    """(status, page that is shown in the end)."""
    shown = client.get(response["Location"]) if response.status_code == 302 else response
    assert shown.status_code in (200, 409)
    return response.status_code, shown.content.decode()


def entries(client, path):
    feed = lxml.etree.fromstring(client.get(path).content)
    return feed.findall("{http://www.w3.org/2005/Atom}entry")


def check_told_once(subject, *but):
    """Everybody has one notice and one mail of it; whoever did it has none."""
    notices = Counter(
        Notice.objects.filter(subject__startswith=subject).values_list("user__email", flat=True)
    )
    mails = Counter(
        to for each in mail.outbox for to in each.to if each.subject.startswith(subject)
    )
    assert set(notices.values()) == {1}
    assert mails == notices
    assert not notices.keys() & {user.email for user in but}


def answers_of(*calls):
    answers = at_once(*calls)
    for each in answers:
        if isinstance(each, Exception):
            raise each
    return answers


REFUSED = ("is not possible", "Somebody saved the piece while you looked", "has gone out")


def check_one_did_it(answers, said):
    """One is told that it is done, each other why not."""
    pages = [page for _status, page in answers]
    assert sum(said in page for page in pages) == 1
    assert sum(any(why in page for why in REFUSED) for page in pages) == len(pages) - 1


def test_a_piece_that_two_publish_is_published_once(cast, client):
    article = cleared(cast, created_by=cast[Role.AUTHOR])
    people = cast[Role.PUBLISHER], cast["other"]
    answers = answers_of(*(about_to(user, article, "step/publish") for user in people))
    check_one_did_it(answers, "Readers see this now.")
    step = StepTaken.objects.get(article=article, step="publish")
    check_told_once("Published: ", step.by)
    assert len(entries(client, "/feed/")) == 1
    assert whole.check(article.pk).revisions.public().count() == 1


def test_a_double_click_publishes_once(cast):
    article = cleared(cast)
    client = Client()
    client.force_login(cast[Role.PUBLISHER])
    form = filled(client.get(address(article, "step/publish")))
    first, second = (client.post(address(article, "step/publish"), form) for _click in "12")
    assert (first.status_code, second.status_code) == (302, 302)
    assert "is not possible" in client.get(second["Location"]).content.decode()
    assert StepTaken.objects.filter(step="publish").count() == 1


def test_a_change_that_two_publish_at_its_hour_goes_out_once(cast, client):
    """Two clicks and the worker."""
    article = published(cast, title="First", created_by=cast[Role.AUTHOR])
    change = ready(article, cast, at=timezone.now() + timedelta(hours=1), title="Second")
    Article.objects.filter(pk=change.pk).update(apply_at=timezone.now())
    *clicks, _worker = answers_of(
        about_to(cast[Role.PUBLISHER], change, "step/apply", **UPDATE),
        about_to(cast["other"], change, "step/apply", **UPDATE),
        in_transaction(moves.apply_due),
    )
    done = sum("The change is out." in page for _status, page in clicks)
    assert sum(any(why in page for why in REFUSED) for _status, page in clicks) == 2 - done
    assert StepTaken.objects.get(article=article).step == "apply"
    check_told_once("Changed: ")
    assert len(entries(client, "/corrections/feed/")) == len(entries(client, "/feed/")) == 1
    found = whole.check(article.pk)
    assert (found.title, found.corrections.count()) == ("Second", 1)


def test_whoever_comes_after_the_change_went_out_is_led_to_the_piece(cast):
    article = published(cast, title="First")
    change = ready(article, cast, title="Second")
    late = about_to(cast["other"], change, "step/apply", **UPDATE)
    assert about_to(cast[Role.PUBLISHER], change, "step/apply", **UPDATE)()[0] == 302
    status, page = late()
    assert status == 302
    assert "This change has gone out: it is part of the piece now." in page
    assert "Second" in page


def test_what_was_typed_into_a_change_that_goes_out_meanwhile_is_shown(cast):
    """Saved first, it is not cleared and stays; gone out first, the words are there to be copied."""
    for _round in range(6):
        article = published(cast, title="First")
        change = ready(article, cast, title="Second")
        save = about_to(
            cast[Role.EDITOR], change, "change", standfirst="Typed just now.", _save="1"
        )
        apply = about_to(cast[Role.PUBLISHER], change, "step/apply", **UPDATE)
        (status, page), (_status, refused) = answers_of(save, apply)
        found = whole.check(article.pk)
        if found.title == "Second":
            assert status == 409
            assert "has gone out while you were writing" in page
            assert "Typed just now." in page
        else:
            assert status == 302
            assert now(change).standfirst == "Typed just now."
            assert any(why in refused for why in (*REFUSED, "changed since it was cleared"))


def test_what_is_typed_while_the_piece_is_published_is_not_lost_and_not_public(cast):
    for _round in range(6):
        article = cleared(cast, title="Cleared", standfirst="Cleared.")
        save = about_to(
            cast[Role.EDITOR], article, "change", standfirst="Typed just now.", _save="1"
        )
        publish = about_to(cast[Role.PUBLISHER], article, "step/publish")
        (status, page), (_status, refused) = answers_of(save, publish)
        found = whole.check(article.pk)
        if found.status == Status.PUBLISHED:
            assert status == 409
            assert "Typed just now." in page
            assert found.standfirst == "Cleared."
        else:
            assert (status, found.standfirst) == (302, "Typed just now.")
            assert any(why in refused for why in (*REFUSED, "changed since it was cleared"))
