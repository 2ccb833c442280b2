"""Hostile words run nothing in a real browser, even with the Content-Security-Policy switched off."""

import pytest
from django.urls import reverse

from articles.models import Article
from people.models import Person
from tests.hostile import hostile_article, rich
from tests.make import make_article, make_document, make_image, make_institute, make_user
from tests.payloads import hostile_words, in_turn
from thinktank.markup.cleaning import clean

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Whatever a payload calls, counts.
HOOK = """
window.__ran = [];
for (const name of ["alert", "confirm", "prompt", "print", "open"]) {
  window[name] = () => { window.__ran.push(name); };
}
window.__xss = () => { window.__ran.push("xss"); };
"""


@pytest.fixture
def institute():
    """Every hostile line in several fields of eighty pieces and their people."""
    make_institute()
    image, document = make_image(), make_document()
    lines = in_turn()
    for _turn in range(80):
        hostile_article(lines, image, document)


@pytest.fixture
def page(browser):
    """A page without a policy that writes down what runs."""
    context = browser.new_context(bypass_csp=True)
    context.add_init_script(HOOK)
    yield context.new_page()
    context.close()


def test_nothing_runs_with_the_policy_off(page, live_server, institute):
    addresses = [
        each.get_absolute_url() for each in (*Article.objects.all(), *Person.objects.all())
    ]
    for address in ["/", "/articles/", "/people/", "/search/?q=script", *addresses]:
        page.goto(f"{live_server.url}{address}", wait_until="load")
        assert page.evaluate("window.__ran") == [], address
        assert page.url.startswith(live_server.url), address


def test_nothing_runs_in_the_editor_and_the_preview_with_the_policy_off(
    page, live_server, institute, client
):
    client.force_login(make_user(role="Administrator"))
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    page.context.add_cookies([cookie | {"url": live_server.url}])
    # All lines in few texts: opening an editor takes a second. Each is cleaned by itself first, so
    # that what it leaves open swallows none of those after it.
    every = [clean(rich(line)) for line in hostile_words(most=1_000)]
    full = [make_article(body="".join(every[at : at + 12])) for at in range(0, len(every), 12)]
    forms = [reverse(f"admin:articles_article_{name}", args=[article.pk])
             for article in full for name in ("change", "preview")]  # fmt: skip
    lists = [f"/admin/articles/article/?p={number}" for number in range(1, len(every) // 50 + 1)]
    for address in [*forms, *lists, "/admin/people/person/", "/admin/"]:
        page.goto(f"{live_server.url}{address}", wait_until="networkidle")
        assert page.evaluate("window.__ran") == [], address
        assert page.url.startswith(live_server.url), address
