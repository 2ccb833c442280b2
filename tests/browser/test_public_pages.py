"""Every type of public page in a real browser: readable by everybody, quiet, and no wider than a phone."""

from unittest.mock import patch

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command

from articles.models import Article
from thinktank.library import pictures

PAGES = {
    "home": "/",
    "publications": "/articles/",
    "narrowed": "/articles/?kind=commentary&language=en-gb",
    "article": "/articles/{brief}/",
    "corrected": "/articles/{corrected}/",
    "Urdu article": "/articles/{urdu}/",
    "withdrawn": "/articles/{withdrawn}/",
    "themes": "/themes/",
    "theme": "/themes/strategic-stability/",
    "people": "/people/",
    "person": "/people/noor-un-nisa-mehrgarhi/",
    "series": "/series/issue-brief/",
    "kinds": "/kinds/",
    "corrections": "/corrections/",
    "search": "/search/?q=verification",
    "search for a person": "/search/?q=Chenabi",
    "page": "/about/",
    "missing": "/nothing-here/",
}
# How a page is looked at: colours, width in px, language prefix.
LOOKS = [("light", 1280, ""), ("dark", 390, ""), ("light", 390, "/ur")]


def addresses():
    found = {
        "brief": Article.objects.get(title__startswith="Counting What"),
        "corrected": Article.objects.get(title="Algorithms on the Flight Line"),
        "urdu": Article.objects.get(language="ur"),
        "withdrawn": Article.objects.get(status="withdrawn"),
    }
    words = {name: f"{row.year}/{row.slug}" for name, row in found.items()}
    return {name: address.format(**words) for name, address in PAGES.items()}


@pytest.mark.django_db(transaction=True)
def test_every_page_type_is_accessible_quiet_and_fits(live_server, browser, settings):
    with patch.object(pictures, "KEPT_SIDE", 600):  # what a phone shows is enough
        call_command("load_demo", verbosity=0)
    paths, axe, faults = addresses(), Axe(), []
    for scheme, width, prefix in LOOKS:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
        )
        page = context.new_page()
        said, asked = [], []
        page.on("console", lambda message, said=said: said.append(message.text))
        page.on("pageerror", lambda error, said=said: said.append(str(error)))
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        for name, path in paths.items():
            look = f"{name} ({scheme}, {width}, {prefix or 'en'})"
            page.goto(live_server.url + prefix + path)
            results = axe.run(page)
            faults += [f"{look}: {each['id']} {each['nodes'][0]['html'][:120]}" for each in results.response["violations"]]  # fmt: skip
            wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            if wide > 0:
                faults.append(f"{look}: {wide} px wider than the screen")
        # A page that answers 404 or 410 is itself a line in the console.
        faults += [text for text in said if "the server responded with a status of 4" not in text]
        faults += [url for url in asked if not url.startswith(live_server.url)]
        assert not context.cookies()
        context.close()
    assert not faults, "\n".join(faults)
