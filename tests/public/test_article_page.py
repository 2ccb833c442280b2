"""The article's page says who, in which capacity, when, where else, and how it may be used."""

import json
import re
from datetime import date

import pytest
from lxml import etree

from articles.models import Appearance, Byline, Correction
from articles.states import Status
from people.models import Appointment
from tests.make import make_article, make_image, make_institute, make_person, make_theme
from thinktank.library.models import Usage

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def institute():
    make_institute()


def page_of(client, article):
    response = client.get(article.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def publish(**fields):
    return make_article(status=Status.PUBLISHED, **fields)


def data_of(page):
    return json.loads(re.search(r'application/ld\+json">(.*?)</script>', page, re.DOTALL)[1])


def test_every_author_is_named_linked_and_in_the_metadata(client):
    people = [
        make_person(name=f"Author {letter}", family_name=letter, given_name="Author")
        for letter in "ABC"
    ]
    article = publish(by=people)
    page = page_of(client, article)
    for person in people:
        assert f'href="{person.get_absolute_url()}"' in page
    assert [author["name"] for author in data_of(page)["author"]] == [
        "Author A",
        "Author B",
        "Author C",
    ]
    assert re.findall(r'name="citation_author" content="([^"]*)"', page) == [
        "A, Author",
        "B, Author",
        "C, Author",
    ]


def test_no_biography_of_anyone_who_did_not_write_it(client):
    make_person(name="Somebody Else", short_bio="Somebody else directs a centre.")
    author = make_person(short_bio="She studies rivers.")
    page = page_of(client, publish(by=[author]))
    assert "She studies rivers." in page
    assert "Somebody else directs" not in page


def test_post_of_today_stands_beside_the_printed_one_only_where_they_differ(client):
    person = make_person()
    post = Appointment.objects.create(person=person, title="Fellow", institution="Tidewater")
    article = publish(by=[person])
    article.bylines.get().freeze(article.published_at.date())
    page = page_of(client, article)
    assert "Fellow, Tidewater" in page
    assert "now:" not in page
    post.title = "Director"
    post.save()
    page = page_of(client, article)
    assert "Fellow, Tidewater" in page
    assert "now: Director, Tidewater" in page


def test_editor_of_a_piece_is_named_but_is_no_author(client):
    editor, article = make_person(name="The Editor"), publish()
    Byline.objects.create(article=article, person=editor, role="editor", position=9)
    page = page_of(client, article)
    assert "The Editor" in page
    assert "The Editor" not in [author["name"] for author in data_of(page)["author"]]
    assert [each["name"] for each in data_of(page)["contributor"]] == ["The Editor"]


def test_appearance_is_a_sentence_with_a_linked_name_and_never_a_bare_address(client):
    article = publish()
    url = "https://ledger.example/a-piece/"
    Appearance.objects.create(article=article, outlet="The Ledger", url=url, date=date(2026, 3, 3))
    page = page_of(client, article)
    assert f'Published in another form by <a href="{url}">The Ledger</a> on' in page
    assert "3 March 2026" in page
    assert f">{url}" not in page
    assert f'rel="canonical" href="http://testserver{article.get_absolute_url()}"' in page


def test_canonical_leads_out_only_where_the_piece_first_appeared_elsewhere(client):
    article = publish()
    url = "https://ledger.example/a-piece/"
    Appearance.objects.create(
        article=article, outlet="L", url=url, relation="republished_from", is_canonical=True
    )
    page = page_of(client, article)
    assert f'rel="canonical" href="{url}"' in page
    assert data_of(page)["isBasedOn"] == [url]


def test_picture_has_size_description_and_credit(client):
    image = make_image(size=(40, 20), alt="A river from above", credit="Drawing: Archive")
    page = page_of(client, publish(lead_image=image, lead_caption="The river in spring."))
    tag = re.search(rf"<img[^>]*{image.key}[^>]*>", page)[0]
    assert 'alt="A river from above"' in tag
    assert 'width="40"' in tag
    assert 'height="20"' in tag
    assert "Drawing: Archive" in page
    assert "The river in spring." in page


def test_decorative_picture_has_an_empty_description(client):
    image = make_image(alt="A river")
    page = page_of(client, publish(lead_image=image, lead_is_decorative=True))
    assert 'alt=""' in re.search(rf"<img[^>]*{image.key}[^>]*>", page)[0]


def test_corrections_stand_on_the_page_and_typing_errors_do_not(client):
    article = publish()
    Correction.objects.create(article=article, text="It said five; it is six.")
    Correction.objects.create(article=article, type="typo", text="A letter was missing.")
    page = page_of(client, article)
    assert "It said five; it is six." in page
    assert "A letter was missing." not in page


def test_newer_and_older_piece_point_at_each_other(client):
    old = publish(title="Old doctrine")
    new = publish(title="Newer doctrine", supersedes=old)
    assert new.get_absolute_url() in page_of(client, old)
    assert old.get_absolute_url() in page_of(client, new)


def test_long_piece_has_a_contents_list_whose_links_lead_somewhere(client):
    body = "".join(f"<h2>Part {n}</h2><p>{'word ' * 300}</p>" for n in range(4))
    page = page_of(client, publish(body=body))
    targets = set(re.findall(r'href="#([^"]+)"', page))
    assert {"h-part-0", "h-part-1", "h-part-2", "h-part-3"} <= targets
    for target in targets:
        assert f'id="{target}"' in page, target


def test_share_is_links_that_work(client):
    page = page_of(client, publish())
    for start in (
        "mailto:?",
        "https://wa.me/?",
        "https://x.com/intent/",
        "https://www.linkedin.com/",
    ):
        assert f'href="{start}' in page, start


def test_related_pieces_are_of_the_same_theme(client):
    theme = make_theme()
    article, near, far = publish(themes=[theme]), publish(themes=[theme]), publish()
    page = page_of(client, article)
    assert near.get_absolute_url() in page
    assert far.get_absolute_url() not in page


def test_feed_holds_the_whole_text_and_every_author(client):
    people = [make_person(name="A One"), make_person(name="B Two")]
    publish(by=people, body="<h2>Part</h2><p>“Curly” – قنات &amp; more.</p>")
    root = etree.fromstring(client.get("/feed/").content)
    atom = "{http://www.w3.org/2005/Atom}"
    entry = root.find(f"{atom}entry")
    assert (
        entry.find(f"{atom}content").text
        == '<h2 id="h-part">Part</h2><p id="p-5pi9tv">“Curly” – قنات &amp; more.</p>'
    )
    assert [name.text for name in entry.iter(f"{atom}name")] == ["A One", "B Two"]


@pytest.mark.parametrize(
    "address", ["/feed/", "/people/{person}/feed/", "/themes/{theme}/feed/", "/kinds/{kind}/feed/"]
)
def test_each_feed_lists_its_pieces(client, address):
    person, theme = make_person(name="Author"), make_theme(name="Theme")
    article = publish(by=[person], themes=[theme])
    address = address.format(person=person.slug, theme=theme.slug, kind=article.kind.slug)
    assert article.title in client.get(address).content.decode()


def test_sitemap_lists_articles_by_year(client):
    article = publish()
    assert "sitemap-articles-2026.xml" in client.get("/sitemap.xml").content.decode()
    assert article.get_absolute_url() in client.get("/sitemap-articles-2026.xml").content.decode()


def test_its_files_are_public_from_its_hour():
    image = make_image()
    article = publish(lead_image=image)
    assert Usage.objects.get(image=image).public_from == article.published_at
