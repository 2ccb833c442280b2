"""The desk in a browser: its policy refuses nothing that its pages need, and axe finds no fault."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from articles.states import Role
from tests.make import (
    PASSWORD,
    make_article,
    make_document,
    make_image,
    make_institute,
    make_kind,
    make_person,
    make_user,
)


@pytest.fixture
def addresses(live_server):
    """The pages of a publisher who is a person, with something on each."""
    make_institute(second_person_clears=False)
    user = make_user(role=Role.PUBLISHER, name="publisher")
    me = make_person(name="Zarmeen Keenjhari", user=user, photo=make_image())
    article = make_article(kind=make_kind(), by=[me], tags=["rivers"], created_by=user)
    paths = ["", "my-page/", "articles/article/", "articles/article/add/?kind=commentary",
             f"articles/article/{article.pk}/change/", f"articles/article/{article.pk}/step/publish/",
             f"people/person/{me.pk}/change/", f"library/image/{me.photo_id}/change/",
             "library/document/", "library/document/add/",
             f"library/document/{make_document().pk}/change/"]  # fmt: skip
    return [f"{live_server.url}/admin/{path}" for path in paths]


def log_in(page, address):
    page.goto(address)
    page.fill("#id_username", "publisher")
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")
    page.wait_for_selector(".begin")


def test_no_page_of_the_desk_writes_an_error_to_the_console(page, addresses):
    said = []
    page.on(
        "console", lambda message: said.append(message.text) if message.type == "error" else None
    )
    page.on("pageerror", lambda error: said.append(str(error)))
    log_in(page, addresses[0])
    for address in addresses:
        page.goto(address)
        page.wait_for_load_state("networkidle")
    assert not said


@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_no_fault_and_nothing_is_wider_than_the_screen(browser, addresses, width):
    # axe is put into the page by the test, which the policy would rightly refuse.
    page = browser.new_page(bypass_csp=True, viewport={"width": width, "height": 900})
    log_in(page, addresses[0])
    for address in addresses:
        page.goto(address)
        page.wait_for_load_state("networkidle")
        found = Axe().run(page).response["violations"]
        assert not [(address, fault["id"], fault["nodes"][0]["html"]) for fault in found]
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
    page.close()
