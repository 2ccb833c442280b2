"""The whole life of a piece, by an author, an editor, a publisher and a reader, in a browser."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article
from articles.states import Role, Status
from tests.browser.desk import Desk
from tests.make import make_institute, make_kind, make_person, make_theme, make_user


@pytest.fixture
def desk(live_server, page, transactional_db):
    make_institute(second_person_clears=True)
    make_kind()
    made = Desk(page, live_server)
    yield made
    # The tombstone is a 410, which the browser writes down by itself.
    assert [said for said in made.said if "410" not in said] == []


@pytest.fixture
def people(desk):
    author = make_user(role=Role.AUTHOR, name="mahgul", person=make_person(name="Mahgul Zhobani"))
    return {
        "author": author,
        "editor": make_user(role=Role.EDITOR, name="editor"),
        "publisher": make_user(role=Role.PUBLISHER, name="publisher"),
    }


def as_(desk, people, who, title="Counting rivers"):
    desk.log_in(people[who])
    desk.press(title)


def said(desk, words):
    desk.page.get_by_text(words).first.wait_for()


def done(desk, words):
    """The desk says that a step was taken."""
    desk.page.locator(".messagelist", has_text=words).wait_for()


def draft(desk, people):
    make_theme(name="Energy and Water")
    desk.log_in(people["author"])
    desk.press("New commentary")
    desk.fill("Title", "Counting rivers")
    desk.fill("Standfirst", "Rivers can be counted.")
    desk.write("The Jhelum has 5 gauges.\nThey are read at dawn.")
    desk.choose("bylines-0-person", "mah")
    desk.choose("filed_under-0-theme", "ener")
    desk.press("Send for review")
    done(desk, "Sent for review")


def change_text(desk, words):
    desk.page.wait_for_selector("#at-body .ProseMirror")
    desk.caret("p")
    desk.type(words)


def test_from_an_empty_form_to_the_tombstone(desk, people):
    draft(desk, people)

    as_(desk, people, "editor")
    desk.press("Ask for changes…")
    desk.fill("What should change?", "Say who reads them.")
    desk.press("Ask for changes")
    done(desk, "Changes asked")

    as_(desk, people, "author")
    said(desk, "Say who reads them.")
    change_text(desk, " Farmers read them.")
    desk.press("Send for review")
    done(desk, "Sent for review")

    as_(desk, people, "editor")
    change_text(desk, " By hand.")
    desk.press("Clear this text")
    done(desk, "Somebody else must accept")

    as_(desk, people, "author")
    desk.press("Accept this text")
    done(desk, "Accepted, and so cleared")

    as_(desk, people, "publisher")
    desk.press("Publish…")
    day = timezone.localdate() + timedelta(days=3)
    desk.fill("Day", day.isoformat())
    desk.fill("Hour", "09:00")
    desk.press("Schedule")
    done(desk, "Goes live")
    assert not Article.objects.published().exists()

    desk.log_in(people["editor"])
    desk.go("/admin/articles/article/calendar/")
    desk.press("Hold: Counting rivers")
    done(desk, "On hold")
    as_(desk, people, "publisher")
    desk.press("Publish…")
    desk.press("Publish now")
    done(desk, "Readers see this now.")
    piece = Article.objects.published().get()
    address = piece.get_absolute_url()
    desk.go(address)
    said(desk, "Farmers read them. By hand.")

    as_(desk, people, "editor")
    desk.press("Correct…")
    desk.press("Begin the change")
    done(desk, "A change was begun")
    change_text(desk, " There are 7 now.")
    desk.press("Send for review")
    done(desk, "Sent for review")
    desk.go(address)
    assert "There are 7 now" not in desk.page.content()

    desk.log_in(people["publisher"])
    desk.press("Counting rivers")
    desk.press("Clear this text")
    done(desk, "Cleared: this exact text may be published.")
    desk.press("Publish the change…")
    said(desk, "There are 7 now")
    desk.page.get_by_label("Correction").check()
    desk.fill("Note to readers", "It said 5 gauges; there are 7.")
    desk.press("Publish now")
    done(desk, "The change is out")
    desk.go(address)
    said(desk, "There are 7 now")
    said(desk, "It said 5 gauges; there are 7.")
    desk.go("/corrections/")
    said(desk, "It said 5 gauges; there are 7.")

    desk.go(f"/admin/articles/article/{piece.pk}/change/")
    desk.press("Withdraw…")
    desk.fill("Reason", "The gauges were counted twice.")
    desk.press("Withdraw")
    done(desk, "Withdrawn.")
    desk.go(address)
    said(desk, "The gauges were counted twice.")
    assert Article.objects.get(pk=piece.pk).status == Status.WITHDRAWN


def test_a_typing_error_takes_one_publisher_and_three_clicks(desk, people):
    from tests.make import make_article

    piece = make_article(
        title="Counting rivers", status=Status.PUBLISHED, body="<p>They are red at dawn.</p>"
    )
    desk.log_in(people["publisher"])
    desk.go(f"/admin/articles/article/{piece.pk}/change/")
    desk.press("Correct…")
    desk.press("Begin the change")
    change_text(desk, " every day")
    desk.press("Publish as a typing error…")
    said(desk, "every day")
    desk.press("Publish as a typing error")
    said(desk, "The typing error is mended")
    desk.go(piece.get_absolute_url())
    assert re.search("red at dawn. every day", desk.page.content())
    assert "Updated" not in desk.page.locator("main").inner_text()
