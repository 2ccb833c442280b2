"""The article's form: the shortest path, its defaults, and that nothing typed is lost."""

import pytest

from articles.models import Article
from articles.states import Role, Status
from tests.admin.filling import filled, row
from tests.make import make_article, make_kind, make_person, make_theme

ADD = "/admin/articles/article/add/?kind=commentary"


def new(client, person=None, theme=None, **typed):
    """Open an empty form, fill in the five fields, press the button."""
    page = client.get(ADD)
    fields = {"title": "On rivers", "standfirst": "What rivers say.", "body": "<p>They run.</p>"}
    if person:
        fields |= row("bylines", person=person.pk)
    if theme:
        fields |= row("filed_under", theme=theme.pk)
    return client.post(ADD, filled(page, **fields | typed), follow=True)


def test_shortest_path_is_three_clicks_and_five_fields(kind, institute, at_desk):
    institute.second_person_clears = False
    institute.save()
    client = at_desk(Role.PUBLISHER)
    assert b"?kind=commentary" in client.get("/admin/").content
    asked = new(client, make_person(), make_theme(), _step="publish")
    assert asked.redirect_chain[-1][0].endswith("/step/publish/")
    assert b"Publish now" in asked.content
    assert b"/articles/2" in asked.content
    done = client.post(asked.redirect_chain[-1][0], {"when": "now"}, follow=True)
    assert "Readers see this now." in done.content.decode()
    article = Article.objects.published().get()
    assert (article.title, article.funding, article.interests) == ("On rivers", "none", "none")
    assert article.bylines.get().frozen_at
    assert client.get(article.get_absolute_url()).status_code == 200


def test_saving_a_draft_says_that_readers_see_no_change(kind, at_desk, cast):
    page = new(at_desk(Role.AUTHOR), _save="1")
    assert "Readers see no change." in page.content.decode()
    article = Article.objects.get()
    assert (article.status, article.created_by) == (Status.DRAFT, cast[Role.AUTHOR])
    assert article.slug == "on-rivers"


def test_a_step_saves_and_moves_at_once(kind, at_desk):
    page = new(at_desk(Role.AUTHOR), make_person(), make_theme(), _step="send")
    assert Article.objects.get().status == Status.REVIEW
    assert "Sent for review" in page.content.decode()


@pytest.mark.parametrize(
    "name", ["bylines-0-person", "filed_under-0-theme", "translation_of", "regions"]
)
def test_what_is_no_key_chooses_nothing_and_loses_nothing(kind, at_desk, name):
    client = at_desk(Role.EDITOR)
    typed = filled(client.get(ADD), title="A long evening’s work") | {name: "' OR 1"}
    page = client.post(ADD, typed)
    assert page.status_code == 200
    assert "A long evening’s work" in page.content.decode()
    assert "is marked below" in page.content.decode()
    assert not Article.objects.exists()


def test_a_form_with_an_error_keeps_every_word_and_takes_no_step(kind, at_desk):
    page = new(at_desk(Role.AUTHOR), title="", body="<p>A long evening’s work.</p>", _step="send")
    assert "Everything you typed is still here" in page.content.decode()
    assert "A long evening’s work." in page.content.decode()
    assert not Article.objects.exists()


def test_a_forged_step_saves_nothing(kind, at_desk, cast):
    article = make_article(kind=kind, title="As it was", created_by=cast[Role.AUTHOR])
    client, address = at_desk(Role.AUTHOR), f"/admin/articles/article/{article.pk}/change/"
    forged = filled(client.get(address), title="Changed", _step="publish")
    assert client.post(address, forged).status_code == 404
    article.refresh_from_db()
    assert (article.title, article.status) == ("As it was", Status.DRAFT)


def test_fields_that_are_not_on_the_form_are_ignored(kind, at_desk, cast):
    article = make_article(kind=kind, created_by=cast[Role.AUTHOR])
    client, address = at_desk(Role.AUTHOR), f"/admin/articles/article/{article.pk}/change/"
    client.post(address, filled(
        client.get(address), _save="1", status="published", published_at_0="2020-01-01", year="2020",
        created_by=str(cast[Role.EDITOR].pk), cleared_hash="x", code="mine",
    ))  # fmt: skip
    code = article.code
    article.refresh_from_db()
    assert (article.status, article.year, article.published_at) == (Status.DRAFT, None, None)
    assert (article.created_by, article.code) == (cast[Role.AUTHOR], code)


def test_text_typed_after_the_piece_moved_on_is_shown_not_lost(kind, at_desk, cast):
    article = make_article(kind=kind, created_by=cast[Role.AUTHOR])
    client, address = at_desk(Role.AUTHOR), f"/admin/articles/article/{article.pk}/change/"
    typed = filled(client.get(address), body="<p>Two hours of thought.</p>", _save="1")
    Article.objects.filter(pk=article.pk).update(status=Status.REVIEW)
    answer = client.post(address, typed)
    assert answer.status_code == 409
    assert "Two hours of thought." in answer.content.decode()
    article.refresh_from_db()
    assert "Two hours" not in article.body


def test_an_address_follows_the_title_until_publication(kind, at_desk):
    article = make_article(kind=kind, title="First words")
    client, address = at_desk(Role.EDITOR), f"/admin/articles/article/{article.pk}/change/"
    client.post(address, filled(client.get(address), title="Better words", _save="1"))
    article.refresh_from_db()
    assert article.slug == "better-words"


def test_a_published_address_cannot_be_one_that_is_taken(kind, at_desk):
    taken = make_article(kind=kind, status=Status.PUBLISHED, slug="taken")
    article = make_article(kind=kind, status=Status.PUBLISHED, slug="free")
    client, address = at_desk(Role.PUBLISHER), f"/admin/articles/article/{article.pk}/change/"
    page = client.post(address, filled(client.get(address), slug=taken.slug, _save="1"))
    assert "This address is taken" in page.content.decode()


def test_saving_what_is_live_says_so_and_reaches_lists(kind, at_desk):
    article = make_article(kind=kind, status=Status.PUBLISHED)
    theme = make_theme()
    client, address = at_desk(Role.PUBLISHER), f"/admin/articles/article/{article.pk}/change/"
    new_row = row("filed_under", 1, theme=theme.pk, position=20, id="", article=article.pk)
    typed = filled(client.get(address), _save="1", **new_row) | {"filed_under-TOTAL_FORMS": "2"}
    page = client.post(address, typed, follow=True)
    assert "Readers see this now." in page.content.decode()
    assert article in theme.articles.published()


def test_tags_are_chosen_or_new(kind, at_desk):
    article = make_article(kind=kind, tags=["rivers"])
    client, address = at_desk(Role.EDITOR), f"/admin/articles/article/{article.pk}/change/"
    client.post(address, filled(client.get(address), tags=["Rivers", "dams"], _save="1"))
    assert sorted(article.tags.names()) == ["dams", "rivers"]


def test_key_points_are_one_a_line(kind, at_desk):
    article = make_article(kind=kind)
    client, address = at_desk(Role.EDITOR), f"/admin/articles/article/{article.pk}/change/"
    client.post(address, filled(client.get(address), key_points="One.\n\n Two. ", _save="1"))
    article.refresh_from_db()
    assert article.key_points == ["One.", "Two."]


def test_another_kind_than_the_form_began_with_asks_who_paid(kind, at_desk):
    report = make_kind(code="report", funding="ask")
    new(at_desk(Role.AUTHOR), kind=report.pk, _save="1")
    assert Article.objects.get().funding == ""


def test_an_author_is_offered_no_foreign_piece(kind, at_desk, cast):
    make_article(kind=kind, title="Secret plan")
    own = make_article(kind=kind, title="Secretly mine", created_by=cast[Role.AUTHOR])
    client = at_desk(Role.AUTHOR)
    asked = {
        "app_label": "articles",
        "model_name": "article",
        "field_name": "supersedes",
        "term": "secret",
    }
    titles = [row["text"] for row in client.get("/admin/autocomplete/", asked).json()["results"]]
    assert titles == ["Secretly mine"]
    foreign = make_article(kind=kind, title="Foreign")
    address = f"/admin/articles/article/{own.pk}/change/"
    page = client.post(address, filled(client.get(address), supersedes=foreign.pk, _save="1"))
    assert page.status_code == 200
    own.refresh_from_db()
    assert own.supersedes is None


@pytest.mark.parametrize("field", ["person", "theme"])
def test_an_author_picks_people_and_themes(kind, at_desk, field):
    make_person(name="Find Me"), make_theme(name="Find Me")
    asked = {
        "app_label": "articles",
        "model_name": {"person": "byline", "theme": "articletheme"}[field],
    }
    found = at_desk(Role.AUTHOR).get(
        "/admin/autocomplete/", asked | {"field_name": field, "term": "fin"}
    )
    assert [row["text"] for row in found.json()["results"]] == ["Find Me"]


def test_rows_of_a_foreign_piece_cannot_be_reached_through_ones_own(kind, at_desk, cast):
    foreign = make_article(kind=kind)
    own = make_article(kind=kind, created_by=cast[Role.AUTHOR])
    victim = foreign.bylines.get()
    client, address = at_desk(Role.AUTHOR), f"/admin/articles/article/{own.pk}/change/"
    typed = filled(client.get(address), _save="1")
    typed["bylines-0-id"] = victim.pk
    typed["bylines-0-DELETE"] = "on"
    client.post(address, typed)
    assert foreign.bylines.get() == victim


def test_a_field_of_several_lines_takes_the_line_ends_of_browsers(kind, at_desk):
    new(at_desk(Role.AUTHOR), standfirst="One line.\r\nAnd another.", _save="1")
    assert Article.objects.get().standfirst == "One line.\nAnd another."
