"""Every field and relation of an article is classed; the hash reads the cleared class."""

import pytest

from articles import content
from articles.models import Article
from tests.make import make_article


def test_every_field_and_relation_is_classed_once():
    classed = [name for names in content.CLASSES.values() for name in names]
    assert len(classed) == len(set(classed))
    there = {
        field.name if not field.auto_created or field.concrete else field.get_accessor_name()
        for field in Article._meta.get_fields()
    }
    assert there - set(classed) == set(), "class these in articles/content.py"
    assert set(classed) - there == set(), "these are no longer there"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "value", "voids"),
    [
        ("title", "Another title", True),
        ("body", "<p>The text of the piece, .</p>", True),
        ("interests", "Shares in a dam.", True),
        ("licence", "All rights reserved", False),
        ("lead_alt", "A river", False),
        ("slug", "another", False),
    ],
)
def test_hash_changes_with_the_text_and_not_with_housekeeping(name, value, voids):
    article = make_article()
    before = content.cleared_hash(article)
    setattr(article, name, value)
    article.save()
    assert (content.cleared_hash(article) != before) is voids


@pytest.mark.django_db
def test_hash_holds_every_name_of_the_cleared_class():
    assert set(content.cleared_content(make_article())) == set(content.CLEARED)
