"""What rendering makes of a body."""

import pytest
from django.core.management import call_command

from articles import render as rendering
from articles.models import Article
from articles.render import render
from tests.make import make_article


def test_headings_get_anchors_by_their_words_each_once():
    rendered = render("<h2>Who pays?</h2><p>x</p><h3>Who pays?</h3><h2>کون ہے</h2>")
    assert [row["id"] for row in rendered.contents] == ["who-pays", "who-pays-2", "کون-ہے"]
    assert '<h3 id="who-pays-2">' in rendered.html


def test_words_are_counted_without_the_markup():
    assert render("<p>One <em>two</em></p><ul><li>three</li><li>four</li></ul>").words == 4


@pytest.mark.django_db
def test_texts_of_an_older_renderer_are_rendered_anew_and_nothing_else_changes(monkeypatch):
    article = make_article(body="<h2>Part</h2><p>x</p>")
    Article.objects.update(render_version=0, body_html="old")
    saved_at = article.saved_at
    assert call_command("render_articles") == "1 rendered anew."
    article.refresh_from_db()
    assert article.body_html == '<h2 id="part">Part</h2><p>x</p>'
    assert article.saved_at == saved_at
    assert article.render_version == rendering.RENDER_VERSION
    assert call_command("render_articles") == "0 rendered anew."
