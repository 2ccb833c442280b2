"""Snapshots: the whole of a piece as plain values, and back."""

import pytest

from articles import content, history, snapshots
from articles.models import Article, Byline, Funder
from tests.make import make_article, make_image, make_person, make_theme

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("institute")]


@pytest.fixture
def piece():
    """Two people, a funder, a picture, a caption, key points, tags."""
    article = make_article(
        title="Rivers", short_title="Rivers", key_points=["One.", "Two."], tags=["dams"],
        lead_image=make_image(title="The weir"), lead_caption="A weir.", lead_alt="A weir in fog",
        by=[make_person(name="First Author"), make_person(name="Second Author")],
    )  # fmt: skip
    Funder.objects.create(article=article, name="A fund", purpose="the survey")
    return article


def again(article):
    return Article.objects.get(pk=article.pk)


def emptied(article):
    """The same piece after everything that is carried was changed."""
    article = again(article)
    article.title, article.body, article.key_points = "Else", "<p>Else.</p>", []
    article.lead_image, article.lead_caption, article.interests = None, "", "Else"
    article.save()
    article.bylines.all().delete()
    article.funders.all().delete()
    Byline.objects.create(article=article, person=make_person())
    return again(article)


def test_what_is_taken_comes_back_as_it_was(piece):
    taken, text_hash = snapshots.take(piece), content.cleared_hash(piece)
    changed = emptied(piece)
    assert snapshots.put(changed, taken) == []
    assert snapshots.take(again(piece)) == taken
    assert content.cleared_hash(again(piece)) == text_hash


def test_putting_back_what_is_there_changes_nothing(piece):
    keys = list(piece.bylines.values_list("pk", flat=True))
    snapshots.put(piece, snapshots.take(piece))
    assert list(piece.bylines.values_list("pk", "frozen_at")) == [(key, None) for key in keys]


def test_housekeeping_is_not_put_back(piece):
    taken = snapshots.take(piece)
    theme = make_theme(name="Another")
    piece.filed_under.update(theme=theme)
    piece.tags.set(["floods"])
    snapshots.put(again(piece), taken)
    assert piece.filed_under.get().theme == theme
    assert list(again(piece).tags.names()) == ["floods"]


def test_the_hash_of_a_snapshot_is_that_of_the_piece(piece):
    assert content.hash_of(snapshots.cleared_of(snapshots.take(piece))) == content.cleared_hash(
        piece
    )


def test_a_picture_that_is_gone_is_left_out_and_named(piece):
    taken = snapshots.take(piece)
    picture = piece.lead_image
    changed = emptied(piece)
    picture.delete()
    assert snapshots.put(changed, taken) == ["The weir"]
    assert again(piece).lead_image is None
    assert again(piece).title == "Rivers"


def test_a_person_who_is_gone_is_left_out_and_named(piece):
    taken = snapshots.take(piece)
    person = piece.bylines.first().person
    changed = emptied(piece)
    person.delete()
    assert snapshots.put(changed, taken) == ["First Author"]
    assert [byline.name for byline in piece.bylines.all()] == ["Second Author"]


def test_the_order_of_names_comes_back(piece):
    taken = snapshots.take(piece)
    first, second = piece.bylines.all()
    Byline.objects.filter(pk=first.pk).update(position=second.position + 1)
    snapshots.put(again(piece), taken)
    assert snapshots.take(again(piece))["bylines"] == taken["bylines"]


def test_an_older_form_is_read_in_the_form_of_today(piece, monkeypatch):
    revision = history.keep(piece)
    revision.schema = 0
    older = {**revision.content, "headline": revision.content["title"]}
    del older["title"]
    revision.content = older
    steps = {0: lambda found: {"title": found.pop("headline"), **found}}
    monkeypatch.setattr(snapshots, "UPGRADERS", steps)
    found = snapshots.read(revision)
    assert found["title"] == "Rivers"
    assert "headline" not in found


def test_every_older_form_has_its_way_to_the_form_of_today():
    assert sorted(snapshots.UPGRADERS) == list(range(1, snapshots.SCHEMA))


def test_everything_carried_is_in_a_snapshot(piece):
    assert set(content.CARRIED) <= set(snapshots.take(piece))
