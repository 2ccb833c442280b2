"""An outsider without a log-in opens a personal link and agrees; the desk shows it."""

import re

import pytest
from django.core import mail

from articles.models import PreviewAnswer, PreviewOpening
from articles.states import Role
from tests.browser.desk import Desk
from tests.make import make_article, make_image, make_institute, make_person, make_user

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def article():
    make_institute(second_person_clears=True)
    return make_article(
        title="Rivers in spring", lead_image=make_image(size=(900, 500)),
        by=[make_person(name="Mahgul Zhobani")],
    )  # fmt: skip


@pytest.fixture
def outsider(browser):
    """A page in a browser that knows nothing of the desk; it says nothing aloud."""
    context = browser.new_context()
    page, said = context.new_page(), []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.set_default_timeout(15_000)
    yield page
    assert not context.cookies()
    assert not said
    context.close()


def given(desk, article):
    """The address of a link that an editor gives to somebody who may answer."""
    desk.go(f"/admin/articles/article/{article.pk}/change/")
    desk.press("Personal link…")
    desk.fill("For whom", "Ilse Brandvoort")
    desk.page.get_by_label("May agree with the text or comment on it").check()
    desk.fill("E-mail", "ilse@outside.example")
    desk.press("Make the link")
    desk.page.wait_for_selector("text=Here is the link for Ilse Brandvoort.")
    assert desk.page.get_by_role("button", name="Copy").is_visible()
    return desk.page.get_by_label("Address of the link for Ilse Brandvoort").input_value()


def test_an_outsider_agrees_by_a_mailed_code_and_the_desk_shows_it(
    live_server, page, outsider, article
):
    desk = Desk(page, live_server)
    desk.enter(make_user(role=Role.EDITOR))
    outsider.goto(given(desk, article))
    assert outsider.get_by_role("heading", level=1).inner_text() == "Rivers in spring"
    picture = outsider.locator("figure.wide img")
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth > 0)")

    outsider.get_by_role("link", name="Agree or comment").click()
    outsider.get_by_label("I agree with this text").check()
    outsider.get_by_role("button", name="Send").click()
    outsider.get_by_label("The six figures from the mail").fill("000000x")
    outsider.get_by_role("button", name="Confirm").click()
    outsider.wait_for_selector("text=The code has six figures.")
    outsider.get_by_label("The six figures from the mail").fill(
        re.search(r"Your code: (\d{6})", mail.outbox[-1].body)[1]
    )
    outsider.get_by_role("button", name="Confirm").click()
    outsider.wait_for_selector("text=You agreed to this text on")

    assert PreviewAnswer.objects.get().confirmed_at
    desk.go(f"/admin/articles/article/{article.pk}/change/")
    assert page.get_by_text("Ilse Brandvoort agreed to this text").is_visible()
    desk.press("Personal link…")
    assert page.get_by_text(f"Opened {PreviewOpening.objects.count()} times").is_visible()
    desk.press("Revoke the link of Ilse Brandvoort")
    page.wait_for_selector("text=opens to nobody any more")
    assert not desk.said


def test_the_name_stands_across_the_page_and_is_in_nobodys_way(
    live_server, page, outsider, article
):
    desk = Desk(page, live_server)
    desk.enter(make_user(role=Role.EDITOR))
    outsider.goto(given(desk, article))
    mark = outsider.locator(".watermark")
    for width, height in ((1280, 900), (390, 800)):
        outsider.set_viewport_size({"width": width, "height": height})
        box = mark.evaluate("({ offsetWidth, offsetHeight }) => [offsetWidth, offsetHeight]")
        assert box[0] > width
        assert box[1] > height
        seen = mark.locator("span").evaluate_all(
            """spans => spans.map(span => span.getBoundingClientRect()).filter(({ left, right, top, bottom }) =>
                 right > 0 && left < innerWidth && bottom > 0 && top < innerHeight).length"""
        )
        assert seen > 10
        assert outsider.evaluate("document.documentElement.scrollWidth <= innerWidth")
    outsider.emulate_media(media="print")
    assert mark.is_visible()
    assert mark.evaluate("element => getComputedStyle(element).position") == "fixed"


def test_the_page_looks_like_the_public_one(live_server, page, outsider, article):
    """Its own stylesheet is loaded first, and may not turn the order of the layers."""
    desk = Desk(page, live_server)
    desk.enter(make_user(role=Role.EDITOR))
    outsider.goto(given(desk, article))
    colours = outsider.get_by_role("button", name="Send").evaluate(
        "button => [getComputedStyle(button).color, getComputedStyle(document.body).backgroundColor]"
    )
    assert colours[0] == colours[1]
    gap = outsider.locator(".article-head .byline").evaluate(
        "list => getComputedStyle(list).marginBlockStart"
    )
    assert gap == "24px"
