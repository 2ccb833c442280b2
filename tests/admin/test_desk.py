"""The desk's first page: every list with its count and its rows, and nothing of others'."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import moves
from articles.admin.desk import desk_of
from articles.models import Article
from articles.states import Role, Status
from people.models import Degree
from tests.make import make_article, make_person, make_unsaved


def lists(user):
    with timezone.override("Asia/Karachi"):
        found = desk_of(user)
    return {each["queue"].key: each for each in [found["waiting"], *found["lists"]]}


def titles(user, key):
    return [row[0].title for row in lists(user)[key]["rows"]]


def sent(kind, cast, by=Role.AUTHOR, **fields):
    article = make_article(kind=kind, created_by=cast[by], **fields)
    moves.take_step(article, "send", by=cast[by])
    return article


def test_what_is_sent_waits_for_those_who_may_clear_and_not_for_its_sender(kind, cast):
    sent(kind, cast, by=Role.EDITOR, title="Rivers")
    assert titles(cast[Role.EDITOR], "waiting") == []
    assert titles(cast[Role.PUBLISHER], "waiting") == ["Rivers"]


def test_what_is_sent_to_one_reviewer_waits_for_that_one(kind, cast):
    sent(kind, cast, title="Rivers", reviewer=cast[Role.EDITOR])
    assert titles(cast[Role.EDITOR], "waiting") == ["Rivers"]
    assert titles(cast[Role.PUBLISHER], "waiting") == []


def test_a_clearers_own_fix_waits_for_its_sender(kind, cast):
    article = sent(kind, cast, title="Rivers")
    article.title = "Rivers, mended"
    article.save()
    moves.take_step(article, "clear", by=cast[Role.EDITOR])
    assert article.status == Status.REVIEW
    assert titles(cast[Role.AUTHOR], "waiting") == ["Rivers, mended"]
    assert titles(cast[Role.EDITOR], "waiting") == []


def test_what_is_cleared_waits_for_publishers_and_asked_changes_for_the_author(kind, cast):
    ready = sent(kind, cast, title="Ready")
    moves.take_step(ready, "clear", by=cast[Role.EDITOR])
    back = sent(kind, cast, title="Back")
    moves.take_step(back, "ask", by=cast[Role.EDITOR], why="Shorter.")
    assert titles(cast[Role.PUBLISHER], "waiting") == ["Ready"]
    assert titles(cast[Role.AUTHOR], "waiting") == ["Back"]
    assert titles(cast[Role.EDITOR], "asked") == ["Back"]


def test_due_overdue_and_planned_are_named_with_their_day(kind, cast):
    today = timezone.localdate()
    make_article(kind=kind, title="Late", due=today - timedelta(days=3))
    make_article(kind=kind, title="Soon", due=today + timedelta(days=3))
    make_article(kind=kind, title="Far", due=today + timedelta(days=30))
    make_article(kind=kind, title="Planned", planned_for=today - timedelta(days=3))
    rows = lists(cast[Role.EDITOR])["due"]
    said = {row[0].title: row[3] for row in rows["rows"]}
    assert list(said) == ["Late", "Soon", "Planned"]
    assert said["Late"].startswith("overdue since")
    assert said["Soon"].startswith("due")
    assert rows["count"] == 3


def test_scheduled_today_and_this_week_and_what_was_held(kind, cast):
    hour = timezone.now() + timedelta(minutes=1)
    article = make_article(kind=kind, title="Soon", status=Status.PUBLISHED, published_at=hour)
    later = timezone.now() + timedelta(days=20)
    make_article(kind=kind, title="Later", status=Status.PUBLISHED, published_at=later)
    assert titles(cast[Role.EDITOR], "today") == titles(cast[Role.EDITOR], "week") == ["Soon"]
    moves.take_step(article, "hold", by=cast[Role.EDITOR])
    assert titles(cast[Role.EDITOR], "missed") == ["Soon"]
    assert titles(cast[Role.PUBLISHER], "waiting") == []


def test_a_change_that_missed_its_hour_alarms(kind, cast, at_desk):
    live = make_article(kind=kind, title="Live", status=Status.PUBLISHED)
    change = make_article(kind=kind, title="Missed", replaces=live, status=Status.CLEARED)
    Article.objects.filter(pk=change.pk).update(apply_at=timezone.now())
    assert titles(cast[Role.EDITOR], "missed") == ["Missed"]
    page = at_desk(Role.EDITOR).get("/admin/").content.decode()
    assert "Held or missed" in page
    assert "did not go out at its hour" in page


def test_stale_pieces_and_stale_biographies(kind, cast, at_desk):
    past = timezone.localdate() - timedelta(days=200)
    make_article(kind=kind, title="Old", status=Status.PUBLISHED, review_by=past)
    fresh = {"bio_reviewed_on": timezone.localdate()}
    make_person(name="Long Unread", bio_reviewed_on=past)
    make_person(name="Freshly Read", **fresh)
    late = make_person(name="Late Degree", **fresh)
    Degree.objects.create(person=late, level="phd", field="Law", status="in_progress",
                          expected_on=past)  # fmt: skip
    Article.objects.all().update(created_by=None)
    assert titles(cast[Role.EDITOR], "stale") == ["Old"]
    page = at_desk(Role.EDITOR).get("/admin/").content.decode()
    assert "Long Unread" in page
    assert "Late Degree" in page
    assert "Freshly Read" not in page


def test_an_author_sees_only_the_own_pieces(kind, cast):
    sent(kind, cast, by=Role.EDITOR, title="Canary", due=timezone.localdate())
    assert not any(each["rows"] for each in lists(cast[Role.AUTHOR]).values())


def test_the_whole_desk_takes_few_queries_whatever_stands_on_it(kind, cast, at_desk):
    clients = {role: at_desk(role) for role in Role}

    def costs():
        """Of the whole page, the session and the rights included, for each role."""
        found = {}
        for role, client in clients.items():
            with CaptureQueriesContext(connection) as captured:
                assert client.get("/admin/").status_code == 200
            found[role] = len(captured)
        return found

    few = costs()
    for number in range(30):
        article = sent(kind, cast, due=timezone.localdate(), reviewer=cast[Role.PUBLISHER])
        if number % 2:
            moves.take_step(article, "clear", by=cast[Role.EDITOR])
    many = costs()
    assert max(many.values()) <= 12
    # Where all lists are empty their rows are not asked for.
    assert all(many[role] - few[role] <= 1 for role in Role)
    assert lists(cast[Role.PUBLISHER])["waiting"]["count"] == 30


@pytest.mark.parametrize("key", ["waiting", "due", "mine", "stale", "nonsense"])
def test_each_list_leads_to_the_whole_of_it(kind, cast, at_desk, key):
    sent(kind, cast, title="Rivers", due=timezone.localdate())
    page = at_desk(Role.EDITOR).get(f"/admin/articles/article/?desk={key}")
    assert page.status_code == 200
    assert ("Rivers" in page.content.decode()) == (key in ("waiting", "due", "nonsense"))


@pytest.mark.parametrize("words", ["jhelum", "keenjhari", "riv", "Rivers barrage"])
def test_the_list_finds_titles_bylines_and_texts_of_drafts(kind, at_desk, words):
    person = make_person(name="Zarmeen Keenjhari")
    make_article(kind=kind, title="Rivers", by=[person], body="<p>The Jhelum barrage.</p>")
    make_article(kind=kind, title="Ports", body="<p>Ships.</p>")
    page = at_desk(Role.EDITOR).get("/admin/articles/article/", {"q": words}).content.decode()
    assert ">Rivers<" in page
    assert ">Ports<" not in page


def test_the_first_page_takes_an_idea_and_tells_of_texts_that_were_not_saved(kind, cast, at_desk):
    make_unsaved(user=cast[Role.EDITOR], title="Rivers")
    make_unsaved(user=cast[Role.AUTHOR], title="Canary")
    page = at_desk(Role.EDITOR).get("/admin/").content.decode()
    assert "1 text of yours was not saved" in page
    assert 'name="idea-title"' in page
    done = at_desk(Role.EDITOR).post(
        "/admin/articles/article/idea/",
        {"idea-title": "Wells", "idea-kind": kind.pk, "from": "desk"},
    )
    assert done.url == "/admin/"
    assert Article.objects.get().status == Status.IDEA
