"""In a browser: two versions are chosen, compared, and the older one is brought back."""

import pytest
from django.db import transaction

from articles import history
from articles.models import Article
from articles.states import Role
from tests.browser.desk import Desk
from tests.make import make_article, make_institute, make_kind, make_user

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_versions_are_compared_and_the_older_is_restored(live_server, page):
    desk = Desk(page, live_server)
    make_institute(second_person_clears=True)
    author = make_user(role=Role.AUTHOR)
    article = make_article(kind=make_kind(), title="Rivers", created_by=author)
    for word in ("five", "six", "seven"):
        article.body = f"<p>The river carries {word} parts of silt.</p>"
        article.save()
        with transaction.atomic():
            history.keep(article, by=author, why=f"Now {word}")
    desk.enter(author)
    desk.go(f"/admin/articles/article/{article.pk}/change/")
    desk.press("History")
    desk.page.get_by_label("from version 1").check()
    desk.page.get_by_label("to version 3").check()
    desk.press("Compare the two chosen versions")
    desk.page.wait_for_selector("text=1 word changed")
    assert desk.page.locator(".differences del").inner_text().endswith("five")
    assert desk.page.locator(".differences ins").inner_text().endswith("seven")
    desk.press("Version 1")
    desk.press("Restore this version")
    desk.page.wait_for_selector("text=Restored from version 1.")
    assert "five parts" in Article.objects.get(pk=article.pk).body
    assert article.revisions.count() == 4
    assert not desk.said
