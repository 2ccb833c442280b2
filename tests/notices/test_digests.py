"""One mail a day: all of it, at eight in the institute's zone, once."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.make import make_user
from tests.notices.conftest import words
from thinktank.notices import digests, sending
from thinktank.notices.models import How, Notice, Preference

pytestmark = pytest.mark.django_db

KARACHI = ZoneInfo("Asia/Karachi")
EIGHT = datetime(2026, 3, 12, 8, tzinfo=KARACHI)
EVENING = EIGHT - timedelta(hours=14)


@pytest.fixture
def told():
    """told(user, at=EVENING, …): a notice of that moment, waiting to be sent."""

    def tell(user, at=EVENING, **fields):
        (notice,) = sending.tell([user], **words(**fields))
        Notice.objects.filter(pk=notice.pk).update(at=at)
        return notice

    return tell


@pytest.mark.parametrize(
    ("now", "hour"),
    [
        (EIGHT - timedelta(seconds=1), EIGHT - timedelta(days=1)),
        (EIGHT, EIGHT),
        (EIGHT + timedelta(hours=15), EIGHT),
        (EIGHT + timedelta(hours=17), EIGHT),  # the next day, before eight
    ],
)
def test_the_hour_is_eight_in_the_institutes_zone(now, hour):
    assert digests.latest_hour(now.astimezone(UTC), KARACHI) == hour


def test_the_hour_follows_the_clocks_of_summer():
    paris = ZoneInfo("Europe/Paris")
    hour = digests.latest_hour(datetime(2026, 3, 29, 6, 30, tzinfo=UTC), paris)
    assert hour == datetime(2026, 3, 29, 6, 0, tzinfo=UTC)


def test_a_day_is_one_mail_grouped_by_piece(told, daily_reader, mailoutbox):
    told(daily_reader, subject="In review: Rivers", lines=["Rivers was sent."])
    told(daily_reader, subject="Cleared: Hills", about="article:9", path="/hills/")
    told(daily_reader, EVENING + timedelta(hours=1), subject="Cleared: Rivers", lines=["Done."])
    digests.send_digests(EIGHT, KARACHI)
    (mail,) = mailoutbox
    assert mail.to == ["mahgul@institute.example"]
    assert mail.subject == "12 March 2026: 3 notices"
    for body in (mail.body, mail.alternatives[0].content):
        assert "11 March 2026, 19:00 PKT" in body
        # The piece once, under its latest state, with both its events in order.
        assert "In review: Rivers" not in body
        places = [body.index(said) for said in ("Cleared: Rivers", "Rivers was sent.", "Done.",
                                                "Cleared: Hills")]  # fmt: skip
        assert places == sorted(places)
        assert "http://127.0.0.1:8000/hills/" in body
        assert "http://127.0.0.1:8000/admin/my-notices/" in body
    assert set(Notice.objects.values_list("sent_how", flat=True)) == {How.DAILY}


def test_a_day_is_mailed_once_however_often_it_is_asked(told, daily_reader, mailoutbox):
    told(daily_reader)
    for minutes in (0, 1, 600):
        digests.send_digests(EIGHT + timedelta(minutes=minutes), KARACHI)
    assert len(mailoutbox) == 1


def test_what_happens_after_eight_waits_for_the_next_day(told, daily_reader, mailoutbox):
    told(daily_reader, EIGHT + timedelta(minutes=1))
    digests.send_digests(EIGHT + timedelta(hours=3), KARACHI)
    assert not mailoutbox
    digests.send_digests(EIGHT + timedelta(days=1), KARACHI)
    assert len(mailoutbox) == 1


def test_a_worker_that_was_away_at_eight_sends_later_the_same_day(told, daily_reader, mailoutbox):
    told(daily_reader)
    digests.send_digests(EIGHT + timedelta(hours=3), KARACHI)
    assert len(mailoutbox) == 1


def test_two_days_are_two_mails(told, daily_reader, mailoutbox):
    for day in (0, 1):
        told(daily_reader, EVENING + timedelta(days=day))
        digests.send_digests(EIGHT + timedelta(days=day), KARACHI)
    assert [mail.subject for mail in mailoutbox] == [
        "12 March 2026: 1 notice", "13 March 2026: 1 notice",
    ]  # fmt: skip


def test_nobody_gets_an_empty_mail(daily_reader, reader, mailoutbox):
    digests.send_digests(EIGHT, KARACHI)
    assert not mailoutbox
    assert Preference.objects.count() == 1


def test_what_could_not_be_sent_at_once_goes_with_the_morning(told, reader, mailoutbox):
    told(reader)
    digests.send_digests(EIGHT, KARACHI)
    assert len(mailoutbox) == 1
    assert Preference.objects.get(user=reader).how == How.AT_ONCE


def test_who_has_left_gets_no_mail_of_the_day(told, daily_reader, mailoutbox):
    told(daily_reader)
    daily_reader.is_active = False
    daily_reader.save()
    digests.send_digests(EIGHT, KARACHI)
    assert not mailoutbox


def test_a_failed_mail_of_the_day_is_tried_again_and_not_ordered_twice(
    queue, told, daily_reader, mailoutbox, monkeypatch
):
    def away(*_unused):
        raise ConnectionRefusedError("the mail server is away")

    told(daily_reader)
    with monkeypatch.context() as away_for_now:
        away_for_now.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", away)
        digests.send_digests(EIGHT, KARACHI)
        digests.send_digests(EIGHT + timedelta(minutes=1), KARACHI)
        queue()
    assert not mailoutbox
    queue()
    queue()
    assert len(mailoutbox) == 1


def test_ordering_the_mails_of_a_day_asks_the_database_as_often_for_thirty(
    queue, told, daily_reader, django_assert_max_num_queries
):
    told(daily_reader)
    with django_assert_max_num_queries(3) as one:
        digests.send_digests(EIGHT, KARACHI)
    for number in range(30):
        told(make_user(email=f"reader-{number}@institute.example"), EIGHT)
    with django_assert_max_num_queries(2 + 31) as thirty:
        digests.send_digests(EIGHT + timedelta(days=1), KARACHI)
    orders = [query for query in thirty if "INSERT INTO" in query["sql"]]
    assert len(thirty) - len(orders) <= len(one)


def test_the_worker_is_told_of_it():
    from thinktank import hooks
    from thinktank.tasks import chores

    assert chores.registered["thinktank.hooks.send_digests"].function == hooks.send_digests
    assert any("throw_away_old" in name for name in chores.registered)
