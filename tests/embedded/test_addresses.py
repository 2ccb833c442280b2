import pytest

from thinktank.embedded import addresses, database_from_url, database_settings, url_of
from thinktank.embedded.faults import BadAddress


def test_an_address_is_read_part_by_part():
    assert database_from_url("postgres://ann:s%40fe%2F@db.example:6432/press") == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "press",
        "USER": "ann",
        "PASSWORD": "s@fe/",
        "HOST": "db.example",
        "PORT": "6432",
    }


def test_what_stands_behind_the_question_mark_becomes_an_option():
    settings = database_from_url("postgresql://db.example/press?sslmode=require&connect_timeout=5")
    assert settings["OPTIONS"] == {"sslmode": "require", "connect_timeout": "5"}


@pytest.mark.parametrize(
    "url",
    [
        "postgres:///press?host=/Var/Run/pg",
        "postgres://%2FVar%2FRun%2Fpg/press",
        "postgres://%2FVar%2FRun%2Fpg:5432/press",
    ],
)
def test_a_socket_keeps_the_letters_of_its_folder(url):
    assert database_from_url(url)["HOST"] == "/Var/Run/pg"


def test_an_address_of_version_6_loses_its_brackets():
    assert database_from_url("postgres://[::1]:5432/press")["HOST"] == "::1"


@pytest.mark.parametrize(
    "url", ["mysql://a/b", "press", "postgres://a:secret@b", "postgres://a:secret@b:port/c"]
)
def test_a_bad_address_is_refused_without_showing_the_password(url):
    with pytest.raises(BadAddress, match="postgres://user:password@host") as refusal:
        database_from_url(url)
    assert "secret" not in str(refusal.value)


def test_an_address_written_is_read_back_the_same():
    settings = database_from_url("postgres://ann:s%40fe%20@db.example:6432/press?sslmode=require")
    assert database_from_url(url_of(settings)) == settings


def test_the_embedded_server_listens_in_its_own_folder():
    assert database_settings("/srv/site/var/postgres")["HOST"] == "/srv/site/var/postgres"


def test_a_path_too_long_for_a_socket_gives_a_short_folder_of_its_own():
    long, longer = (f"/srv/{'deep/' * times}postgres" for times in (25, 26))
    folder = addresses.socket_folder(long)
    assert len(f"{folder}/.s.PGSQL.5432") < 64
    assert folder != addresses.socket_folder(longer)
