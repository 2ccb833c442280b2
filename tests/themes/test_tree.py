"""The tree of themes: its paths, what moves with a theme, what a merge leaves."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Pin
from articles.states import Status
from people.models import ThemeLead
from tests.make import make_article, make_image, make_person, make_theme
from themes.models import Theme, tree
from thinktank.addresses.models import Redirect
from thinktank.library.models import Usage

pytestmark = pytest.mark.django_db


@pytest.fixture
def stability():
    return make_theme(name="Strategic Stability")


@pytest.fixture
def doctrine(stability):
    return make_theme(name="Nuclear Policy & Doctrine", parent=stability)


def test_path_is_made_of_the_slugs_from_the_root(doctrine):
    assert doctrine.path == "strategic-stability/nuclear-policy-doctrine/"
    assert doctrine.get_absolute_url() == "/themes/strategic-stability/nuclear-policy-doctrine/"


def test_branch_is_one_query_by_prefix(stability, doctrine):
    other = make_theme(name="Strategic Stability Abroad")
    with CaptureQueriesContext(connection) as queries:
        assert list(Theme.objects.branch(stability)) == [stability, doctrine]
    assert len(queries) == 1
    assert "LIKE 'strategic-stability/%'" in queries[0]["sql"]
    assert other not in Theme.objects.branch(stability)


def test_moving_a_theme_rewrites_its_branch_and_leaves_redirects(client, stability, doctrine):
    leaf = make_theme(name="Sensors", parent=doctrine)
    article = make_article(status=Status.PUBLISHED, themes=[leaf])
    new_root = make_theme(name="Security")
    doctrine.move_to(new_root)
    leaf.refresh_from_db()
    assert leaf.path == "security/nuclear-policy-doctrine/sensors/"
    assert {row.theme for row in article.listings.all()} == {new_root, doctrine, leaf}
    response = client.get("/themes/strategic-stability/nuclear-policy-doctrine/sensors/")
    assert (response.status_code, response["Location"]) == (301, leaf.get_absolute_url())


def test_moving_twice_redirects_in_one_hop(client, stability, doctrine):
    first = doctrine.get_absolute_url()
    doctrine.move_to(make_theme(name="Security"))
    doctrine.slug = "doctrine"
    doctrine.save()
    assert client.get(first)["Location"] == "/themes/security/doctrine/"
    doctrine.slug = "nuclear-policy-doctrine"
    doctrine.move_to(stability)
    assert not Redirect.objects.filter(old_path=first).exists()


def test_theme_cannot_move_below_itself(stability, doctrine):
    with pytest.raises(ValidationError, match="lies within this theme"):
        stability.move_to(doctrine)
    with pytest.raises(ValidationError, match="is or lies within"):
        stability.merge_into(doctrine)


def test_merging_hands_over_all_that_was_filed(client, stability, doctrine):
    other = make_theme(name="Arms Control", parent=stability)
    both = make_article(status=Status.PUBLISHED, themes=[doctrine, other])
    one = make_article(status=Status.PUBLISHED, themes=[doctrine])
    lead = make_person()
    ThemeLead.objects.create(theme=doctrine, person=lead)
    Pin.objects.create(theme=doctrine, article=one)
    old = doctrine.get_absolute_url()
    doctrine.merge_into(other)
    assert set(other.articles.published()) == {both, one}
    assert list(other.lead_people.all()) == [lead]
    assert list(other.pinned.all()) == [one]
    assert client.get(old)["Location"] == other.get_absolute_url()


def test_same_address_twice_under_one_parent_is_refused(stability, doctrine):
    with pytest.raises(ValidationError, match="already a theme with this address"):
        Theme(name="x", slug=doctrine.slug, parent=stability).full_clean(exclude=["path"])
    make_theme(name="Nuclear Policy & Doctrine")


def test_stance_of_more_than_150_words_is_refused():
    with pytest.raises(ValidationError, match="151 words; at most 150"):
        Theme(name="x", stance=f"<p>{'word ' * 151}</p>").full_clean()


def test_retired_theme_keeps_its_page_and_leaves_the_menus(client, stability):
    stability.is_retired = True
    stability.save()
    assert client.get(stability.get_absolute_url()).status_code == 200
    assert stability not in tree(Theme.objects.in_use())


def test_picture_of_a_theme_is_public():
    image = make_image()
    theme = make_theme(image=image)
    assert Usage.objects.public().filter(image=image).exists()
    theme.image = None
    theme.save()
    assert not Usage.objects.public().filter(image=image).exists()
