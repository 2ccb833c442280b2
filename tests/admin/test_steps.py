"""Pages on which a step is confirmed, bulk steps of the list, and who is refused."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import clearance, moves
from articles.models import Article
from articles.states import Role, Status
from tests.admin.filling import filled
from tests.make import make_article, make_image
from thinktank.library.models import Image


def step(article, name):
    return f"/admin/articles/article/{article.pk}/step/{name}/"


@pytest.fixture
def cleared(kind, cast):
    article = make_article(kind=kind, title="Ready", slug="ready", created_by=cast[Role.AUTHOR])
    moves.take_step(article, "send", by=cast[Role.AUTHOR])
    moves.take_step(article, "clear", by=cast[Role.EDITOR])
    return article


def test_publish_page_shows_what_applies(cleared, at_desk):
    page = at_desk(Role.PUBLISHER).get(step(cleared, "publish")).content.decode()
    for said in ("/ready/", "Commentary", "No specific funding", "CC BY 4.0", "PKT", "Publish now"):
        assert said in page
    for shown in (cleared.bylines.get().name, cleared.filed_under.get().theme.name):
        assert shown in page


def test_a_later_hour_is_read_in_the_institutes_zone(cleared, at_desk):
    day = timezone.localdate() + timedelta(days=3)
    page = at_desk(Role.PUBLISHER).post(
        step(cleared, "publish"),
        {"when": "later", "day": day.isoformat(), "hour": "09:00"},
        follow=True,
    )
    cleared.refresh_from_db()
    assert cleared.published_at.isoformat() == f"{day.isoformat()}T04:00:00+00:00"
    assert "Goes live" in page.content.decode()
    assert "09:00 PKT" in page.content.decode()
    assert not Article.objects.published().exists()


def test_an_hour_that_has_passed_is_refused(cleared, at_desk):
    page = at_desk(Role.PUBLISHER).post(
        step(cleared, "publish"), {"when": "later", "day": "2020-01-01", "hour": "09:00"}
    )
    assert "has passed" in page.content.decode()
    cleared.refresh_from_db()
    assert cleared.status == Status.CLEARED


def test_what_is_to_fix_is_named_with_its_place_and_blocks(cleared, at_desk):
    Article.objects.filter(pk=cleared.pk).update(standfirst="")
    client = at_desk(Role.PUBLISHER)
    page = client.get(step(cleared, "publish")).content.decode()
    assert "things to fix" in page
    assert "#at-standfirst" in page
    assert "Publish now" not in page
    client.post(step(cleared, "publish"), {"when": "now"})
    cleared.refresh_from_db()
    assert cleared.status == Status.CLEARED


def test_what_is_to_fix_in_the_text_leads_to_its_block(cleared, at_desk):
    cleared.body = "<p>x</p><h3>Who pays</h3><p>x</p><p><a>nowhere</a></p>"
    cleared.save()
    page = at_desk(Role.PUBLISHER).get(step(cleared, "publish")).content.decode()
    assert f"/admin/articles/article/{cleared.pk}/change/?at=h-who-pays#at-body" in page


def test_publishing_waits_for_pictures_that_are_still_being_prepared(cleared, at_desk, cast):
    picture = make_image()
    cleared.lead_image = picture
    cleared.save()
    for role, capacity in ((Role.EDITOR, clearance.CLEARER), (Role.AUTHOR, clearance.WRITER)):
        clearance.endorse(cleared, cast[role], capacity)
    Image.objects.update(made=["8.jpg"])
    client = at_desk(Role.PUBLISHER)
    page = client.get(step(cleared, "publish")).content.decode()
    assert "1 picture is still being prepared, about 1 s." in page
    assert 'id="waiting"' in page
    assert "Publish now" not in page
    assert "prepared" in client.post(step(cleared, "publish"), {"when": "now"}).content.decode()
    Image.objects.get().draw_renditions()
    page = client.get(step(cleared, "publish")).content.decode()
    assert 'id="waiting"' not in page
    assert "Publish now" in page


def test_where_something_else_is_to_fix_nobody_waits(cleared, at_desk):
    cleared.lead_image, cleared.standfirst = make_image(), ""
    cleared.save()
    Image.objects.update(made=["8.jpg"])
    page = at_desk(Role.PUBLISHER).get(step(cleared, "publish")).content.decode()
    assert 'id="waiting"' not in page
    assert "things to fix" in page


def test_asking_for_changes_needs_words(cleared, at_desk):
    client = at_desk(Role.EDITOR)
    assert client.post(step(cleared, "ask"), {"why": " "}).status_code == 200
    client.post(step(cleared, "ask"), {"why": "The second table is wrong."})
    cleared.refresh_from_db()
    assert cleared.status == Status.DRAFT
    form = at_desk(Role.AUTHOR).get(f"/admin/articles/article/{cleared.pk}/change/")
    assert "Changes asked" in form.content.decode()
    assert "The second table is wrong." in form.content.decode()


def test_who_sent_a_text_is_not_offered_to_clear_it(kind, cast, at_desk):
    article = make_article(kind=kind)
    moves.take_step(article, "send", by=cast[Role.EDITOR])
    form = (
        at_desk(Role.EDITOR).get(f"/admin/articles/article/{article.pk}/change/").content.decode()
    )
    assert 'value="clear"' not in form
    assert "somebody else must clear it" in form
    at_desk(Role.EDITOR).post(step(article, "clear"))
    article.refresh_from_db()
    assert article.status == Status.REVIEW
    at_desk(Role.PUBLISHER).post(step(article, "clear"))
    article.refresh_from_db()
    assert article.status == Status.CLEARED


@pytest.mark.parametrize(
    "name", ["publish", "clear", "hold", "withdraw", "restore", "ask", "nonsense"]
)
def test_an_author_is_refused_every_step_of_others(cleared, at_desk, name):
    before = cleared.status
    client = at_desk(Role.AUTHOR)
    assert client.get(step(cleared, name)).status_code == 404
    assert client.post(step(cleared, name), {"why": "I want it", "when": "now"}).status_code == 404
    cleared.refresh_from_db()
    assert cleared.status == before


def test_an_editor_holds_a_scheduled_piece_without_editing_it(kind, at_desk):
    soon = timezone.now() + timedelta(days=1)
    article = make_article(kind=kind, status=Status.PUBLISHED, published_at=soon)
    client = at_desk(Role.EDITOR)
    form = client.get(f"/admin/articles/article/{article.pk}/change/").content.decode()
    assert step(article, "hold") in form
    assert 'name="_save"' not in form
    client.post(step(article, "hold"))
    article.refresh_from_db()
    assert article.status == Status.CLEARED


def test_a_step_that_came_too_late_says_what_is_possible(cleared, at_desk):
    page = at_desk(Role.PUBLISHER).get(step(cleared, "withdraw"), follow=True).content.decode()
    assert "is Cleared" in page


def test_withdrawing_prints_the_reason(kind, at_desk):
    article = make_article(kind=kind, status=Status.PUBLISHED)
    at_desk(Role.PUBLISHER).post(step(article, "withdraw"), {"why": "The data were wrong."})
    article.refresh_from_db()
    assert (article.status, article.withdrawn_reason) == (Status.WITHDRAWN, "The data were wrong.")


def test_bulk_steps_answer_for_each_piece(kind, at_desk, cast):
    free, stuck = (
        make_article(kind=kind, title="Free"),
        make_article(kind=kind, title="Stuck", status=Status.CLEARED),
    )
    chosen = {"action": "send", "_selected_action": [free.pk, stuck.pk]}
    page = (
        at_desk(Role.EDITOR).post("/admin/articles/article/", chosen, follow=True).content.decode()
    )
    assert "Free: Sent for review" in page
    assert "Stuck: " in page
    free.refresh_from_db()
    assert free.status == Status.REVIEW


def test_a_bulk_step_moves_no_text_that_was_saved_after_the_list_was_made(kind, at_desk):
    seen = make_article(kind=kind, title="Seen", status=Status.REVIEW)
    newer = make_article(kind=kind, title="Newer", status=Status.REVIEW)
    client, address = at_desk(Role.EDITOR), "/admin/articles/article/"
    listed = filled(client.get(address))["listed"]
    newer.save()
    chosen = {"action": "bin", "_selected_action": [seen.pk, newer.pk]}
    page = client.post(address, chosen | {"listed": listed}, follow=True).content.decode()
    assert "Newer: It was saved after this list was made. Look at it first." in page
    assert [now(each).status for each in (seen, newer)] == [Status.BINNED, Status.REVIEW]
    for no_moment in ("x", "2026-02-31T10:00", "2026-11-27T10:00:00"):
        client.post(address, chosen | {"listed": no_moment}, follow=True)
        assert now(newer).status == Status.REVIEW
    client.post(address, chosen | {"listed": filled(client.get(address))["listed"]})
    assert now(newer).status == Status.BINNED


def now(article):
    return Article.objects.get(pk=article.pk)


def test_what_was_binned_from_the_list_comes_back_from_that_of_the_bin(kind, at_desk):
    chosen = [make_article(kind=kind, title=f"Piece {number}").pk for number in range(2)]
    client, pieces = at_desk(Role.EDITOR), Article.objects.filter(pk__in=chosen)
    for action, listed, status in (
        ("bin", "", Status.BINNED), ("unbin", "?state=binned", Status.DRAFT),
    ):  # fmt: skip
        asked = {"action": action, "_selected_action": chosen}
        page = client.post(f"/admin/articles/article/{listed}", asked, follow=True).content.decode()
        assert all(f"Piece {number}: " in page for number in range(2))
        assert {piece.status for piece in pieces.all()} == {status}


def test_an_author_has_no_bulk_step_of_editors(kind, at_desk, cast):
    article = make_article(kind=kind, status=Status.REVIEW, created_by=cast[Role.AUTHOR])
    at_desk(Role.AUTHOR).post(
        "/admin/articles/article/",
        {"action": "clear", "_selected_action": [article.pk]},
        follow=True,
    )
    article.refresh_from_db()
    assert article.status == Status.REVIEW
