"""The hour of a piece: said in a sentence as it is typed, chosen by a button, let go by one tap."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from articles.models import Article
from articles.states import Role, Status
from tests.browser.desk import Desk
from tests.make import make_article, make_institute, make_user

KARACHI = ZoneInfo("Asia/Karachi")  # make_institute's
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def publisher(transactional_db):
    make_institute(second_person_clears=False)
    return make_user(role=Role.PUBLISHER)


@pytest.fixture
def desk(live_server, page, publisher):
    desk = Desk(page, live_server)
    desk.enter(publisher)
    yield desk
    assert not desk.said


def in_days(number, hour=9):
    """That hour so many days from now, by the clocks of the institute."""
    day = timezone.localdate(timezone=KARACHI) + timedelta(days=number)
    return datetime.combine(day, time(hour), KARACHI)


def long(moment):
    """Thursday 12 March 2026, 09:00 PKT"""
    return f"{moment:%A} {moment.day} {moment:%B %Y, %H:%M} PKT"


def what_happens(desk, box="[data-schedule]"):
    return desk.page.locator(f"{box} [data-will-happen]").inner_text()


def test_the_sentence_follows_what_is_typed_and_comes_true(desk):
    piece = make_article(status=Status.CLEARED, title="Rivers")
    desk.go(f"/admin/articles/article/{piece.pk}/change/")
    desk.press("Publish…")
    desk.fill("Day", "2026-03-12")
    desk.fill("Hour", "09:00")
    assert what_happens(desk) == "This hour has passed."
    nine = in_days(3)
    desk.fill("Day", nine.date().isoformat())
    assert what_happens(desk) == f"Goes live {long(nine)}, in 3 days."
    desk.press("Next Monday 09:00")
    assert what_happens(desk).startswith("Goes live Monday ")
    desk.press("Tomorrow 09:00")
    desk.press("Schedule")
    desk.page.locator(".messagelist", has_text="Goes live").wait_for()
    piece.refresh_from_db()
    assert (piece.status, piece.published_at) == (Status.PUBLISHED, in_days(1))


def test_enter_in_the_field_of_the_day_does_not_publish_at_once(desk):
    piece = make_article(status=Status.CLEARED)
    desk.go(f"/admin/articles/article/{piece.pk}/step/publish/")
    desk.fill("Day", in_days(3).date().isoformat())
    desk.fill("Hour", "09:00")
    desk.page.get_by_label("Hour", exact=True).press("Enter")
    desk.page.locator(".messagelist", has_text="Goes live").wait_for()
    assert not Article.objects.published().exists()


def test_a_scheduled_piece_is_held_by_one_tap_on_a_phone(desk):
    at = in_days(2)
    piece = make_article(status=Status.PUBLISHED, title="Rivers", published_at=at)
    desk.page.set_viewport_size(PHONE)
    desk.go("/admin/articles/article/calendar/")
    assert desk.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    hold = desk.page.get_by_role("button", name="Hold: Rivers")
    box = hold.bounding_box()
    assert box["height"] >= 44  # a thumb's
    assert box["x"] + box["width"] <= PHONE["width"]
    hold.click()
    desk.page.locator(".messagelist", has_text="On hold").wait_for()
    piece.refresh_from_db()
    assert piece.status == Status.CLEARED
    desk.go("/admin/articles/article/calendar/")
    desk.page.get_by_role("heading", name="Held or missed").wait_for()


def test_the_hour_at_which_a_piece_leaves_is_said_on_its_form(desk):
    piece = make_article()
    desk.go(f"/admin/articles/article/{piece.pk}/change/")
    desk.page.wait_for_selector("#at-body .ProseMirror")
    box = '[data-schedule]:has([name="expires_at_0"])'
    desk.page.locator("details", has=desk.page.locator(box)).evaluate_all(
        "(folded) => folded.forEach((each) => { each.open = true; })"
    )
    nine = in_days(40)
    desk.page.locator('[name="expires_at_0"]').fill(nine.date().isoformat())
    desk.page.locator('[name="expires_at_1"]').fill("09:00")
    assert what_happens(desk, box) == f"Leaves the site {long(nine)}, in 40 days."
    desk.save()
    piece.refresh_from_db()
    assert piece.expires_at == nine
