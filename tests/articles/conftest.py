"""An institute, and one log-in of each role in it."""

import pytest

from articles.states import Role
from tests.make import make_institute, make_user


@pytest.fixture
def institute(db):
    return make_institute()


@pytest.fixture
def cast():
    """{role: user}, where a second person clears."""
    make_institute(second_person_clears=True)
    return {role: make_user(role=role, name=role.lower()) for role in Role}
