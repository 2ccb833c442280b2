"""The whole life of a piece, by an author, an editor, a publisher and a reader, in a browser."""

import re

import pytest

from articles.states import Role, Status
from tests.browser.desk import Desk
from tests.make import make_institute, make_kind, make_person, make_user


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


def said(desk, words):
    desk.page.get_by_text(words).first.wait_for()


def change_text(desk, words):
    desk.page.wait_for_selector("#at-body .ProseMirror")
    desk.caret("p")
    desk.type(words)


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
