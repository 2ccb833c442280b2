"""A desk with a piece on it."""

import pytest

from articles.models import Article
from articles.states import Role
from tests.browser.desk import Desk
from tests.make import make_article, make_institute, make_user


@pytest.fixture
def writing(live_server, page, transactional_db):
    """writing("<p>…</p>"): an editor has a draft with this text open. Nothing may be said aloud."""
    make_institute()
    user = make_user(role=Role.EDITOR)
    desk = Desk(page, live_server)
    desk.enter(user)

    def begin(body="", **fields):
        article = make_article(created_by=user, **fields)
        # As it stands there, whatever the field would make of it.
        Article.objects.filter(pk=article.pk).update(body=body)
        desk.article = article
        desk.go(f"/admin/articles/article/{article.pk}/change/")
        page.wait_for_selector("#at-body .ProseMirror")
        return desk

    yield begin
    assert not desk.said
