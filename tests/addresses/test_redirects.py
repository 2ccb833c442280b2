"""Old addresses lead on in one hop, or say that the page is gone."""

import pytest
from django.core.exceptions import ValidationError

from articles.states import Status
from tests.make import make_article, make_institute
from thinktank.addresses.models import Redirect

pytestmark = pytest.mark.django_db


def test_chains_collapse():
    Redirect.objects.moved("/a/", "/b/")
    Redirect.objects.moved("/b/", "/c/")
    assert dict(Redirect.objects.values_list("old_path", "new_path")) == {
        "/a/": "/c/",
        "/b/": "/c/",
    }


def test_moving_back_leaves_no_loop():
    Redirect.objects.moved("/a/", "/b/")
    Redirect.objects.moved("/b/", "/a/")
    assert dict(Redirect.objects.values_list("old_path", "new_path")) == {"/b/": "/a/"}


def test_old_address_of_a_renamed_article_redirects(client):
    article = make_article(status=Status.PUBLISHED, slug="old-words")
    old = article.get_absolute_url()
    article.slug = "new-words"
    article.save()
    response = client.get(old)
    assert (response.status_code, response["Location"]) == (301, "/articles/2026/new-words/")


def test_renaming_a_draft_leaves_nothing_behind():
    article = make_article(slug="old-words")
    article.slug = "new-words"
    article.save()
    assert not Redirect.objects.exists()


def test_old_system_addresses_with_a_query_redirect(client):
    Redirect.objects.moved("/index.php/staff/?id=44", "/people/")
    assert client.get("/index.php/staff/?id=44")["Location"] == "/people/"
    assert client.get("/index.php/staff/?id=45").status_code == 404


def test_gone_address_says_so(client):
    make_institute()
    Redirect.objects.gone("/2019/old/")
    assert client.get("/2019/old/").status_code == 410


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/a/", "//evil.example"),
        ("a", "/b/"),
        ("/a/", "https://evil.example/"),
        ("/a/", "/a/"),
        ("//a", "/b"),
    ],
)
def test_redirect_never_leaves_the_site(old, new):
    with pytest.raises(ValidationError):
        Redirect(old_path=old, new_path=new).full_clean()
