import pytest
from django.core.management import CommandError, call_command

from people.models import Person
from tests.demo.rows import everything
from tests.make import make_person, make_theme, make_user
from thinktank.site.models import Institute

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("make", "what"),
    [(make_theme, "themes: 1"), (make_person, "people: 1"), (lambda: make_user(name="admin"), "log-in: admin")],
)  # fmt: skip
def test_database_with_other_content_is_left_alone(make, what):
    make()
    before = everything()
    with pytest.raises(CommandError, match=what):
        call_command("load_demo")
    assert everything() == before


def test_another_institute_is_left_alone():
    Institute.objects.create(name="Another Institute", languages=["en-gb"], is_set_up=True)
    with pytest.raises(CommandError, match="Nothing was changed"):
        call_command("load_demo")
    assert not Person.objects.exists()
