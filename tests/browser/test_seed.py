"""The page this began from, entered by hand, cleared by two, published, and read.

Runs where its data lies beside the checkout: it speaks of real people, so it is not part of the
project.
"""

import json
import re
from pathlib import Path

import pytest

from articles.models import Article
from articles.states import Role
from people.models import Person
from tests.browser.desk import Desk
from tests.make import make_institute, make_kind, make_user

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "seed" / "page.json"
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        not DATA.exists(), reason="the page this began from is not beside the checkout"
    ),
]
STANDFIRST = "The talks tell European allies what a guarantee is worth, and what it is not."


def add_person(desk, *, name, honorific, posts, blurb="", bio=()):
    desk.go("/admin/people/person/add/")
    page = desk.page
    page.locator("[name=honorific]").fill(honorific)
    page.locator("[name=name]").fill(name)
    page.locator("[name=short_bio]").fill(blurb)
    if bio:
        desk.write("\n".join(bio))
    for number, post in enumerate(posts):
        desk.press("Add another Post")
        page.locator(f"[name=appointments-{number}-title]").fill(post)
    desk.press("Save")
    page.wait_for_selector(".messagelist .success")


def enter(desk, piece):
    """The article as an editor types it from the page."""
    page, author = desk.page, piece["author"]
    desk.go("/admin/")
    desk.press(f"New {piece['kind'].lower()}")
    desk.fill("Title", piece["title"])
    desk.fill("Standfirst", STANDFIRST)
    desk.write("\n".join(piece["body_paragraphs"]))
    desk.choose("bylines-0-person", author["name"][:7])
    desk.choose("filed_under-0-theme", "Pol")
    desk.unfold("Funding, interests, licence")
    page.locator("[name=interests]").fill("none")
    desk.unfold("Also appeared in")
    desk.press("Add another Place")
    # The page says only “in another form”: the neutral relation.
    page.locator("[name=appearances-0-relation]").select_option("another_form")
    page.locator("[name=appearances-0-outlet]").fill("CSCR")
    page.locator("[name=appearances-0-url]").fill(piece["appearance"]["url"])
    desk.unfold("Address, language, dates")
    page.locator("[name=discussion]").select_option(piece["comments"])
    desk.press("Send for review")
    page.wait_for_selector("text=Sent for review.")


def test_the_page_it_began_from_is_published_without_one_of_its_faults(live_server, page):
    seed = json.loads(DATA.read_text())
    piece, author = seed["article"], seed["article"]["author"]
    make_institute(name=author["institution"], second_person_clears=True)
    make_kind(code="commentary", name="Commentary", plural="Commentaries")
    desk = Desk(page, live_server)

    desk.enter(make_user(role=Role.EDITOR))
    desk.go("/admin/themes/theme/add/")
    page.locator("[name=name]").fill(piece["theme"])
    desk.press("Save")
    page.wait_for_selector(".messagelist .success")
    add_person(
        desk,
        name=author["name"],
        honorific=author["honorific"],
        posts=author["posts"],
        blurb=author["blurb"],
    )
    for person in seed["staff"]:
        posts = [post.strip() for post in person["card_role"].split("/")]
        add_person(
            desk, name=person["name"], honorific=person["honorific"], posts=posts, bio=person["bio"]
        )
    enter(desk, piece)

    article = Article.objects.get()
    for role, presses, says in [
        (Role.EDITOR, ["Clear this text"], "Cleared: this exact text may be published."),
        (Role.PUBLISHER, ["Publish…", "Publish now"], "Readers see this now."),
    ]:
        desk.enter(make_user(role=role))
        desk.go(f"/admin/articles/article/{article.pk}/change/")
        for words in presses:
            desk.press(words)
        page.wait_for_selector(f"text={says}")
    assert not desk.said

    article.refresh_from_db()
    assert Person.objects.count() == 5
    read(page, live_server.url, article, seed)


def read(page, site, article, seed):
    """As readers: the page, and the ways to it."""
    piece, author = seed["article"], seed["article"]["author"]
    person = Person.objects.get(name=author["name"])
    page.goto(site + article.get_absolute_url())
    text = page.inner_text("main")

    assert page.get_by_role("heading", level=1).inner_text().replace("\n", " ") == piece["title"]
    for paragraph in piece["body_paragraphs"]:
        assert paragraph in text
    assert STANDFIRST in text
    # Kind, theme, author and outlet are links, each by its name.
    for words, address in [
        (piece["kind"], "/kinds/#"),
        (piece["theme"], "/themes/politics-governance/"),
        (author["name"], person.get_absolute_url()),
        ("CSCR", piece["appearance"]["url"]),
    ]:
        link = page.get_by_role("main").get_by_role("link", name=words, exact=True).first
        assert address in link.get_attribute("href")
    # Both posts, as of publication; the date; the note as a sentence; the blurb; discussion.
    assert "Research Officer & Associate Editor" in text
    assert re.search(r"\d{1,2} [A-Z][a-z]+ \d{4}", text)
    assert "Published in another form by CSCR." in text
    assert author["blurb"] in text
    assert "Discussion is closed" in text
    assert "No specific funding." in text
    assert "No interests to declare." in text

    # None of the faults: nobody's biography but the author's, no bare address, no dead word.
    assert "http" not in re.sub(r"http://localhost\S*", "", text)
    for other in seed["staff"]:
        assert other["name"] not in text
        assert other["bio"][0][:60] not in text
    assert "Share." not in text
    assert "Comments are closed." not in text
    for link in page.get_by_role("link").all():
        assert link.get_attribute("href") not in (None, "", "#")
        assert (link.inner_text() or link.get_attribute("aria-label")).strip()
    assert page.locator("a[href^='mailto:?']").count()

    for address in (
        "/",
        "/themes/politics-governance/",
        person.get_absolute_url(),
        "/articles/",
        "/search/?q=Riyadh",
    ):
        page.goto(site + address)
        found = page.locator("main").get_by_role("link", name=piece["title"])
        assert found.first.get_attribute("href") == article.get_absolute_url(), address
    feed = page.request.get(f"{site}/feed/").text()
    assert piece["title"] in feed
    assert piece["body_paragraphs"][0][:80] in feed
