"""The log at the desk: the list, one entry, the file."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta

import lxml.html
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.states import Role
from tests.payloads import payloads
from thinktank.audit import spreadsheet
from thinktank.audit.models import Entry, Event
from thinktank.audit.writing import Subject, record

LIST, CSV = "/admin/audit/entry/", "/admin/audit/entry/csv/"
MIDNIGHT = datetime(2026, 3, 11, 19, tzinfo=UTC)  # of 12 March in Karachi, the institute's zone


@pytest.fixture
def administrator(at_desk):
    return at_desk(Role.ADMINISTRATOR)


def make_entry(event=Event.SAVE, *, at=MIDNIGHT, **columns):
    return Entry.objects.create(event=event, at=at, **columns)


def shown(client, **asked):
    """The names of what the list's entries are about."""
    page = client.get(LIST, asked)
    assert page.status_code == 200
    return [row["entry"].subject_name for row in page.context["rows"]]


def words(response):
    page = lxml.html.fromstring(response.content.decode())
    return " ".join(page.get_element_by_id("content").text_content().split())


def file(client, **asked):
    """The file's rows, as a spreadsheet reads them."""
    answer = client.post(CSV, asked)
    assert answer.status_code == 200
    assert answer.streaming
    text = answer.getvalue().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_each_entry_says_who_did_what_when_and_from_where(administrator):
    make_entry(
        actor=7, actor_name="zarmeen", address="192.0.2.7", subject_model="articles.article",
        subject_pk="12", subject_name="Water", detail={"said": "Changed Title."},
    )  # fmt: skip
    text = words(administrator.get(LIST, {"who": "zarmeen"}))
    assert "zarmeen saved the article “Water”." in text
    assert "Changed Title." in text
    assert "Thu 12 Mar 2026, 00:00:00 PKT · from 192.0.2.7" in text


@pytest.mark.parametrize(("event", "columns", "wanted"), [
    (Event.LOGIN, {}, "E logged in."),
    (Event.LOGIN_FAILED, {"actor_name": "", "subject_name": "x"}, "Somebody failed to log in as “x”."),
    (Event.STEP, {"detail": {"step": "Publish", "from": "Cleared", "to": "Published"}},
     "E took the step “Publish” with “”. From: Cleared · To: Published"),
    (Event.PERMISSION, {"subject_model": "auth.user", "subject_name": "x",
                        "detail": {"given": list("abcdefg")}},
     "E changed what the user “x” may do. Given: a, b, c, d, e and 2 more"),
    (Event.REFUSED, {"detail": {"method": "POST", "path": "/admin/x/"}},
     "E was refused. Method: POST · Path: /admin/x/"),
    (Event.DELETE, {"subject_model": "no.such", "subject_name": "x"}, "E deleted “x”."),
    ("of another version", {"subject_name": "x"}, "E: of another version, “x”."),
])  # fmt: skip
def test_every_kind_of_entry_is_a_sentence(administrator, event, columns, wanted):
    make_entry(event, **{"actor_name": "e", **columns}, at=MIDNIGHT + timedelta(days=36500))
    assert wanted in words(administrator.get(LIST))


def test_every_event_has_words(administrator):
    for event in Event:
        entry = record(event, subject=Subject("a.b", "1", "x"), name="e")
        assert administrator.get(f"{LIST}{entry.pk}/change/").status_code == 200


def test_one_entry_shows_all_of_it_and_leads_to_its_like(administrator):
    entry = make_entry(
        actor=7, actor_name="zarmeen", subject_model="auth.user", subject_pk="3",
        subject_name="x", detail={"given": [f"right {number}" for number in range(90)]},
    )  # fmt: skip
    page = administrator.get(f"{LIST}{entry.pk}/change/")
    assert "right 89" in words(page)
    for link in ("?actor=7", "?about=auth.user%3A3"):
        assert f'href="{LIST}{link}"' in page.content.decode()
        assert entry in [row["entry"] for row in administrator.get(LIST + link).context["rows"]]


@pytest.mark.parametrize(("asked", "wanted"), [
    ({"event": "delete"}, ["c"]),
    ({"who": "ZAR"}, ["b", "a"]),
    ({"who": "armeen"}, []),  # names are looked up by how they begin
    ({"name": "C"}, ["c"]),
    ({"actor": "7"}, ["b", "a"]),
    ({"about": "auth.user:3"}, ["b"]),
    ({"actor": "7", "event": "save", "name": "a"}, ["a"]),
    ({"until": "2026-03-11"}, ["a"]),
    ({"since": "2026-03-12", "until": "2026-03-12"}, ["b"]),
    ({"since": "2026-03-13", "until": "2026-03-13"}, ["c"]),
])  # fmt: skip
def test_list_and_file_hold_what_was_asked_for(administrator, asked, wanted):
    make_entry(at=MIDNIGHT - timedelta(seconds=1), actor=7, actor_name="zarmeen", subject_name="a")
    make_entry(
        at=MIDNIGHT, actor=7, actor_name="Zarina", subject_name="b", subject_model="auth.user",
        subject_pk="3",
    )  # fmt: skip
    make_entry(Event.DELETE, at=MIDNIGHT + timedelta(days=1), actor_name="%", subject_name="c")
    ours = set("abc")
    assert [name for name in shown(administrator, **asked) if name in ours] == wanted
    assert [
        row["subject_name"] for row in file(administrator, **asked) if row["subject_name"] in ours
    ] == wanted


@pytest.mark.parametrize(("asked", "said"), [
    ({"since": "2026-03-12", "until": "2026-03-11"}, "The last day is before the first."),
    ({"since": "yesterday"}, "Enter a valid date."),
    ({"since": "0001-01-01"}, "greater than or equal to"),
    ({"until": "9999-12-31"}, "less than or equal to"),
    ({"event": "gossip"}, "Select a valid choice."),
    ({"who": "\x00"}, "Null characters are not allowed."),
    ({"actor": "x"}, "Enter a whole number."),
    ({"about": "x"}, "Enter a valid value."),
])  # fmt: skip
def test_what_cannot_be_asked_is_said_and_stays_typed(administrator, asked, said):
    page = administrator.get(LIST, asked)
    assert said in words(page)
    assert page.context["rows"] == []
    assert page.context["form"].data.dict() == asked
    answer = administrator.post(CSV, asked)
    assert answer.status_code == 302
    assert said in words(administrator.get(answer.url))


@pytest.mark.parametrize("asked", [
    {"actor": "9" * 30}, {"who": "%"}, {"name": "\\"}, {"name": "'"}, {"q": "x"}, {"event": ""},
    {"at__gte": "2026"},
])  # fmt: skip
def test_odd_questions_are_answered(administrator, asked):
    assert administrator.get(LIST, asked).status_code == 200


def test_wrong_place_is_not_found(administrator):
    assert administrator.get(LIST, {"before": "x"}).status_code == 404
    assert administrator.get(f"{LIST}{'9' * 30}/change/").status_code == 404


def test_pages_follow_one_another_and_keep_what_was_asked(administrator):
    for number in range(120):
        make_entry(at=MIDNIGHT, subject_name=f"piece {number:03}")
    query, names = "?name=piece", []
    while query:
        page = administrator.get(LIST + query).context
        names += [row["entry"].subject_name for row in page["rows"]]
        query = page["page"].older
    assert names == [f"piece {number:03}" for number in reversed(range(120))]


def test_list_costs_the_same_for_one_entry_and_for_thirty_and_counts_nothing(administrator):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert administrator.get(LIST, {"event": "save"}).status_code == 200
        return [query["sql"] for query in captured]

    make_entry(actor=1, subject_model="auth.user", subject_pk="1")
    queries()
    few = queries()
    for number in range(30):
        make_entry(actor=number, subject_model="auth.user", subject_pk=str(number))
    many = queries()
    assert len(many) == len(few) <= 10
    assert not [query for query in many if "COUNT(" in query]


def test_nobody_adds_changes_or_deletes_an_entry(administrator, at_desk, cast):
    entry = make_entry(subject_name="as it was")
    superuser = cast[Role.ADMINISTRATOR]
    for is_superuser in (False, True):
        superuser.is_superuser = is_superuser
        superuser.save()
        for address in (
            f"{LIST}add/",
            f"{LIST}{entry.pk}/change/",
            f"{LIST}{entry.pk}/delete/",
            LIST,
        ):
            typed = {"subject_name": "x", "post": "yes", "event": "save"}
            assert administrator.post(address, typed).status_code == 404, address
        for address in (f"{LIST}add/", f"{LIST}{entry.pk}/delete/"):
            assert administrator.get(address).status_code == 404, address
    entry.refresh_from_db()
    assert entry.subject_name == "as it was"


def test_desk_leads_administrators_and_nobody_else_to_the_log(administrator, at_desk):
    assert f'href="{LIST}"' in administrator.get("/admin/").content.decode()
    assert f'href="{LIST}"' not in at_desk(Role.PUBLISHER).get("/admin/").content.decode()


def test_file_holds_every_column_with_its_seal(administrator):
    entry = make_entry(
        actor=7, actor_name="zarmeen", subject_name="پانی", detail={"said": "a,b\n\"c\""},
        number=10**6, previous="a" * 64, hash="b" * 64,
    )  # fmt: skip
    (row,) = (row for row in file(administrator) if row["id"] == str(entry.pk))
    assert row["at"] == "2026-03-11T19:00:00.000000+00:00"
    assert row["subject_name"] == "پانی"
    assert json.loads(row["detail"]) == entry.detail
    assert (row["number"], row["previous"], row["hash"]) == ("1000000", "a" * 64, "b" * 64)


def test_download_is_an_entry_itself(administrator, cast):
    file(administrator, event="login", who="e")
    entry = Entry.objects.get(event=Event.EXPORT)
    assert entry.actor == cast[Role.ADMINISTRATOR].pk
    assert entry.detail == {"event": "login", "who": "e"}


def test_refused_download_is_none(at_desk):
    assert at_desk(Role.PUBLISHER).post(CSV).status_code == 404
    assert not Entry.objects.filter(event=Event.EXPORT).exists()
    assert Entry.objects.filter(event=Event.REFUSED, detail__path=CSV).exists()


def test_long_file_is_made_in_parts(administrator, monkeypatch):
    monkeypatch.setattr(spreadsheet, "AT_ONCE", 7)
    for number in range(30):
        make_entry(subject_name=f"piece {number:02}")
    names = [row["subject_name"] for row in file(administrator, name="piece")]
    assert names == [f"piece {number:02}" for number in reversed(range(30))]


FORBIDDEN = (
    ".//script | .//iframe | .//svg | .//img | .//style | .//@style | .//@onerror | .//@onload"
)
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0", '"=1', "a;=1", "a\n=1"]


def test_hostile_words_stay_words_in_file_and_list(administrator):
    texts = [text for text in [*FORMULAS, *payloads("xss.txt")] if text]
    entries = {
        record(Event.SAVE, name=text, subject=Subject("a.b", "1", text), detail={"said": text}).pk
        for text in texts
    }
    rows = {int(row["id"]): row for row in file(administrator)}
    assert set(rows) >= entries
    for entry in Entry.objects.filter(pk__in=entries):
        cell = rows[entry.pk]["subject_name"]
        assert cell.removeprefix("'") == entry.subject_name.removeprefix("'")
    for row in rows.values():
        assert set(row) == set(spreadsheet.COLUMNS)
        assert not [
            cell for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t", "\r"))
        ]


def test_hostile_words_are_only_shown(administrator):
    entries = [
        record(Event.STEP, name=text, subject=Subject("a.b", text, text),
               detail={"step": text, text: text})
        for text in payloads("xss.txt")
    ]  # fmt: skip
    addresses = [f"{LIST}{entry.pk}/change/" for entry in entries[:40]]
    query = ""
    while query is not None:
        addresses.append(LIST + query)
        query = administrator.get(addresses[-1]).context["page"].older
    for address in addresses:
        page = lxml.html.fromstring(administrator.get(address).content.decode())
        content = page.get_element_by_id("content")
        assert not content.xpath(FORBIDDEN), address
    steps = administrator.get(LIST, {"event": Event.STEP}).context["rows"]
    assert any("&lt;" in row["said"] for row in steps)
