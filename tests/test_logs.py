"""No log holds the address of a personal link: it is all that one needs to open it."""

import logging
import runpy
from types import SimpleNamespace

import pytest
from django.conf import settings

from tests.pages import ROOT
from thinktank.logs import WithoutTokens, without_tokens

TOKEN = "12.abc.Sig-na_ture"


@pytest.mark.parametrize(("said", "kept"), [
    (f"Not Found: /preview/{TOKEN}/", "Not Found: /preview/…/"),
    (f"Gone: /ur/preview/{TOKEN}/media/images/k/8.jpg", "Gone: /ur/preview/…/media/images/k/8.jpg"),
    (f'"GET /preview/{TOKEN} HTTP/1.1" 404', '"GET /preview/… HTTP/1.1" 404'),
    ("/admin/articles/article/3/preview/", "/admin/articles/article/3/preview/"),
    ("Not Found: /articles/2026/rivers/", "Not Found: /articles/2026/rivers/"),
])  # fmt: skip
def test_of_an_address_the_token_is_left_out_and_nothing_else(said, kept):
    assert without_tokens(said) == kept


def test_message_arguments_and_traceback_are_written_without_it():
    record = None
    try:
        raise ValueError(f"/preview/{TOKEN}/")
    except ValueError as error:
        record = logging.LogRecord("django.request", logging.ERROR, "x.py", 1, "%s: %s",
                                   ("Broken", f"/preview/{TOKEN}/"),
                                   (ValueError, error, error.__traceback__))  # fmt: skip
    assert WithoutTokens().filter(record)
    written = logging.Formatter("%(message)s").format(record)
    assert "Broken: /preview/…/" in written
    assert "ValueError" in written
    assert TOKEN not in written


def test_whatever_the_site_writes_passes_the_filter():
    assert all(
        "without_tokens" in each["filters"] for each in settings.LOGGING["handlers"].values()
    )


def test_the_web_servers_own_log_leaves_it_out(monkeypatch):
    server = runpy.run_path(str(ROOT / "deploy/gunicorn.py"))
    environ = {
        "REQUEST_METHOD": "GET", "RAW_URI": f"/preview/{TOKEN}/media/images/k/8.jpg",
        "PATH_INFO": f"/preview/{TOKEN}/media/images/k/8.jpg", "SERVER_PROTOCOL": "HTTP/1.1",
        "QUERY_STRING": "", "HTTP_REFERER": f"https://www.institute.example/preview/{TOKEN}/",
    }  # fmt: skip
    log = server["logger_class"].__new__(server["logger_class"])
    monkeypatch.setattr(log, "cfg", None, raising=False)
    answer = SimpleNamespace(status="200 OK", sent=3, headers=[])
    request = SimpleNamespace(headers=[])
    took = SimpleNamespace(seconds=0, microseconds=1)
    found = log.atoms(answer, request, environ, took)
    assert found["r"] == "GET /preview/…/media/images/k/8.jpg HTTP/1.1"
    assert TOKEN not in f"{found['r']}{found['U']}{found['f']}"
