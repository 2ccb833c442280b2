"""Whoever has a personal link may agree or comment; it counts once the mailed code is given back."""

import json
import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from articles import answering, history, previews
from articles.models import PreviewAnswer
from articles.states import Role
from tests.make import make_article, make_institute, make_preview, make_user
from thinktank.audit.models import Entry, Event
from thinktank.notices.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def institute():
    return make_institute()


@pytest.fixture
def editor():
    return make_user(role=Role.EDITOR, name="zarmeen", email="zarmeen@qanat.example")


@pytest.fixture
def draft():
    return make_article(title="Rivers in spring", body="<p>It carries 5 parts.</p>")


def read(client, link):
    """The words of the page behind a link."""
    return client.get(previews.address_of(link)).content.decode()


def typed(article, **changed):
    for name, value in changed.items():
        setattr(article, name, value)
    article.save()
    return history.keep(article)


@pytest.fixture
def asked(draft, editor):
    """A link whose person may answer."""
    return make_preview(article=draft, by=editor, may_answer=True)


def seal_on(page):
    return re.search(r'name="seal" value="([^"]+)"', page)[1]


def send(client, link, page=None, **typed):
    seal = seal_on(page or read(client, link))
    return client.post(previews.address_of(link), {"seal": seal, **typed})


def code():
    """The six figures of the newest mail."""
    return re.search(r"Your code: (\d{6})", mail.outbox[-1].body)[1]


def agree(client, link, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        return send(client, link, choice="agree")


def test_agreeing_counts_once_the_mailed_code_is_given_back(
    client, asked, editor, django_capture_on_commit_callbacks
):
    response = agree(client, asked, django_capture_on_commit_callbacks)
    assert (response.status_code, response.url) == (303, f"{previews.address_of(asked)}#answer")
    assert not response.cookies
    answer = PreviewAnswer.objects.get()
    assert answer.confirmed_at is None
    assert mail.outbox[-1].to == ["ilse@outside.example"]
    assert code() not in json.dumps(list(PreviewAnswer.objects.values()), default=str)
    with django_capture_on_commit_callbacks(execute=True):
        response = send(client, asked, code=code())
    assert response.status_code == 303
    answer.refresh_from_db()
    assert answer.agreed
    assert answer.confirmed_at
    assert "You agreed to this text on" in read(client, asked)
    assert Notice.objects.get().user == editor
    entry = Entry.objects.get(event=Event.ANSWERED)
    assert (entry.actor, entry.actor_name) == (None, "Ilse Brandvoort")


def test_comments_reach_whoever_gave_the_link(client, asked, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        send(client, asked, choice="comment", text="First line.\r\nSecond line.")
    with django_capture_on_commit_callbacks(execute=True):
        send(client, asked, code=f" {code()[:3]} {code()[3:]} ")
    answer = PreviewAnswer.objects.get()
    assert (answer.agreed, answer.text) == (False, "First line.\nSecond line.")
    assert Notice.objects.get().lines[-1] == "Second line."


def test_a_code_typed_in_urdu_figures_is_the_same_code(
    client, asked, django_capture_on_commit_callbacks
):
    agree(client, asked, django_capture_on_commit_callbacks)
    send(client, asked, code=code().translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")))
    assert PreviewAnswer.objects.get().confirmed_at


def test_a_wrong_code_confirms_nothing_and_five_of_them_end_it(
    client, asked, django_capture_on_commit_callbacks
):
    agree(client, asked, django_capture_on_commit_callbacks)
    right = code()
    wrong = f"{(int(right) + 1) % 1_000_000:06d}"
    page = read(client, asked)
    for _each in range(answering.MOST_TRIES - 1):
        response = send(client, asked, page, code=wrong)
        assert "This is not the code" in response.content.decode()
    assert "it was the last try" in send(client, asked, page, code=wrong).content.decode()
    assert "no longer good" in send(client, asked, page, code=right).content.decode()
    assert PreviewAnswer.objects.get().confirmed_at is None


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "12a456", "x" * 500, "½½½½½½", "\x00"])
def test_what_is_no_code_is_said_so_and_costs_no_try(
    client, asked, typed, django_capture_on_commit_callbacks
):
    agree(client, asked, django_capture_on_commit_callbacks)
    response = send(client, asked, code=typed)
    assert response.status_code == 200
    assert response.context["code"].errors
    assert PreviewAnswer.objects.get().tries == 0


def test_a_code_is_good_for_half_an_hour(client, asked, django_capture_on_commit_callbacks):
    agree(client, asked, django_capture_on_commit_callbacks)
    page = read(client, asked)
    PreviewAnswer.objects.update(at=timezone.now() - answering.GOOD_FOR)
    assert "no longer good" in send(client, asked, page, code=code()).content.decode()
    assert PreviewAnswer.objects.get().confirmed_at is None


def test_a_code_is_good_once(client, asked, django_capture_on_commit_callbacks):
    agree(client, asked, django_capture_on_commit_callbacks)
    page, right = read(client, asked), code()
    send(client, asked, page, code=right)
    first = PreviewAnswer.objects.get().confirmed_at
    assert "no longer good" in send(client, asked, page, code=right).content.decode()
    assert PreviewAnswer.objects.get().confirmed_at == first


def test_a_new_code_ends_the_one_before(client, asked, django_capture_on_commit_callbacks):
    agree(client, asked, django_capture_on_commit_callbacks)
    old = code()
    with django_capture_on_commit_callbacks(execute=True):
        send(client, asked, again="1")
    new = code()
    if old != new:
        send(client, asked, code=old)
        assert not PreviewAnswer.objects.filter(confirmed_at__isnull=False).exists()
    send(client, asked, code=new)
    assert PreviewAnswer.objects.filter(confirmed_at__isnull=False).count() == 1


def test_only_so_many_codes_are_mailed_in_a_day(client, asked, django_capture_on_commit_callbacks):
    for _each in range(answering.MOST_CODES):
        agree(client, asked, django_capture_on_commit_callbacks)
    page = agree(client, asked, django_capture_on_commit_callbacks).content.decode()
    assert "Too many codes were asked for today." in page
    assert len(mail.outbox) == PreviewAnswer.objects.count() == answering.MOST_CODES
    PreviewAnswer.objects.update(at=timezone.now() - timedelta(days=1, seconds=1))
    assert agree(client, asked, django_capture_on_commit_callbacks).status_code == 303


@pytest.mark.parametrize("forged", [
    {},
    {"seal": ""},
    {"seal": "x:y:z"},
    {"seal": "another"},
    {"seal": "old"},
])  # fmt: skip
def test_a_form_that_is_not_of_this_page_is_refused_and_what_was_typed_stays(
    client, asked, forged, monkeypatch
):
    other = make_preview(article=make_article(), may_answer=True)
    if forged.get("seal") == "another":
        forged = {"seal": answering.seal(other, "0" * 64)}
    if forged.get("seal") == "old":
        forged = {"seal": seal_on(read(client, asked))}
        monkeypatch.setattr(answering, "READING", timedelta(seconds=-1))
    typed = {"choice": "comment", "text": "Kept words", **forged}
    response = client.post(previews.address_of(asked), typed)
    assert response.status_code == 400
    assert "Kept words" in response.content.decode()
    assert not PreviewAnswer.objects.exists()
    assert not mail.outbox


@pytest.mark.parametrize(("headers", "status"), [
    ({"Sec-Fetch-Site": "cross-site"}, 400),
    ({"Sec-Fetch-Site": "same-site"}, 400),
    ({"Origin": "https://evil.example"}, 400),
    ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, 303),
    ({"Origin": "http://testserver"}, 303),
])  # fmt: skip
def test_a_form_sent_from_another_site_is_refused(client, asked, headers, status):
    typed = {"seal": seal_on(read(client, asked)), "choice": "agree"}
    response = client.post(previews.address_of(asked), typed, headers=headers)
    assert response.status_code == status
    assert PreviewAnswer.objects.exists() == (status == 303)


def test_nobody_agrees_to_a_text_that_changed_while_they_read(client, asked, draft):
    page = read(client, asked)
    typed(draft, body="<p>It carries 7 parts.</p>")
    response = send(client, asked, page, choice="agree")
    assert response.status_code == 409
    assert "The text was changed while you read it." in response.content.decode()
    assert "7 parts" in response.content.decode()
    assert not PreviewAnswer.objects.exists()


def test_an_answer_keeps_the_version_it_is_about(client, asked, draft):
    typed(draft, body="<p>It carries 6 parts.</p>")
    send(client, asked, choice="agree")
    answer = PreviewAnswer.objects.get()
    assert "6 parts" in answer.revision.content["body"]
    assert answer.text_hash == answer.revision.text_hash


@pytest.mark.parametrize(("typed", "said"), [
    ({}, "Choose one of the two."),
    ({"choice": "agree it"}, "agree it"),
    ({"choice": "comment"}, "Write what you would say."),
    ({"choice": "comment", "text": "  \r\n "}, "Write what you would say."),
    ({"choice": "comment", "text": "x" * 4001}, "4000"),
    ({"choice": "comment", "text": "a\u202eb"}, "U+202E"),
    ({"choice": "comment", "text": "a\x00b"}, "Null"),
])  # fmt: skip
def test_what_is_missing_or_too_long_is_said_beside_the_field(client, asked, typed, said):
    response = send(client, asked, **typed)
    assert response.status_code == 200
    assert said in str(response.context["answer"].errors)
    assert not PreviewAnswer.objects.exists()


def test_who_may_not_answer_sees_no_form_and_cannot_post(client, draft):
    link = make_preview(article=draft)
    assert "<form" not in read(client, link).split('<main id="main">')[1].split("</main>")[0]
    for typed in ({}, {"choice": "agree", "seal": answering.seal(link, "0" * 64)}):
        assert client.post(previews.address_of(link), typed).status_code == 405
    assert not PreviewAnswer.objects.exists()


def test_the_page_does_not_tell_the_address_that_the_code_goes_to(
    client, asked, django_capture_on_commit_callbacks
):
    agree(client, asked, django_capture_on_commit_callbacks)
    page = read(client, asked)
    assert "i…@outside.example" in page
    assert "ilse@" not in page
