"""The desk's cast: an institute, and one log-in of each role."""

import pytest
from django.test import Client

from articles.states import Role
from tests.make import make_institute, make_kind, make_user


@pytest.fixture
def institute(db):
    return make_institute(second_person_clears=True)


@pytest.fixture
def kind(institute):
    return make_kind()


@pytest.fixture
def cast(institute):
    """{role: user}."""
    return {role: make_user(role=role, name=role.lower()) for role in Role}


@pytest.fixture
def at_desk(cast):
    """at_desk(Role.EDITOR): a client in which this role's user is logged in."""

    def log_in(role):
        client = Client()
        client.force_login(cast[role])
        return client

    return log_in
