"""Hostile words run nothing in a real browser, even with the Content-Security-Policy switched off."""

import pytest

from articles.models import Article
from people.models import Person
from tests.hostile import hostile_article
from tests.make import make_document, make_image, make_institute
from tests.payloads import payloads

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Whatever a payload calls, counts.
HOOK = """
window.__ran = [];
for (const name of ["alert", "confirm", "prompt", "print", "open"]) {
  window[name] = (...given) => { window.__ran.push(name); };
}
window.__xss = (...given) => { window.__ran.push("xss"); };
"""


def test_nothing_runs_with_the_policy_off(browser, live_server):
    make_institute()
    image, document = make_image(), make_document()
    for line in payloads("xss.txt") + payloads("urls.txt"):
        hostile_article(line[:4_000], image, document)
    context = browser.new_context(bypass_csp=True)
    context.add_init_script(HOOK)
    page = context.new_page()
    dialogs = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    addresses = [
        each.get_absolute_url() for each in (*Article.objects.all(), *Person.objects.all())
    ]
    for address in ["/", "/articles/", "/people/", "/search/?q=script", *addresses]:
        page.goto(f"{live_server.url}{address}", wait_until="load")
        assert page.evaluate("window.__ran") == [], address
        assert page.url.startswith(live_server.url), address
    assert dialogs == []
    context.close()
