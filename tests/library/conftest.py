"""The cast of the library's desk: an author, one without a right, a reader."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from articles.states import Role
from tests.make import make_institute, make_user


@pytest.fixture
def institute(db):
    return make_institute()


@pytest.fixture
def today(institute):
    return timezone.localdate(timezone=institute.zone)


@pytest.fixture
def author_user(institute):
    return make_user(role=Role.AUTHOR)


@pytest.fixture
def author(author_user):
    return logged_in(author_user)


@pytest.fixture
def outsider(institute):
    """A log-in of the desk that has no role, and so no right to pictures."""
    return logged_in(User.objects.create_user("outsider", is_staff=True))


def logged_in(user, **options):
    client = Client(**options)
    client.force_login(user)
    return client
