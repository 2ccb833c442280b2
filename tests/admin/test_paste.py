"""What is pasted comes back in our form; too much of it, or nothing, is answered by a sentence."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.states import Role
from tests.make import make_user
from thinktank.markup import foreign

ADDRESS = reverse("admin:articles_article_paste")


def paste(client, html, **more):
    file = SimpleUploadedFile("pasted.html", html.encode(), "text/html")
    return client.post(ADDRESS, {"html": file, **more})


@pytest.fixture
def author(at_desk):
    return at_desk(Role.AUTHOR)


def test_the_answer_is_text_and_what_was_left_out(author):
    answer = paste(author, '<h1>A</h1><img alt="weir" src="x"><script>x</script>').json()
    assert answer["html"] == "<h2>A</h2>"
    assert "weir" in answer["left_out"][0]


def test_the_language_of_the_text_is_not_said_again(author):
    assert paste(author, '<p lang="ur">پانی</p>', language="ur").json()["html"] == "<p>پانی</p>"


def test_a_field_with_fewer_parts_gets_them_and_says_what_went(author):
    html = '<h2>A</h2><p>x<a href="#fn1">1</a></p><table><tr><td>a<td>b</table><ol><li id="fn1">note</ol>'
    answer = paste(author, html, field="biography").json()
    assert answer["html"] == "<p><strong>A</strong></p><p>x</p><p>a · b</p>"
    assert "1 note" in answer["left_out"][0]


def test_too_much_is_refused_with_both_figures(author, monkeypatch):
    monkeypatch.setattr(foreign, "LONGEST", 10)
    answer = paste(author, "<p>more than ten")
    assert answer.status_code == 413
    assert "import the file" in answer.json()["error"]


def test_nothing_pasted_is_said(author):
    assert author.post(ADDRESS, {}).status_code == 400


def test_who_may_not_write_gets_nothing(client, institute):
    client.force_login(make_user())
    assert paste(client, "x").status_code == 302
    staff = make_user()
    staff.is_staff = True
    staff.save()
    client.force_login(staff)
    assert paste(client, "x").status_code == 404
