"""Two people at one form: the second save overwrites nothing, and nothing that was typed is lost."""

import pytest

from articles.models import Article
from articles.states import Role, Status
from tests.admin.filling import filled
from tests.make import make_article


def address(article, kind="change"):
    return f"/admin/articles/article/{article.pk}/{kind}/"


@pytest.fixture
def article(kind):
    return make_article(
        kind=kind, title="Rivers", body="<p>The first paragraph.</p><p>The second one.</p>"
    )


@pytest.fixture
def stale(at_desk, article):
    """What a second editor is about to send, begun before the first one saved."""
    client = at_desk(Role.EDITOR)
    mine = filled(client.get(address(article)))
    theirs = filled(client.get(address(article)), title="Rivers rising",
                    body="<p>The first paragraph, as they wrote it.</p><p>The second one.</p>")  # fmt: skip
    assert client.post(address(article), theirs | {"_save": "1"}).status_code == 302
    return client, mine | {
        "_save": "1",
        "body": "<p>The first paragraph.</p><p>The second one, as I wrote it.</p>",
        "standfirst": "Mine.",
    }


def test_a_stale_save_changes_nothing_and_shows_both_texts(article, stale):
    client, mine = stale
    response = client.post(address(article), mine)
    page = response.content.decode()
    assert response.status_code == 409
    assert "Both texts are kept" in page
    article.refresh_from_db()
    assert article.title == "Rivers rising"
    assert "as they wrote it" in article.body
    assert "as I wrote it" not in article.body
    for said in ("they wrote it", "I wrote it", "rising", "Mine."):
        assert said in page


def test_the_chosen_paragraphs_and_lines_are_saved_with_all_else_that_was_typed(article, stale):
    client, mine = stale
    page = filled(client.post(address(article), mine | {"interests": "Mine alone."}))
    chosen = {"choice-body-0": "theirs", "choice-body-1": "mine", "choice-title": "theirs",
              "choice-standfirst": "mine"}  # fmt: skip
    assert client.post(address(article), page | chosen | {"_save": "1"}).status_code == 302
    article.refresh_from_db()
    assert (article.title, article.standfirst) == ("Rivers rising", "Mine.")
    assert "as they wrote it" in article.body
    assert "as I wrote it" in article.body
    assert article.interests == "Mine alone."


def test_an_unanswered_choice_saves_nothing(article, stale):
    client, mine = stale
    page = filled(client.post(address(article), mine))
    page.pop("choice-title", None)
    response = client.post(address(article), page | {"choice-body-1": "mine", "_save": "1"})
    assert response.status_code == 409
    assert "Choose one of the two at every place" in response.content.decode()


def test_a_third_save_between_the_two_is_not_overwritten_either(article, stale):
    client, mine = stale
    page = filled(client.post(address(article), mine))
    chosen = dict.fromkeys(
        ("choice-body-0", "choice-body-1", "choice-title", "choice-standfirst"), "mine"
    )
    Article.objects.get(pk=article.pk).save()
    assert client.post(address(article), page | chosen | {"_save": "1"}).status_code == 409


def test_a_form_that_names_no_version_saves_nothing(at_desk, article):
    client = at_desk(Role.EDITOR)
    form = filled(client.get(address(article)), title="Other")
    form.pop("version")
    assert client.post(address(article), form | {"_save": "1"}).status_code == 409
    article.refresh_from_db()
    assert article.title == "Rivers"


def test_a_text_that_cannot_be_read_is_shown_as_it_was_typed(article, stale):
    client, mine = stale
    response = client.post(address(article), mine | {"body": "<div>" * 500 + "my words"})
    assert response.status_code == 409
    assert "my words" in response.content.decode()


def test_a_second_save_of_ones_own_form_is_no_conflict(at_desk, article):
    client = at_desk(Role.EDITOR)
    for title in ("One", "Two"):
        form = filled(client.get(address(article)), title=title)
        assert client.post(address(article), form | {"_save": "1"}).status_code == 302
    article.refresh_from_db()
    assert article.title == "Two"


def test_what_is_cleared_is_the_text_that_was_looked_at(at_desk, kind):
    article = make_article(kind=kind, status=Status.REVIEW)
    client = at_desk(Role.PUBLISHER)
    page = filled(client.get(address(article, "step/ask")), why="Shorter, please.")
    Article.objects.get(pk=article.pk).save()
    response = client.post(address(article, "step/ask"), page)
    assert "Somebody saved the piece while you looked" in response.content.decode()
    assert "Shorter, please." in response.content.decode()
    article.refresh_from_db()
    assert article.status == Status.REVIEW
