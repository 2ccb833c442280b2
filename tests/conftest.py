"""What every test may ask for: a database of its own server, and a browser."""

import os
import shutil
import time
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import patch

import pytest
from django.core.signals import request_finished, request_started
from django.db import connection, connections
from django.test import TransactionTestCase

from thinktank.embedded import database_from_url
from thinktank.embedded.throwaway import throwaway

# Playwright's synchronous interface runs an event loop in the test's own thread.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "django_db_setup"}
# What migrating leaves in an empty database, and no test changes for good.
LASTING = {"django_migrations", "django_content_type", "auth_permission", "auth_group",
           "auth_group_permissions"}  # fmt: skip
SILENCE, LAST_WORD = 0.15, 10.0  # seconds: of a server that has nothing more to answer; at most
# The shell first: it draws pages and no windows around them, which is half the work.
CHROMIUM_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome",
                  "chrome")  # fmt: skip
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",  # it cannot make one as root, as in a container
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost , EXCLUDE 127.0.0.1",
    "--font-render-hinting=none",
]


@pytest.fixture(scope="session")
def django_db_keepdb(request):
    """A server that is thrown away needs no database dropped first."""
    return not os.environ.get("TEST_DATABASE_URL") or request.config.getvalue("reuse_db")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """A throw-away server of our own, or the one that TEST_DATABASE_URL names."""
    url = os.environ.get("TEST_DATABASE_URL")
    given = nullcontext(SimpleNamespace(settings=url and database_from_url(url)))
    with given if url else throwaway() as server:
        # Both: the connection copied the settings when it was made.
        for settings in (connections.settings["default"], connections["default"].settings_dict):
            options = settings.get("OPTIONS", {}) | server.settings.get("OPTIONS", {})
            settings.update(server.settings | {"OPTIONS": options})
        yield


@pytest.fixture(scope="session", autouse=True)
def emptied_quickly():
    """After a test with transactions of its own the tables that it filled are emptied, no others.

    Django would empty all of them and make every permission anew, which takes a second.
    """
    with patch.object(TransactionTestCase, "_fixture_teardown", _empty):
        yield


def _empty(_test_case):
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        tables = [quote(name) for name in connection.introspection.table_names(cursor)
                  if name not in LASTING]  # fmt: skip
        asked = (f"SELECT '{name}' WHERE EXISTS (SELECT FROM {name})" for name in tables)
        cursor.execute(" UNION ALL ".join(asked))
        if filled := [name for (name,) in cursor]:
            cursor.execute(f"TRUNCATE {', '.join(filled)} CASCADE")


@pytest.fixture
def no_deadlock(transactional_db):
    """Whoever waits in a circle is thrown out by Postgres, which counts it."""
    from tests.races import deadlocks  # once the models are loaded

    before = deadlocks()
    yield
    assert deadlocks() == before


def chromium():
    """The path of a Chromium: CHROMIUM, the system's, or the one that Playwright brought."""
    named = os.environ.get("CHROMIUM")
    found = named or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    return found or _playwrights_own()


def _playwrights_own():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    path = chromium()
    if path is None or not Path(path).exists():
        _no_browser(path)
    return browser_type_launch_args | {"executable_path": path, "args": CHROMIUM_ARGUMENTS}


def _no_browser(path):
    reason = f"no Chromium ({path or 'none on PATH'}): apt-get install chromium, or set CHROMIUM"
    if os.environ.get("CI", "").lower() in {"1", "true"}:
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Marks by what a test asks for, so that `make test-fast` can leave out what is slow."""
    for item in items:
        if {"page", "browser", "context"} & set(item.fixturenames):
            item.add_marker("browser")
        if item.get_closest_marker("django_db") or DATABASE_FIXTURES & set(item.fixturenames):
            item.add_marker("database")


@pytest.fixture(autouse=True)
def answered(request):
    """A page that goes still says so to the server: emptying the tables waits until that is answered."""
    if "live_server" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("transactional_db")
    under_way, last = [], [0.0]

    def begun(**_unused):
        under_way.append(True)

    def ended(**_unused):
        under_way.pop()
        last[0] = time.monotonic()

    request_started.connect(begun)
    request_finished.connect(ended)
    yield
    deadline = time.monotonic() + LAST_WORD
    while time.monotonic() < deadline and (under_way or time.monotonic() - last[0] < SILENCE):
        time.sleep(0.01)
    request_started.disconnect(begun)
    request_finished.disconnect(ended)
