"""The calendar: each piece on its day of the institute's zone, for who may see it."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import lxml.html
import pytest
from django.utils import timezone

from articles import clearance, history, moves, updates
from articles.admin import alarms, month, queues
from articles.models import Article
from articles.states import Role, Status
from tests.admin.test_costs import queries
from tests.make import make_article, make_person

KARACHI, PARIS = ZoneInfo("Asia/Karachi"), ZoneInfo("Europe/Paris")
ADDRESS = "/admin/articles/article/calendar/"
HOSTILE = '<script>alert("x")</script> & “quoted” \' {{ 7|add:7 }}'


def opened(client, asked=""):
    return lxml.html.fromstring(client.get(f"{ADDRESS}?month={asked}").content.decode())


def on(page, day):
    """[each line of this day as it is read]"""
    (cell,) = page.xpath(f'//td[.//time[@datetime="{day}"]]')
    return [" ".join(line.text_content().split()) for line in cell.xpath(".//li")]


def listed(page, heading):
    (part,) = page.xpath(f'//section[@aria-labelledby="{heading}"]')
    return " ".join(part.text_content().split())


@pytest.fixture
def editor(kind, at_desk):
    return at_desk(Role.EDITOR)


def at(text, zone=KARACHI):
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def tomorrow(hour=9):
    day = timezone.localdate(timezone=KARACHI) + timedelta(days=1)
    return datetime.combine(day, time(hour), KARACHI)


def test_each_thing_stands_on_its_day_with_its_words(kind, editor):
    make_article(
        kind=kind, title="Was", status=Status.PUBLISHED, published_at=at("2026-03-05T09:00")
    )
    make_article(kind=kind, title="Leaves", status=Status.PUBLISHED,
                 published_at=at("2025-03-05T09:00"), expires_at=at("2026-03-06T18:30"))  # fmt: skip
    make_article(kind=kind, title="Plan", planned_for=date(2026, 3, 12), due=date(2026, 3, 3))
    make_article(kind=kind, title="Secret", embargo_until=at("2026-03-20T00:00"))
    page = opened(editor, "2026-03")
    assert on(page, "2026-03-05") == ["09:00 published Was"]
    assert on(page, "2026-03-06") == ["18:30 left the site Leaves"]
    assert on(page, "2026-03-03") == ["text due Plan"]
    assert on(page, "2026-03-12") == ["planned Plan"]
    assert on(page, "2026-03-20") == ["00:00 embargo ends Secret"]


def test_what_goes_out_stands_on_its_day_and_in_the_list(kind, editor, at_desk, cast):
    hour = tomorrow()
    make_article(kind=kind, title="New piece", status=Status.PUBLISHED, published_at=hour)
    change = scheduled_change(kind, cast, title="Old piece", hour=tomorrow(10))
    page = opened(at_desk(Role.PUBLISHER), f"{hour:%Y-%m}")
    assert on(page, f"{hour:%Y-%m-%d}") == [
        "09:00 goes live New piece", "10:00 change goes out Old piece"]  # fmt: skip
    said = listed(page, "scheduled")
    assert said.index("New piece") < said.index("Old piece")
    assert f"Goes live {hour:%A} {hour.day} {hour:%B %Y}, 09:00 PKT, in " in said
    assert "Change, goes out" in said
    assert page.xpath(f'//a[@href="/admin/articles/article/{change.pk}/step/apply/"]')


def scheduled_change(kind, cast, *, title, hour, body="<p>Another text.</p>"):
    """A cleared change that goes out at this hour, beside a live piece."""
    live = make_article(kind=kind, title=title, status=Status.PUBLISHED)
    change = moves.take_step(live, "revise", by=cast[Role.EDITOR]).made
    change.body = body
    change.save()
    clearance.saved(change, history.keep(change, by=cast[Role.EDITOR]), cast[Role.EDITOR])
    moves.take_step(change, "send", by=cast[Role.EDITOR])
    moves.take_step(change, "clear", by=cast[Role.PUBLISHER])
    told = {"change_type": "update", "change_note": "It says more."}
    moves.take_step(change, "apply", by=cast[Role.PUBLISHER], at=hour, **told)
    return change


def test_late_in_the_evening_by_utc_is_the_next_day_here(kind, editor):
    moment = datetime(2026, 3, 4, 23, 30, tzinfo=UTC)
    make_article(kind=kind, title="Night", status=Status.PUBLISHED, published_at=moment)
    page = opened(editor, "2026-03")
    assert on(page, "2026-03-04") == []
    assert on(page, "2026-03-05") == ["04:30 published Night"]


def test_a_month_ends_where_the_institute_says(kind, editor):
    last, first = at("2026-03-31T23:59"), at("2026-04-01T00:00")
    make_article(kind=kind, title="Last", status=Status.PUBLISHED, published_at=last)
    make_article(kind=kind, title="First", status=Status.PUBLISHED, published_at=first)
    page = opened(editor, "2026-03")
    assert on(page, "2026-03-31") == ["23:59 published Last"]
    assert on(page, "2026-04-01") == ["00:00 published First"]  # the week goes on to Sunday
    assert not opened(editor, "2026-06").xpath("//td//li")


@pytest.mark.parametrize(
    ("moment", "line"),
    [
        (datetime(2026, 3, 28, 23, 30, tzinfo=UTC), "00:30 published Piece"),  # still winter
        (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), "03:00 published Piece"),
        (datetime(2026, 3, 29, 21, 59, tzinfo=UTC), "23:59 published Piece"),  # summer
    ],
)
def test_the_day_the_clocks_change_begins_and_ends_at_its_midnights(
    kind, editor, institute, moment, line
):
    institute.time_zone = "Europe/Paris"
    institute.save()
    make_article(kind=kind, title="Piece", status=Status.PUBLISHED, published_at=moment)
    assert on(opened(editor, "2026-03"), "2026-03-29") == [line]


def test_weeks_begin_on_monday_and_today_is_marked(kind, editor):
    page = opened(editor)
    assert [each.text for each in page.xpath("//thead//abbr")] == [
        "Mon",
        "Tue",
        "Wed",
        "Thu",
        "Fri",
        "Sat",
        "Sun",
    ]
    (today,) = page.xpath('//td[@aria-current="date"]')
    now = timezone.localdate(timezone=KARACHI)
    assert today.xpath(".//time/@datetime") == [now.isoformat()]
    assert "today" in today.text_content()
    assert not opened(editor, "2020-02").xpath('//td[@aria-current="date"]')


def test_months_lead_to_their_neighbours(kind, editor):
    def links(asked):
        return [
            each.get("href")
            for each in opened(editor, asked).xpath('//nav[@aria-label="Months"]/a')
        ]

    assert links("2026-01") == ["?month=2025-12", ADDRESS, "?month=2026-02"]
    assert links("1970-01") == [ADDRESS, "?month=1970-02"]
    assert links("2199-12") == ["?month=2199-11", ADDRESS]


@pytest.mark.parametrize(
    "asked", ["", "2026-13", "2026-00", "0000-01", "9999-12", "٢٠٢٦-٠٣", "2026-3", "<b>", "2026-03-01"]
)  # fmt: skip
def test_anything_else_is_this_month(kind, editor, asked):
    heading = opened(editor, asked).xpath('//h2[@id="month"]')[0].text
    assert heading == f"{timezone.localdate(timezone=KARACHI):%B %Y}"


def test_an_author_sees_what_is_theirs(kind, at_desk, cast):
    soon = tomorrow()
    for title, fields in (("Foreign", {}), ("Own", {"created_by": cast[Role.AUTHOR]})):
        make_article(
            kind=kind, title=f"{title} hour", status=Status.PUBLISHED, published_at=soon, **fields
        )
        make_article(kind=kind, title=f"{title} past", status=Status.PUBLISHED,
                     published_at=timezone.now() - timedelta(minutes=1), **fields)  # fmt: skip
        make_article(
            kind=kind, title=f"{title} idea", status=Status.IDEA, due=soon.date(), **fields
        )
        held(make_article(kind=kind, title=f"{title} held", status=Status.PUBLISHED,
                          published_at=soon, **fields), cast)  # fmt: skip
    shown = opened(at_desk(Role.AUTHOR), f"{soon:%Y-%m}").text_content()
    assert "Foreign" not in shown
    for title in ("Own hour", "Own idea", "Own held"):
        assert title in shown
    assert "Another hour" not in shown
    assert not opened(at_desk(Role.AUTHOR)).xpath('//form[contains(@action, "/hold/")]')


def held(article, cast):
    return moves.take_step(article, "hold", by=cast[Role.EDITOR]).article


def test_an_editor_holds_by_one_tap_and_gives_no_hour(kind, editor):
    article = make_article(
        kind=kind, title="Soon", status=Status.PUBLISHED, published_at=tomorrow()
    )
    page = opened(editor)
    (form,) = page.xpath('//form[contains(@action, "/hold/")]')
    assert not page.xpath('//a[contains(@href, "/step/reschedule/")]')
    editor.post(form.get("action"))
    article.refresh_from_db()
    assert article.status == Status.CLEARED
    page = opened(editor, f"{tomorrow():%Y-%m}")
    assert on(page, f"{tomorrow():%Y-%m-%d}") == []
    assert "editor stopped it" in listed(page, "stopped")
    assert "It was to go live" in listed(page, "stopped")


def test_a_missed_change_says_why(kind, cast, editor):
    change = scheduled_change(kind, cast, title="Old", hour=tomorrow())
    missed(change)
    assert "Nothing has put it in place yet." in listed(opened(editor), "stopped")
    change.body = "<p>Typed after clearance.</p>"
    change.save()
    history.keep(change, by=cast[Role.EDITOR])
    assert "Its text is not cleared." in listed(opened(editor), "stopped")


def missed(change):
    change.apply_at = timezone.now() - timedelta(minutes=5)
    change.save()


def test_a_change_that_will_be_missed_says_so_before_its_hour(kind, cast, editor):
    change = scheduled_change(kind, cast, title="Old", hour=tomorrow())
    assert "will not go out" not in listed(opened(editor), "scheduled")
    change.body = "<p>Typed after clearance.</p>"
    change.save()
    history.keep(change, by=cast[Role.EDITOR])
    said = listed(opened(editor), "scheduled")
    assert "It will not go out as it stands. Its text is not cleared." in said


def test_the_facts_of_a_list_say_what_the_rule_itself_says(kind, cast):
    fine = scheduled_change(kind, cast, title="Fine", hour=tomorrow())
    typed = scheduled_change(kind, cast, title="Typed", hour=tomorrow())
    typed.body = "<p>Typed after clearance.</p>"
    typed.save()
    history.keep(typed, by=cast[Role.EDITOR])
    moved = scheduled_change(kind, cast, title="Moved", hour=tomorrow())
    moved.replaces.body = "<p>Went out meanwhile.</p>"
    moved.replaces.save()
    history.keep(moved.replaces, by=cast[Role.PUBLISHER])
    gone = scheduled_change(kind, cast, title="Gone", hour=tomorrow())
    moves.take_step(gone.replaces, "withdraw", by=cast[Role.PUBLISHER], why="Wrong data.")
    unsaid = scheduled_change(kind, cast, title="Unsaid", hour=tomorrow())
    Article.objects.filter(pk=unsaid.pk).update(change_note="")
    rows = alarms.with_facts(Article.objects.filter(replaces__isnull=False))
    reasons = {row.title: alarms.in_the_way(row, needed=True) for row in rows}
    for change in (fine, typed, moved, gone, unsaid):
        change = Article.objects.get(pk=change.pk)
        assert reasons[change.title] == updates.in_the_way(change), change.title
    assert len(set(reasons.values())) == 5


def test_ideas_and_promises_say_who_by_when_and_what_is_late(kind, editor):
    today = timezone.localdate(timezone=KARACHI)
    person = make_person(name="Zarmeen Keenjhari")
    make_article(kind=kind, title="Late", status=Status.IDEA, by=[person],
                 due=today - timedelta(days=1), planned_for=today + timedelta(days=9))  # fmt: skip
    make_article(kind=kind, title="Passed", planned_for=today - timedelta(days=1))
    make_article(kind=kind, title="Plain draft")
    said = listed(opened(editor), "promises")
    assert "Late Idea · Zarmeen Keenjhari" in said
    assert ", overdue · planned for" in said
    assert ", passed" in said
    assert "Plain draft" not in said


def test_alarms_name_all_four_in_a_few_queries(kind, cast, django_assert_max_num_queries):
    today = timezone.localdate(timezone=KARACHI)
    stopped = held(make_article(kind=kind, status=Status.PUBLISHED, published_at=tomorrow()), cast)
    late = scheduled_change(kind, cast, title="Old", hour=tomorrow())
    missed(late)
    overdue = make_article(kind=kind, due=today - timedelta(days=2))
    passed = make_article(kind=kind, planned_for=today - timedelta(days=2))
    make_article(kind=kind, due=today, planned_for=today)
    make_article(kind=kind, status=Status.PUBLISHED, due=today - timedelta(days=2))
    with timezone.override(KARACHI), django_assert_max_num_queries(4):
        found = alarms.all_of(queues.with_steps(Article.objects.all()))
        words = {alarm.article.pk: alarm.words for alarm in found}
    assert set(words) == {stopped.pk, late.pk, overdue.pk, passed.pk}
    assert {alarm.article.pk for alarm in found[:2]} == {stopped.pk, late.pk}
    assert words[overdue.pk].startswith("The text was due on ")
    assert words[passed.pk].startswith("It was planned for ")


def test_what_was_let_go_again_alarms_no_more(kind, cast):
    article = held(make_article(kind=kind, status=Status.PUBLISHED, published_at=tomorrow()), cast)
    every = queues.with_steps(Article.objects.all())
    assert [alarm.article for alarm in alarms.held_or_missed(every)] == [article]
    Article.objects.filter(pk=article.pk).update(lead_image=None)
    moves.take_step(article, "clear", by=cast[Role.PUBLISHER])
    assert not alarms.held_or_missed(queues.with_steps(Article.objects.all()))


def test_hostile_titles_are_only_words(kind, cast, editor):
    soon = tomorrow()
    make_article(kind=kind, title=HOSTILE, status=Status.PUBLISHED, published_at=soon)
    make_article(kind=kind, title=HOSTILE, status=Status.IDEA, due=soon.date())
    stopped = make_article(
        kind=kind, title=HOSTILE, slug="other", status=Status.PUBLISHED, published_at=soon
    )
    held(stopped, cast)
    page = opened(editor, f"{soon:%Y-%m}")
    assert [line.text for line in page.xpath("//script") if "alert" in (line.text or "")] == []
    assert page.text_content().count(HOSTILE) == 5
    assert page.xpath(f"//button[@aria-label={lxml_text('Hold: ' + HOSTILE)}]")


def lxml_text(text):
    """As an XPath literal, which knows no escapes."""
    return "concat(" + ', "\'", '.join(f"'{part}'" for part in text.split("'")) + ")"


def test_thirty_cost_what_one_costs(kind, cast, at_desk):
    client, soon = at_desk(Role.PUBLISHER), tomorrow()
    address = f"{ADDRESS}?month={soon:%Y-%m}"
    some_of_everything(kind, cast, soon)
    queries(client, address)
    few = queries(client, address)
    for _each in range(9):
        some_of_everything(kind, cast, soon)
    assert queries(client, address) == few
    assert few <= 24


def some_of_everything(kind, cast, soon):
    make_article(kind=kind, status=Status.PUBLISHED, published_at=soon)
    make_article(kind=kind, status=Status.PUBLISHED, published_at=timezone.now())
    make_article(kind=kind, status=Status.IDEA, due=soon.date(), planned_for=soon.date())
    held(make_article(kind=kind, status=Status.PUBLISHED, published_at=soon), cast)
    number = Article.objects.count()
    scheduled_change(kind, cast, title=f"Old {number}", hour=soon)
    missed(scheduled_change(kind, cast, title=f"Older {number}", hour=soon))


def test_a_day_with_many_pieces_folds_the_rest(kind, editor):
    for number in range(8):
        moment = at(f"2026-03-05T0{number}:00")
        make_article(kind=kind, status=Status.PUBLISHED, published_at=moment)
    page = opened(editor, "2026-03")
    assert len(on(page, "2026-03-05")) == 8
    assert page.xpath("//summary")[0].text == "3 more"


def test_more_than_a_month_can_hold_is_said(kind, editor, monkeypatch):
    monkeypatch.setattr(month, "MOST", 2)
    for day in (1, 2, 3):
        make_article(kind=kind, status=Status.PUBLISHED, published_at=at(f"2026-03-0{day}T09:00"))
    page = opened(editor, "2026-03")
    assert len(page.xpath("//td//li")) == 2
    assert "More was published in these weeks" in page.text_content()


def test_an_empty_month_says_so(kind, editor):
    assert "Nothing stands in this month." in opened(editor, "2020-02").text_content()


def test_the_head_of_the_desk_leads_to_the_calendar(kind, editor):
    assert f'href="{ADDRESS}"' in editor.get("/admin/").content.decode()
