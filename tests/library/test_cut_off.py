"""An upload that ends early leaves no row and no file, wherever it ends."""

import http.client
import socket
from urllib.parse import urlsplit

import pytest
from django.test import Client

from articles.states import Role
from tests.library.forms import ADD, FORM, body_with, everything_kept
from tests.make import make_institute, make_user
from tests.pdfs import pdf
from thinktank.library.models import Document


@pytest.mark.parametrize("tenth", range(10))
def test_upload_cut_off_anywhere_leaves_no_row_and_no_file(transactional_db, live_server, tenth):
    make_institute()
    client, before = Client(), everything_kept()
    client.force_login(make_user(role=Role.EDITOR))
    whole = body_with(client, "report.pdf", pdf(*["A page of words."] * 40))
    # In the last round everything is there but the last two bytes.
    sent = whole[: len(whole) * tenth // 10] if tenth else whole[:-2]
    cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    status = status_of_broken(live_server.url, sent, len(whole), cookie)
    assert status not in (200, 302)
    assert not Document.objects.exists()
    assert everything_kept() == before


def status_of_broken(url, body, announced, cookie):
    """POST a body shorter than announced, and hang up."""
    address = urlsplit(url)
    with socket.create_connection((address.hostname, address.port), timeout=20) as line:
        head = [
            f"POST {ADD} HTTP/1.1", f"Host: {address.netloc}", f"Cookie: {cookie}",
            f"Content-Type: {FORM}",
            f"Content-Length: {announced}", "Connection: close", "", "",
        ]  # fmt: skip
        line.sendall("\r\n".join(head).encode() + body)
        line.shutdown(socket.SHUT_WR)
        answer = http.client.HTTPResponse(line)
        answer.begin()
        return answer.status


def test_the_same_upload_whole_is_taken(transactional_db, live_server):
    make_institute()
    client = Client()
    client.force_login(make_user(role=Role.EDITOR))
    whole = body_with(client, "report.pdf", pdf("A page of words."))
    cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    assert status_of_broken(live_server.url, whole, len(whole), cookie) == 302
    assert Document.objects.get().words == 4
