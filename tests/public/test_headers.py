"""What every answer says to the reader's browser."""

import re

import pytest

from articles.states import Status
from tests.make import NINE, make_article, make_image, make_institute

pytestmark = pytest.mark.django_db
ADDRESSES = ["/", "/articles/", "/articles/2026/the-piece/", "/people/", "/search/?q=piece", "/nothing-here/", "/ur/", "/feed/", "/sitemap.xml", "/healthz"]  # fmt: skip


@pytest.fixture(autouse=True)
def site():
    make_institute()
    make_article(status=Status.PUBLISHED, title="The piece", lead_image=make_image())


@pytest.mark.parametrize("address", ADDRESSES)
def test_reader_gets_no_cookie_and_no_page_that_varies_by_one(client, address):
    response = client.get(address)
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert "csrf" not in response.content.decode().lower()


@pytest.mark.parametrize("address", ADDRESSES)
def test_policy_is_strict_and_without_a_nonce(client, address):
    policy = client.get(address)["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert "nonce" not in policy


@pytest.mark.parametrize("address", ADDRESSES)
def test_other_guards_are_there(client, address):
    response = client.get(address)
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert "camera=()" in response["Permissions-Policy"]


@pytest.mark.parametrize("address", ADDRESSES[:7])
def test_page_asks_nothing_of_any_other_machine(client, address):
    page = client.get(address).content.decode()
    loaded = re.findall(r'<(?:script|img|iframe|source|link rel="(?:stylesheet|icon)")[^>]*(?:src|href|srcset)="([^"]*)"', page)  # fmt: skip
    assert loaded
    assert not [each for each in loaded if re.match(r"(https?:)?//", each)]


def test_headers_of_a_request_change_nothing_of_the_page(client):
    plain = client.get("/").content
    for name, value in {
        "Accept-Language": "ur",
        "X-Forwarded-Host": "evil.example",
        "X-Original-URL": "/admin/",
        "Cookie": "django_language=ur; sessionid=x",
    }.items():
        assert client.get("/", headers={name: value}).content == plain, name


@pytest.mark.parametrize("host", ["evil.example", "testserver:80@evil.example", "a b"])
def test_foreign_host_is_refused(client, host):
    assert client.get("/", headers={"host": host}).status_code == 400


@pytest.mark.parametrize("address", ["/articles/", "/", "/search/"])
def test_only_reading_is_possible(client, address):
    for method in (client.post, client.put, client.delete, client.patch):
        assert method(address).status_code == 405


def test_urdu_address_gives_the_urdu_page_from_right_to_left(client):
    response = client.get("/ur/articles/2026/the-piece/")
    assert response["Content-Language"] == "ur"
    page = response.content.decode()
    assert re.search(r"<html[^>]*lang=\"ur\"[^>]*dir=\"rtl\"", page)
    assert 'rel="canonical" href="http://testserver/articles/2026/the-piece/"' in page


def test_head_says_the_length_and_sends_nothing(client):
    response = client.head("/")
    assert int(response["Content-Length"]) > 1000
    assert response.content == b""


def test_ready_means_that_the_database_answers(client):
    assert client.get("/readyz").content == b"ready\n"


@pytest.mark.parametrize(
    "query",
    ["before=1", "before=99999999T999999-1", "year=abc", "kind=no-such", "theme=%00", "after=x", "person=%F0", "language=xx"],
)  # fmt: skip
def test_wrong_place_or_filter_is_not_found(client, query):
    assert client.get(f"/articles/?{query}").status_code == 404


def test_dates_are_of_the_institutes_zone(client):
    article = make_article(
        status=Status.PUBLISHED, title="Late", published_at=NINE.replace(hour=20),
    )  # fmt: skip
    page = client.get(article.get_absolute_url()).content.decode()
    assert "13 March 2026" in page
