"""An hour as it is typed, and the sentence about it: in the institute's zone, whatever its clocks do."""

import json
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from articles import moves
from articles.admin import hours, whereabouts
from articles.models import Article
from articles.states import Role, Status
from tests.make import make_article

KARACHI, PARIS = ZoneInfo("Asia/Karachi"), ZoneInfo("Europe/Paris")
NOW = datetime(2026, 3, 9, 13, tzinfo=UTC)  # Monday, 18:00 in Karachi


@pytest.fixture
def in_karachi():
    with timezone.override(KARACHI):
        yield


@pytest.fixture
def in_paris():
    with timezone.override(PARIS):
        yield


def test_the_long_sentence_names_day_hour_zone_and_distance(in_karachi):
    nine = datetime(2026, 3, 12, 4, tzinfo=UTC)
    assert whereabouts.in_full(nine, NOW) == "Thursday 12 March 2026, 09:00 PKT, in 3 days"
    said = whereabouts.will_happen("Goes live %s.", nine, NOW)
    assert said == "Goes live Thursday 12 March 2026, 09:00 PKT, in 3 days."


@pytest.mark.parametrize(
    ("away", "said"),
    [
        (timedelta(seconds=20), "in less than a minute"),
        (timedelta(minutes=1), "in 1 minute"),
        (timedelta(minutes=40), "in 40 minutes"),
        (timedelta(minutes=60), "in 1 hour"),
        (timedelta(hours=13), "in 13 hours"),
        (timedelta(hours=24), "in 1 day"),
        (timedelta(hours=31), "in 2 days"),  # Wednesday, 01:00: by the calendar
        (timedelta(days=400), "in 400 days"),
    ],
)
def test_the_distance_is_said_as_a_colleague_says_it(in_karachi, away, said):
    assert whereabouts.ahead(NOW + away, NOW) == said


def test_what_has_passed_is_not_ahead(in_karachi):
    assert whereabouts.ahead(NOW, NOW) == ""
    assert whereabouts.will_happen("Goes live %s.", NOW, NOW) == "This hour has passed."
    assert whereabouts.in_full(NOW, NOW) == "Monday 9 March 2026, 18:00 PKT"


def test_a_day_of_25_hours_is_never_no_day_away(in_paris):
    midnight = datetime(2026, 10, 25, tzinfo=PARIS)
    assert whereabouts.ahead(midnight.astimezone(UTC) + timedelta(hours=24), midnight) == "in 1 day"


def test_an_hour_is_read_in_the_zone_of_its_day(in_paris):
    winter = hours.moment_of(date.fromisoformat("2027-03-27"), time(9))
    summer = hours.moment_of(date.fromisoformat("2027-03-28"), time(9))
    assert (winter.astimezone(UTC).hour, summer.astimezone(UTC).hour) == (8, 7)


@pytest.mark.parametrize(
    ("day", "hour", "said"),
    [
        ("2027-03-28", "02:30", "leave this hour out"),
        ("2027-03-28", "02:00", "leave this hour out"),
        ("2027-10-31", "02:30", "show this hour twice"),
        ("0001-01-01", "00:00", "Check the year: it is 1."),
        ("9999-12-31", "23:59", "Check the year: it is 9999."),
    ],
)
def test_an_hour_that_nobody_can_mean_is_refused(in_paris, day, hour, said):
    with pytest.raises(ValidationError, match=said):
        hours.moment_of(date.fromisoformat(day), time.fromisoformat(hour))


@pytest.mark.parametrize("hour", ["01:59", "03:00"])
def test_the_hours_beside_the_gap_are_hours(in_paris, hour):
    assert hours.moment_of(date(2027, 3, 28), time.fromisoformat(hour))


def test_the_zone_is_named_with_its_distance_from_utc(in_karachi):
    zone = hours.zone_of_the_house()
    assert (zone["name"], zone["said"]) == ("Asia/Karachi", "Asia/Karachi (PKT, UTC+5)")
    assert json.loads(zone["abbreviations"]) == {"300": "PKT"}


def test_a_zone_with_summer_time_brings_both_abbreviations(in_paris):
    zone = hours.zone_of_the_house(datetime(2026, 7, 1, tzinfo=UTC))
    assert zone["said"] == "Europe/Paris (CEST, UTC+2)"
    assert json.loads(zone["abbreviations"]) == {"60": "CET", "120": "CEST"}


@pytest.mark.parametrize(("minutes", "said"), [(0, "UTC"), (345, "UTC+5:45"), (-210, "UTC-3:30")])
def test_offsets_are_written_as_clocks_are(minutes, said):
    assert hours._offset(minutes) == said


def step(article, name):
    return f"/admin/articles/article/{article.pk}/step/{name}/"


@pytest.fixture
def cleared(kind, cast):
    article = make_article(kind=kind, title="Ready", created_by=cast[Role.AUTHOR])
    moves.take_step(article, "send", by=cast[Role.AUTHOR])
    moves.take_step(article, "clear", by=cast[Role.EDITOR])
    return article


def later(days=3, hour="09:00"):
    day = timezone.localdate(timezone=KARACHI) + timedelta(days=days)
    return {"when": "later", "day": day.isoformat(), "hour": hour}


def test_the_page_of_another_hour_says_what_happens_now(kind, at_desk):
    at = timezone.now() + timedelta(days=3)
    article = make_article(kind=kind, status=Status.PUBLISHED, published_at=at)
    page = at_desk(Role.PUBLISHER).get(step(article, "reschedule")).content.decode()
    with timezone.override(KARACHI):
        assert f">Goes live {whereabouts.in_full(at)}.</p>" in page
    assert 'data-says="Goes live %s."' in page
    assert 'data-zone="Asia/Karachi"' in page
    assert "Asia/Karachi (PKT, UTC+5)" in page


def test_enter_in_the_day_never_publishes_at_once(cleared, at_desk):
    page = at_desk(Role.PUBLISHER).get(step(cleared, "publish")).content.decode()
    form = page[page.index('class="step"') :]
    assert form.index('value="later"') < form.index('value="now"')
    answer = at_desk(Role.PUBLISHER).post(step(cleared, "publish"), {"when": "later"})
    assert "Give the day and the hour" in answer.content.decode()
    cleared.refresh_from_db()
    assert cleared.status == Status.CLEARED


def test_an_hour_left_out_is_said_beside_it_and_nothing_is_lost(cleared, institute, at_desk):
    institute.time_zone = "Europe/Paris"
    institute.save()
    spring = next(
        day for day in (date(timezone.localdate().year + 1, 3, 31 - less) for less in range(7))
        if day.isoweekday() == 7
    )  # fmt: skip
    typed = {"when": "later", "day": spring.isoformat(), "hour": "02:30"}
    page = at_desk(Role.PUBLISHER).post(step(cleared, "publish"), typed).content.decode()
    field = page[page.index('id="id_hour"') :]
    assert "leave this hour out" in field[: field.index("</div>")]
    assert f'value="{spring.isoformat()}"' in page
    assert 'value="02:30' in page


@pytest.mark.parametrize(
    ("dates", "said"),
    [
        ({"embargo_until": timedelta(days=9)}, "under embargo"),
        ({"expires_at": timedelta(days=2)}, "leave the site before it appears"),
    ],
)
def test_another_hour_keeps_to_embargo_and_end(kind, at_desk, dates, said):
    at = timezone.now() + timedelta(days=10 if "embargo_until" in dates else 1)
    dates = {name: timezone.now() + away for name, away in dates.items()}
    article = make_article(kind=kind, status=Status.PUBLISHED, published_at=at, **dates)
    page = at_desk(Role.PUBLISHER).post(step(article, "reschedule"), later())
    assert page.status_code == 200
    assert said in page.content.decode()
    assert Article.objects.get(pk=article.pk).published_at == at


def test_a_scheduled_piece_gets_another_hour(kind, at_desk):
    at = timezone.now() + timedelta(days=1)
    article = make_article(kind=kind, status=Status.PUBLISHED, published_at=at)
    typed = later(5, "07:30")
    at_desk(Role.PUBLISHER).post(step(article, "reschedule"), typed)
    local = Article.objects.get(pk=article.pk).published_at.astimezone(KARACHI)
    assert f"{local:%Y-%m-%d %H:%M}" == f"{typed['day']} 07:30"


def test_the_form_says_when_a_piece_leaves_the_site(kind, at_desk):
    end = timezone.now() + timedelta(days=2)
    article = make_article(kind=kind, expires_at=end)
    page = at_desk(Role.EDITOR).get(f"/admin/articles/article/{article.pk}/change/")
    with timezone.override(KARACHI):
        assert f"Leaves the site {whereabouts.in_full(end)}." in page.content.decode()
