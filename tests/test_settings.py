"""Settings: the right Django, and variables that say what is wrong with them."""

import django
import pytest
from django.core.exceptions import ImproperlyConfigured

from thinktank import checks, environment


def test_django_is_the_one_the_project_is_written_for():
    assert django.VERSION[:2] == (6, 1), "a package with a cap brought an older Django"
    assert checks.right_django() == []


def test_another_django_fails_the_check(monkeypatch):
    monkeypatch.setattr(django, "VERSION", (6, 0, 10, "final", 0))
    assert [error.id for error in checks.right_django()] == ["thinktank.E001"]


def test_wrong_variable_is_named_with_what_is_wanted(monkeypatch):
    monkeypatch.setenv("HTTPS", "maybe")
    with pytest.raises(ImproperlyConfigured, match="HTTPS=maybe is neither yes nor no. Use 1 or 0"):
        environment.flag("HTTPS")
    monkeypatch.setenv("DATABASE_POOL", "many")
    with pytest.raises(ImproperlyConfigured, match="DATABASE_POOL=many is not a whole number"):
        environment.number("DATABASE_POOL", 8)


@pytest.mark.parametrize("value", ["www.institute.example", "https://", "https://a/b", "ftp://a"])
def test_where_the_site_is_must_be_an_origin(monkeypatch, value):
    monkeypatch.setenv("SITE_URL", value)
    with pytest.raises(ImproperlyConfigured, match="Write https://www.institute.example"):
        environment.origin("SITE_URL", "http://127.0.0.1:8000")


def test_where_the_site_is_ends_without_a_slash(monkeypatch):
    monkeypatch.setenv("SITE_URL", "https://www.institute.example/")
    assert environment.origin("SITE_URL", "") == "https://www.institute.example"
    monkeypatch.delenv("SITE_URL")
    assert environment.origin("SITE_URL", "http://127.0.0.1:8123") == "http://127.0.0.1:8123"


def test_a_public_site_that_does_not_know_its_address_fails_the_check(settings):
    settings.SITE_URL = "http://127.0.0.1:8000"
    assert [found.id for found in checks.site_has_its_address()] == ["thinktank.W001"]
    settings.SITE_URL = "https://www.institute.example"
    assert checks.site_has_its_address() == []
