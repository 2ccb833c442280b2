"""Personal links at the desk: who gives them, what is asked, what is shown; handing over."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles import history, previews
from articles.models import Article, Preview, PreviewAnswer, PreviewOpening
from articles.states import Role, Status
from tests.admin.filling import filled
from tests.hostile import faults_of
from tests.make import make_article, make_person, make_preview, make_user
from tests.payloads import payloads


@pytest.fixture
def draft(kind):
    return make_article(kind=kind, title="Rivers in spring")


def page_of(article):
    return reverse("admin:articles_article_previews", args=[article.pk])


def new(**typed):
    return {"name": "Ilse Brandvoort", "email": "", "text": "now", "days": "7", **typed}


def revoking(link, article=None):
    return reverse(
        "admin:articles_article_preview_revoke", args=[(article or link.article).pk, link.pk]
    )


def test_an_editor_gives_a_link_and_finds_its_address_to_copy(client, draft, at_desk, cast):
    answer = at_desk(Role.EDITOR).post(page_of(draft), new(days="3"), follow=True)
    link = Preview.objects.get()
    assert (link.name, link.given_by, link.may_answer) == (
        "Ilse Brandvoort",
        cast[Role.EDITOR],
        False,
    )
    assert link.expires_at - timezone.now() < timedelta(days=3)
    address = re.search(r'value="(http://testserver/preview/[^"]+)"', answer.content.decode())[1]
    assert client.get(address.removeprefix("http://testserver")).status_code == 200


def test_the_text_as_it_is_now_stays_that_text(draft, at_desk):
    at_desk(Role.EDITOR).post(page_of(draft), new())
    assert Preview.objects.get().revision == history.latest(draft)
    assert history.latest(draft).content["title"] == "Rivers in spring"


def test_an_earlier_version_or_always_the_newest_may_be_chosen(draft, at_desk):
    first = history.keep(draft)
    draft.title = "Floods"
    draft.save()
    history.keep(draft)
    client = at_desk(Role.EDITOR)
    client.post(page_of(draft), new(text=str(first.number)))
    client.post(page_of(draft), new(text="newest"))
    assert [link.revision for link in Preview.objects.order_by("pk")] == [first, None]


@pytest.mark.parametrize(("typed", "field"), [
    ({"name": ""}, "name"),
    ({"name": "x" * 121}, "name"),
    ({"name": "a\u202eb"}, "name"),
    ({"days": "0"}, "days"),
    ({"days": "31"}, "days"),
    ({"days": "x"}, "days"),
    ({"days": ""}, "days"),
    ({"text": "99"}, "text"),
    ({"text": ""}, "text"),
    ({"email": "nobody"}, "email"),
    ({"may_answer": "on"}, "email"),
])  # fmt: skip
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(draft, at_desk, typed, field):
    answer = at_desk(Role.EDITOR).post(page_of(draft), new(**typed))
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    if "name" not in typed:
        assert "Ilse Brandvoort" in answer.content.decode()
    assert not Preview.objects.exists()


def test_a_version_of_another_piece_cannot_be_given(draft, at_desk):
    other = make_article()
    for title in ("a", "b", "c"):
        other.title = title
        other.save()
        history.keep(other)
    answer = at_desk(Role.EDITOR).post(page_of(draft), new(text="2"))
    assert "text" in answer.context["form"].errors


def test_an_author_gives_links_to_own_pieces_only(draft, at_desk, cast):
    own = make_article(created_by=cast[Role.AUTHOR], status=Status.REVIEW)
    client = at_desk(Role.AUTHOR)
    assert client.post(page_of(own), new()).status_code == 302
    assert client.get(page_of(draft)).status_code == 404
    assert client.post(page_of(draft), new()).status_code == 404
    assert Preview.objects.get().article == own


@pytest.mark.parametrize("status", [Status.PUBLISHED, Status.WITHDRAWN, Status.BINNED])
def test_nothing_is_given_of_what_is_public_or_gone(kind, at_desk, status):
    article = make_article(kind=kind, status=status)
    answer = at_desk(Role.PUBLISHER).post(page_of(article), new())
    assert "There is no text any more that only a link would show." in answer.content.decode()
    assert not Preview.objects.exists()


def test_a_link_is_revoked_by_post_and_opens_to_nobody(client, draft, at_desk):
    link, desk = make_preview(article=draft), at_desk(Role.EDITOR)
    assert desk.get(revoking(link)).status_code == 405
    assert client.get(previews.address_of(link)).status_code == 200
    page = desk.post(revoking(link), follow=True).content.decode()
    assert client.get(previews.address_of(link)).status_code == 404
    assert "Revoked" in page
    assert previews.token_of(link) not in page


def test_a_link_is_revoked_under_its_own_piece_only(draft, at_desk, cast):
    link = make_preview(article=draft)
    own = make_article(created_by=cast[Role.AUTHOR])
    assert at_desk(Role.AUTHOR).post(revoking(link, own)).status_code == 404
    assert at_desk(Role.AUTHOR).post(revoking(link)).status_code == 404
    link.refresh_from_db()
    assert link.revoked_at is None


def test_the_page_says_how_often_it_was_opened_and_what_was_said(draft, at_desk):
    link = make_preview(article=draft, may_answer=True)
    desk = at_desk(Role.EDITOR)
    assert "Not opened yet." in desk.get(page_of(draft)).content.decode()
    for _each in range(3):
        PreviewOpening.objects.create(preview=link)
    revision = history.keep(draft)
    said = {"preview": link, "text_hash": revision.text_hash, "revision": revision}
    PreviewAnswer.objects.create(
        agreed=False, text="Confirmed words", confirmed_at=timezone.now(), **said
    )
    PreviewAnswer.objects.create(agreed=False, text="Unconfirmed words", **said)
    page = desk.get(page_of(draft)).content.decode()
    assert "Opened 3 times" in page
    assert "Confirmed words" in page
    assert "Unconfirmed words" not in page


def test_the_form_leads_to_the_links_and_shows_answers_beside_the_clearance(draft, at_desk):
    revision = history.keep(draft)
    PreviewAnswer.objects.create(
        preview=make_preview(article=draft, may_answer=True), agreed=True, revision=revision,
        text_hash=revision.text_hash, confirmed_at=timezone.now(),
    )  # fmt: skip
    page = at_desk(Role.EDITOR).get(f"/admin/articles/article/{draft.pk}/change/").content.decode()
    assert page_of(draft) in page
    assert "Ilse Brandvoort agreed to this text" in page


def test_hostile_names_and_comments_are_only_words_at_the_desk(draft, at_desk):
    link = make_preview(article=draft, may_answer=True)
    revision, client = history.keep(draft), at_desk(Role.EDITOR)
    answer = PreviewAnswer.objects.create(
        preview=link, agreed=False, text="x", revision=revision, text_hash=revision.text_hash,
        confirmed_at=timezone.now(),
    )  # fmt: skip
    for line in (payloads("xss.txt") + payloads("urls.txt"))[::5]:
        Preview.objects.filter(pk=link.pk).update(name=" ".join(line.split())[:100] or "x")
        PreviewAnswer.objects.filter(pk=answer.pk).update(text=line[:3000] or "x")
        assert not faults_of(client.get(page_of(draft)), admin=True), repr(line[:80])


def test_the_list_costs_the_same_for_one_link_and_for_thirty(draft, at_desk):
    client, costs = at_desk(Role.EDITOR), []
    client.get(page_of(draft))
    for _round in range(2):
        for _each in range(1 if not costs else 29):
            revision = history.keep(draft)
            link = make_preview(article=draft, revision=revision, may_answer=True)
            PreviewOpening.objects.create(preview=link)
            PreviewAnswer.objects.create(
                preview=link, agreed=True, revision=revision, text_hash=revision.text_hash,
                confirmed_at=timezone.now(),
            )  # fmt: skip
        with CaptureQueriesContext(connection) as queries:
            client.get(page_of(draft))
        costs.append(len(queries))
    assert costs[0] == costs[1]


# -- handing over --


def log_in_page(user):
    return f"/admin/auth/user/{user.pk}/change/"


def test_who_is_switched_off_hands_over_to_a_colleague(client, draft, at_desk, cast):
    leaver, successor = cast[Role.EDITOR], cast[Role.PUBLISHER]
    link = make_preview(article=draft, by=leaver)
    own = make_article(created_by=leaver)
    desk = at_desk(Role.ADMINISTRATOR)
    typed = filled(desk.get(log_in_page(leaver)), successor=successor.pk)
    typed.pop("is_active")
    answer = desk.post(log_in_page(leaver), typed, follow=True)
    assert "Handed over to publisher. In work: 1; to review: 0; personal links: 1." in (
        answer.content.decode()
    )
    assert Article.objects.get(pk=own.pk).created_by == successor
    assert client.get(previews.address_of(link)).status_code == 200


def test_without_a_successor_the_links_open_to_nobody(client, draft, at_desk, cast):
    leaver = cast[Role.EDITOR]
    link, desk = make_preview(article=draft, by=leaver), at_desk(Role.ADMINISTRATOR)
    typed = filled(desk.get(log_in_page(leaver)))
    typed.pop("is_active")
    assert desk.post(log_in_page(leaver), typed).status_code == 302
    assert client.get(previews.address_of(link)).status_code == 404


def test_who_stays_hands_nothing_over(draft, at_desk, cast):
    leaver, desk = cast[Role.EDITOR], at_desk(Role.ADMINISTRATOR)
    link = make_preview(article=draft, by=leaver)
    typed = filled(desk.get(log_in_page(leaver)), successor=cast[Role.PUBLISHER].pk)
    answer = desk.post(log_in_page(leaver), typed)
    assert "Only who leaves hands over." in answer.content.decode()
    link.refresh_from_db()
    assert link.given_by == leaver


def test_nobody_hands_over_to_themselves_to_a_stranger_or_to_who_left(at_desk, cast):
    leaver, desk = cast[Role.EDITOR], at_desk(Role.ADMINISTRATOR)
    left = make_user(role=Role.EDITOR)
    type(left).objects.filter(pk=left.pk).update(is_active=False)
    reader = make_user(person=make_person())
    for wrong in (leaver, left, reader):
        typed = filled(desk.get(log_in_page(leaver)), successor=wrong.pk)
        typed.pop("is_active")
        assert desk.post(log_in_page(leaver), typed).status_code == 200, wrong
    leaver.refresh_from_db()
    assert leaver.is_active


def test_nobody_is_asked_to_hand_over_their_own_work(at_desk, cast):
    page = at_desk(Role.ADMINISTRATOR).get(log_in_page(cast[Role.ADMINISTRATOR])).content.decode()
    assert 'name="successor"' not in page
