"""An empty institute: its first administrator, and what the first visit asks."""

import io

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client

from articles.models import Kind
from articles.states import Role
from tests.make import make_institute, make_kind, make_user
from thinktank.site.models import Institute

ANSWERS = {
    "name": "Qanat Institute", "short_name": "", "time_zone": "Asia/Karachi",
    "languages": ["en-gb", "ur"], "second_person_clears": "no",
}  # fmt: skip


@pytest.fixture
def client(db):
    client = Client()
    client.force_login(make_user(role=Role.ADMINISTRATOR))
    return client


def said_by_command():
    out = io.StringIO()
    call_command("first_administrator", stdout=out)
    return out.getvalue()


@pytest.fixture
def var(settings, tmp_path, monkeypatch):
    settings.VAR_DIR = tmp_path
    monkeypatch.delenv("DEMO_PASSWORD", raising=False)
    return tmp_path


def test_first_administrator_is_made_once_and_told_once(db, var):
    said = said_by_command()
    kept = var / "administrator-password"
    password = kept.read_text().strip()
    assert password in said
    assert kept.stat().st_mode & 0o077 == 0
    assert Client().login(username="admin", password=password)
    user = User.objects.get()
    assert (user.is_staff, user.is_superuser) == (True, False)
    assert user.groups.get().name == Role.ADMINISTRATOR
    assert password not in said_by_command()
    assert User.objects.get().check_password(password)


def test_the_given_password_is_taken(db, var, monkeypatch):
    monkeypatch.setenv("DEMO_PASSWORD", "chosen beforehand")
    said_by_command()
    assert Client().login(username="admin", password="chosen beforehand")


def test_the_first_visit_asks_and_then_offers(client):
    page = client.get("/admin/", follow=True)
    assert page.redirect_chain[0][0] == "/admin/welcome/"
    offered = client.post("/admin/welcome/", ANSWERS, follow=True).content.decode()
    institute = Institute.objects.get()
    assert (institute.name, institute.time_zone) == ("Qanat Institute", "Asia/Karachi")
    assert (institute.languages, institute.second_person_clears) == (["en-gb", "ur"], False)
    assert Kind.objects.filter(code="commentary").exists()
    for address in (
        "/admin/themes/theme/add/",
        "/admin/people/person/add/",
        "/admin/articles/article/add/",
    ):
        assert address in offered
        assert client.get(address).status_code == 200
    assert client.get("/admin/").status_code == 200


def test_kinds_that_are_there_stay_alone(client):
    make_kind(code="essay")
    client.post("/admin/welcome/", ANSWERS)
    assert list(Kind.objects.values_list("code", flat=True)) == ["essay"]


def test_an_unknown_zone_is_refused(client):
    page = client.post("/admin/welcome/", ANSWERS | {"time_zone": "Mars/Olympus"})
    assert page.status_code == 200
    assert not Institute.objects.filter(is_set_up=True).exists()


def test_once_set_up_nothing_is_asked_or_changed(client):
    make_institute(name="As it is")
    client.post("/admin/welcome/", ANSWERS)
    assert Institute.objects.get().name == "As it is"


def test_others_are_not_led_there(db):
    client = Client()
    client.force_login(make_user(role=Role.EDITOR))
    assert client.get("/admin/").status_code == 200
