"""What differs between two snapshots, in words that an editor reads."""

import pytest

from articles import comparing, content, snapshots
from articles.models import Article, Funder
from tests.make import make_article, make_image, make_kind, make_person, make_theme
from thinktank import diffs

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("institute")]


@pytest.fixture
def piece():
    return make_article(
        title="Rivers rise", body="<p>It carries five parts of silt.</p><p>It flows.</p>",
        by=[make_person(name="First Author")],
    )  # fmt: skip


def compared(article, change):
    """[Difference] before and after `change(article)`."""
    before = snapshots.take(article)
    change(article)
    article.save()
    return comparing.compare(before, snapshots.take(Article.objects.get(pk=article.pk)))


def changing(**fields):
    def change(article):
        for name, value in fields.items():
            setattr(article, name, value)

    return change


def test_two_of_the_same_do_not_differ(piece):
    assert compared(piece, changing()) == []


def test_a_text_differs_by_paragraph_and_word(piece):
    body = piece.body.replace("five", "seven")
    (found,) = compared(piece, changing(body=body))
    assert (found.place, found.label) == ("body", "Text")
    assert found.words() == [
        (diffs.SAME, "It carries "), (diffs.REMOVED, "five"), (diffs.ADDED, "seven"),
        (diffs.SAME, " parts of silt."),
    ]  # fmt: skip
    assert comparing.words_changed([found]) == 1


def test_a_paragraph_that_is_new_is_all_put_in(piece):
    (found,) = compared(piece, changing(body=f"{piece.body}<p>A wholly different matter.</p>"))
    assert (found.old, found.new) == ("", "A wholly different matter.")
    assert comparing.words_changed([found]) == 4


def test_where_only_looks_differ_it_is_said_and_counts_as_one(piece):
    (found,) = compared(piece, changing(body=piece.body.replace("five", "<em>five</em>")))
    assert found.only_looks
    assert comparing.words_changed([found]) == 1


@pytest.mark.parametrize(
    ("changed", "place"),
    [({"title": "Rivers fall"}, "title"), ({"standfirst": "x"}, "standfirst"),
     ({"key_points": ["x"]}, "key_points"), ({"interests": "x"}, "interests"),
     ({"lead_caption": "x"}, "lead_caption"), ({"funding": "funded"}, "funding"),
     ({"language": "ur"}, "language"), ({"lead_is_decorative": True}, "lead_is_decorative"),
     ({"doi": "10.5555/x"}, "doi")],
)  # fmt: skip
def test_each_field_is_named_with_both_its_values(piece, changed, place):
    (found,) = compared(piece, changing(**changed))
    assert found.place == place
    assert found.label
    assert found.new


def test_picture_people_funders_themes_and_tags_are_named(piece):
    def change(article):
        article.lead_image = make_image(title="The weir")
        article.bylines.update(person=make_person(name="Second Author"))
        Funder.objects.create(article=article, name="A fund", purpose="the survey")
        article.filed_under.update(theme=make_theme(name="Water"))
        article.tags.add("dams")
        article.kind = make_kind(code="memo")

    found = {each.place: each for each in compared(piece, change)}
    assert set(found) == {"lead_image", "bylines", "funders", "filed_under", "tags", "kind"}
    assert (found["bylines"].old, found["bylines"].new) == ("First Author", "Second Author")
    assert found["lead_image"].new == "The weir"
    assert found["funders"].new == "A fund, the survey"
    assert (found["filed_under"].new, found["tags"].new) == ("Water", "dams")


def test_every_carried_place_is_compared(piece):
    """A field that nobody compares would change unseen."""
    before = snapshots.take(piece)
    other = {
        **before, "title": "x", "short_title": "x", "standfirst": "x", "key_points": ["x"],
        "body": "<p>x</p>", "lead_image": {"id": 1, "name": "x"}, "lead_caption": "x",
        "lead_alt": "x", "lead_is_decorative": True, "language": "ur", "funding": "funded",
        "interests": "x", "bylines": [], "funders": [{"name": "x", "purpose": ""}],
    }  # fmt: skip
    found = {each.place for each in comparing.compare(before, other)}
    assert found == set(content.CARRIED)


def test_facts_are_what_a_snapshot_says_beside_its_texts(piece):
    piece.tags.add("dams")
    facts = {each.place: each.new for each in comparing.facts(snapshots.take(piece))}
    assert facts["tags"] == "dams"
    assert facts["bylines"] == "First Author"
    assert not {"title", "body", "standfirst"} & set(facts)
