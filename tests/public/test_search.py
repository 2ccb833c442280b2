"""Search: what a reader's words find."""

from datetime import timedelta
from urllib.parse import quote_plus

import pytest

from articles import search
from articles.models import Article
from articles.states import Status
from tests.make import NINE, make_article, make_institute, make_person, make_theme
from tests.payloads import payloads

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def institute():
    make_institute()


def publish(**fields):
    return make_article(status=Status.PUBLISHED, **fields)


def titles(words):
    found = search.search(search.asked(words), Article.objects.published())
    return [article.title for article in found.articles]


def test_title_counts_more_than_text():
    publish(title="Grid notes", body="<p>deterrence</p>")
    publish(title="Deterrence", body="<p>grid</p>")
    assert titles("deterrence") == ["Deterrence", "Grid notes"]


def test_stems_and_accents_do_not_matter():
    publish(title="Sanctions Fatigue", by=[make_person(name="Élodie Vautrane")])
    assert titles("sanction") == titles("elodie") == ["Sanctions Fatigue"]


def test_urdu_is_found_as_it_is_written():
    publish(title="چھوٹے ہمسایے کی آواز کون ہے؟", language="ur", body="<p>ایجنڈا چن کر</p>")
    assert titles("ایجنڈا") == ["چھوٹے ہمسایے کی آواز کون ہے؟"]


def test_number_of_a_series_theme_and_tag_are_found():
    theme = make_theme(name="Energy & Water Security")
    publish(title="Ledger", themes=[theme], tags=["hydropower"])
    assert titles("hydropower") == titles("water security") == ["Ledger"]


def test_wrong_spelling_finds_titles_spelt_alike():
    publish(title="The Limits of Deterrence")
    found = search.search("deterence", Article.objects.published())
    assert found.instead
    assert [article.title for article in found.articles] == ["The Limits of Deterrence"]


def test_wrong_spelling_finds_tags_spelt_alike():
    publish(title="The Hotline", tags=["deterrence"])
    assert titles("deterence") == ["The Hotline"]


def test_people_come_first_on_names_and_near_names():
    one, other = make_person(name="Tajdar Chenabi"), make_person(name="Tajdar Chenabi-Orakh")
    make_person(name="Mahgul Zhobani")
    assert set(search.people_named("Chenabi")) == {one, other}
    assert [person.name for person in search.people_named("zhobany")] == ["Mahgul Zhobani"]


def test_snippet_marks_the_word_and_escapes_the_rest():
    publish(title="x", body="<p>Before &lt;script&gt; stands &amp; the dam.</p>")
    found = search.search("dam", Article.objects.published())
    assert "<mark>dam</mark>" in found.articles[0].snippet
    assert "script  stands &amp; the" in found.articles[0].snippet


def test_common_word_ranks_the_newest_and_says_that_there_are_more(monkeypatch):
    monkeypatch.setattr(search, "MOST_COUNTED", 3)
    monkeypatch.setattr(search, "NEWEST_RANKED", 2)
    theme, person = make_theme(), make_person()
    for day in range(5):
        publish(
            title=f"Dam {day}", published_at=NINE + timedelta(days=day), themes=[theme], by=[person]
        )
    found = search.search("dam", Article.objects.published())
    assert {article.title for article in found.articles} == {"Dam 3", "Dam 4"}
    assert found.count == 3
    assert found.more


def test_facets_count_the_matches_of_each_kind():
    publish(title="Dam one")
    publish(title="Dam two")
    publish(title="Grid")
    assert search.facets("dam", Article.objects.published()) == [("commentarys", "Commentarys", 2)]


def test_any_query_is_answered_and_shows_no_markup(client):
    publish(title="Anything")
    for words in payloads("search_queries.txt") + payloads("xss.txt")[:60]:
        query = quote_plus(words.encode(errors="surrogatepass"))
        response = client.get(f"/search/?q={query}")
        assert response.status_code == 200, words[:80]
        page = response.content.decode()
        assert "__xss" not in page or "<script>__xss" not in page


def test_query_is_cut_to_a_length_and_number_of_words():
    assert len(search.asked("x" * 5000)) == 200
    assert len(search.asked("a " * 5000).split()) == 12
    assert search.asked("a\x00b\nc") == "a b c"
