"""Who is told gets one mail, once what it tells of is done; whatever the mail server does."""

import smtplib
import threading

import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection, transaction
from django_tasks_db.models import DBTaskResult

from tests.make import make_user
from tests.notices.conftest import words
from thinktank.notices import sending
from thinktank.notices.models import How, Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def server_down(monkeypatch):
    """The mail server is away until it is called."""
    sends = EmailBackend.send_messages

    def away(backend, messages):
        raise ConnectionRefusedError("the mail server is away")

    monkeypatch.setattr(EmailBackend, "send_messages", away)
    return lambda: monkeypatch.setattr(EmailBackend, "send_messages", sends)


def test_whoever_is_told_has_one_mail_in_two_forms(tell, reader, mailoutbox):
    (notice,) = tell(reader)
    (mail,) = mailoutbox
    assert mail.to == ["zarmeen@institute.example"]
    assert mail.subject == "Changes asked: Rivers"
    address = "http://127.0.0.1:8000/admin/articles/article/12/change/"
    html, kind = mail.alternatives[0]
    assert kind == "text/html"
    assert f"Open it on the desk: {address}\n" in mail.body
    assert f'<a href="{address}">' in html
    for said in ("Zarmeen asks for changes.", "“Shorter.”"):
        assert said in mail.body
        assert said in html
    notice.refresh_from_db()
    assert notice.sent_at
    assert notice.sent_how == How.AT_ONCE


def test_mail_says_that_a_machine_wrote_it_and_where_to_choose(tell, reader, mailoutbox):
    tell(reader)
    tell(reader, subject="Cleared: Rivers")
    first, second = (mail.message() for mail in mailoutbox)
    assert first["Auto-Submitted"] == "auto-generated"
    assert first["List-Id"] == "Notices of the desk <notices.127.0.0.1>"
    assert first["References"] == second["References"] == "<article-12@127.0.0.1>"
    assert first["Message-ID"] != second["Message-ID"]
    choice = "http://127.0.0.1:8000/admin/my-notices/"
    assert choice in mailoutbox[0].body
    assert choice in mailoutbox[0].alternatives[0].content


def test_each_is_told_once_and_who_did_it_is_not(tell, reader, mailoutbox):
    doer = make_user(email="doer@institute.example")
    assert len(tell(reader, doer, reader, by=doer)) == 1
    assert [mail.to for mail in mailoutbox] == [["zarmeen@institute.example"]]


def test_who_has_no_address_or_has_left_is_not_told(tell, mailoutbox):
    leaver = make_user(email="leaver@institute.example")
    leaver.is_active = False
    leaver.save()
    assert tell(make_user(), leaver) == []
    assert not mailoutbox


def test_who_has_left_before_the_mail_goes_out_gets_none(reader, mailoutbox):
    (notice,) = sending.tell([reader], **words())
    reader.is_active = False
    reader.save()
    sending.send_now.call([notice.pk])
    assert not mailoutbox


def test_who_chose_one_mail_a_day_waits_unless_it_is_urgent(tell, daily_reader, mailoutbox):
    tell(daily_reader)
    assert not mailoutbox
    tell(daily_reader, urgent=True)
    assert len(mailoutbox) == 1


def test_nobody_is_told_of_what_is_rolled_back(queue, reader, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True) as callbacks, transaction.atomic():
        sending.tell([reader], **words())
        transaction.set_rollback(True)
    assert not callbacks
    assert not Notice.objects.exists()
    assert not DBTaskResult.objects.exists()


def test_nobody_is_told_of_what_is_loaded(tell, reader, mailoutbox):
    with sending.silence():
        assert tell(reader) == []
    assert len(tell(reader)) == len(mailoutbox) == 1


def test_mail_is_tried_again_while_the_server_is_away_and_sent_once(
    queue, tell, reader, mailoutbox, server_down
):
    tell(reader)
    queue()
    queue()
    assert not mailoutbox
    assert Notice.objects.get().sent_at is None
    server_down()
    queue()
    queue()
    assert len(mailoutbox) == 1
    assert len(DBTaskResult.objects.get().worker_ids) == 3


def test_what_is_tried_again_has_the_name_of_the_first_time(reader):
    (notice,) = sending.tell([reader], **words())
    names = {sending.letters.of_notice(notice).message()["Message-ID"] for _time in range(2)}
    assert names == {f"<notice-{notice.pk}@127.0.0.1>"}


def test_who_tells_sees_nothing_of_a_server_that_is_away(tell, reader, server_down):
    (notice,) = tell(reader)  # done at once here, and failed
    notice.refresh_from_db()
    assert notice.sent_at is None


def test_an_address_that_is_refused_keeps_nobody_else_waiting(
    queue, tell, reader, mailoutbox, monkeypatch
):
    sends = EmailBackend.send_messages

    def picky(backend, messages):
        if messages[0].to == ["nobody@institute.example"]:
            raise smtplib.SMTPRecipientsRefused({"nobody@institute.example": (550, b"unknown")})
        return sends(backend, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", picky)
    tell(make_user(email="nobody@institute.example"), reader)
    queue()
    queue()
    assert [mail.to for mail in mailoutbox] == [["zarmeen@institute.example"]]


def test_a_task_done_twice_sends_once(tell, reader, mailoutbox):
    (notice,) = tell(reader)
    sending.send_now.call([notice.pk])
    assert len(mailoutbox) == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_with_the_same_notice_send_once(mailoutbox, monkeypatch):
    reader = make_user(email="zarmeen@institute.example")
    (notice,) = Notice.objects.bulk_create([Notice(user=reader, kind="ask", subject="Rivers")])
    sends, at_the_server, go_on = EmailBackend.send_messages, threading.Event(), threading.Event()

    def slowly(backend, messages):
        at_the_server.set()
        assert go_on.wait(20)
        return sends(backend, messages)

    def other_worker():
        sending.send_now.call([notice.pk])
        connection.close()

    monkeypatch.setattr(EmailBackend, "send_messages", slowly)
    thread = threading.Thread(target=other_worker)
    thread.start()
    assert at_the_server.wait(20)
    sending.send_now.call([notice.pk])
    assert mailoutbox == []
    go_on.set()
    thread.join()
    sending.send_now.call([notice.pk])
    assert len(mailoutbox) == 1


@pytest.mark.parametrize(
    "title", ["Rivers\r\nBcc: all@institute.example", "Rivers\u2028\x00Bcc: x", "R\x85\nBcc: x"]
)
def test_a_title_adds_no_header(tell, reader, mailoutbox, title):
    tell(reader, subject=f"Cleared: {title}")
    message = mailoutbox[0].message()
    assert message["Bcc"] is None
    assert len(message["Subject"].splitlines()) == 1
    assert mailoutbox[0].recipients() == ["zarmeen@institute.example"]


def test_a_title_adds_no_markup(tell, reader, mailoutbox):
    hostile = "<script>alert(1)</script> & <img src=x onerror=y>"
    tell(reader, subject=hostile, lines=[f"Somebody cleared “{hostile}”.", "two\nlines"])
    html = mailoutbox[0].alternatives[0].content
    assert "<script" not in html
    assert "<img" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;img" in html
    assert "two<br>lines" in html
    assert f"Somebody cleared “{hostile}”." in mailoutbox[0].body  # plain text is plain


def test_an_endless_title_is_cut(tell, reader, mailoutbox):
    (notice,) = tell(reader, subject="Cleared: " + "long " * 90)
    assert len(mailoutbox[0].subject) == 200
    assert notice.subject.endswith("…")


def test_telling_thirty_asks_the_database_as_often_as_telling_one(
    queue, tell, reader, django_assert_num_queries
):
    thirty = [make_user(email=f"reader-{number}@institute.example") for number in range(30)]
    for users in ([reader], thirty):
        with django_assert_num_queries(3):  # finds them, writes, orders one task
            tell(*users)
    assert Notice.objects.count() == 31


def test_an_outsider_is_mailed_without_the_choices_of_the_desk(
    mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        sending.tell_outsider(
            "sana@ledger.example", subject="Your code\r\nBcc: x",
            lines=["Your code is 428 119. It is good for ten minutes."], path="/preview/abc/",
        )  # fmt: skip
    (mail,) = mailoutbox
    assert mail.to == ["sana@ledger.example"]
    assert mail.subject == "Your code Bcc: x"
    html = mail.alternatives[0].content
    for body in (mail.body, html):
        assert "428 119" in body
        assert "http://127.0.0.1:8000/preview/abc/" in body
        assert "my-notices" not in body


def test_notices_are_kept_for_ninety_days(reader):
    old, young = (sending.tell([reader], **words())[0] for _time in range(2))
    Notice.objects.filter(pk=old.pk).update(at="2026-01-01T00:00Z")
    Notice.objects.filter(pk=young.pk).update(at="2026-03-01T00:00Z")
    Notice.objects.throw_away_old(now=young.at.replace(year=2026, month=4, day=30))
    assert Notice.objects.get() == young
