"""The shortest path of a one-person desk: three clicks, five fields, and the piece is public."""

import pytest

from articles.models import Article
from articles.states import Role
from tests.browser.desk import Desk
from tests.make import make_institute, make_kind, make_person, make_theme, make_user


@pytest.mark.django_db(transaction=True)
def test_commentary_is_published_in_three_clicks_and_five_fields(live_server, page):
    make_institute(second_person_clears=False)
    make_kind(code="commentary", name="Commentary", plural="Commentaries")
    author, theme = make_person(name="Mahgul Zhobani"), make_theme(name="Great-Power Relations")
    make_person(name="Somebody Else")
    desk = Desk(page, live_server)
    desk.log_in(make_user(role=Role.PUBLISHER))

    desk.press("New commentary")
    desk.fill("Title", "What Europe Should Ask")
    desk.write("Guarantees are read twice.\nThe second paragraph.")
    desk.fill("Standfirst", "Allies need to read the small print.")
    desk.choose("bylines-0-person", "Zho")
    desk.choose("filed_under-0-theme", "Gre")
    desk.press("Publish…")
    page.wait_for_selector("text=Publish now")
    shown = page.inner_text("main")
    for default in ("Commentary", "Mahgul Zhobani", "Great-Power Relations", "CC BY 4.0"):
        assert default in shown
    desk.press("Publish now")
    page.wait_for_selector("text=Readers see this now.")

    assert desk.clicks == 3
    assert not desk.said
    article = Article.objects.published().get()
    assert list(article.authors.all()) == [author]
    assert list(theme.articles.published()) == [article]
    page.goto(live_server.url + article.get_absolute_url())
    assert page.get_by_role("heading", level=1).inner_text() == "What Europe Should Ask"
    assert page.get_by_text("The second paragraph.").is_visible()
