"""Uploads of documents at the desk: what is shown, and what is refused."""

import json
import subprocess
import sys
from email.message import Message
from urllib.parse import unquote

import lxml.html
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.html import escape

from articles import moves
from articles.models import Attachment
from articles.states import Role, Status
from tests.admin.filling import filled
from tests.library.forms import ADD, FORM, body_with, everything_kept
from tests.make import (
    make_article,
    make_document,
    make_institute,
    make_pdf_file,
    make_picture_file,
    make_user,
)
from tests.payloads import BESIDE, each
from tests.pdfs import SCRIPT, pdf
from thinktank.library import documents
from thinktank.library.models import Document


@pytest.fixture
def editor(db):
    make_institute()
    client = Client()
    client.force_login(make_user(role=Role.EDITOR))
    return client


def send(client, file, address=ADD, **typed):
    return client.post(address, filled(client.get(address), upload=file, **typed), follow=True)


def errors_at(response, field):
    page = lxml.html.fromstring(response.content.decode())
    found = page.xpath(f'//*[contains(@class, "is-{field}") or contains(@class, "field-{field}")]'
                       '//ul[contains(@class, "errorlist")]')  # fmt: skip
    return " ".join(each.text_content() for each in found)


def test_form_asks_for_nothing_that_the_file_says(editor):
    page = send(editor, make_pdf_file("One two three", title="Ledger", language="ur"))
    document = Document.objects.get()
    assert page.redirect_chain[-1][0] == f"/admin/library/document/{document.pk}/change/"
    words = page.content.decode()
    assert (document.title, document.uploaded_as) == ("Ledger", "annex.pdf")
    assert "“Ledger” is in the library" in words
    assert "1 page · " in words
    assert "3 words of its text" in words
    assert document.cover_src in words
    assert "Nowhere yet." in words


def test_page_says_what_search_has_of_the_text(editor):
    document = make_document(file=make_pdf_file(""))
    address = f"/admin/library/document/{document.pk}/change/"
    assert "it looks scanned" in editor.get(address).content.decode()
    Document.objects.update(words=None)
    assert "could not be read" in editor.get(address).content.decode()
    Document.objects.update(read_at=None)
    assert "is being read" in editor.get(address).content.decode()


def test_same_file_again_is_said_with_a_link(editor):
    first = make_document(title="Annex of March")
    words = send(editor, make_pdf_file()).content.decode()
    assert "The library has the same file already" in words
    assert f'<a href="/admin/library/document/{first.pk}/change/">Annex of March</a>' in words
    assert "byte for byte" in editor.get(f"/admin/library/document/{first.pk}/change/").text


def test_another_file_takes_its_place_and_keeps_what_was_typed(editor):
    document = make_document(title="Mine", language="de")
    key, address = document.key, f"/admin/library/document/{document.pk}/change/"
    send(editor, make_pdf_file("Anew.", title="Theirs", language="fr"), address)
    document.refresh_from_db()
    assert (document.title, document.language, document.reading.text) == ("Mine", "de", "Anew.")
    assert document.earlier.get().key == key


def test_refused_file_leaves_the_other_one_and_what_was_typed(editor):
    document = make_document(title="Mine")
    address = f"/admin/library/document/{document.pk}/change/"
    page = send(editor, make_picture_file(), address, title="Typed anew")
    assert "not a PDF" in errors_at(page, "upload")
    assert 'value="Typed anew"' in page.content.decode()
    assert Document.objects.get().key == document.key


def test_page_names_the_pieces_one_may_see_and_counts_the_rest(editor):
    document = make_document()
    article = make_article(title="The piece <b>", status=Status.DRAFT)
    Attachment.objects.create(article=article, document=document)
    moves.record(article)
    address = f"/admin/library/document/{document.pk}/change/"
    shown = editor.get(address).content.decode()
    assert f'href="/admin/articles/article/{article.pk}/change/">The piece &lt;b&gt;</a>' in shown
    author = Client()
    author.force_login(make_user(role=Role.AUTHOR))
    shown = author.get(address).content.decode()
    assert "The piece" not in shown
    assert "And in 1 piece that is not yours." in shown


def test_list_is_searched_by_title_text_and_name_of_the_file(editor):
    make_document(title="Weir annex", file=make_pdf_file("On bathymetry.", name="river_v7.pdf"))
    make_document(title="Dam annex")
    for words in ("bathymetry", "annex weir", "river_v7", '"on bathymetry"'):
        shown = editor.get("/admin/library/document/", {"q": words}).content.decode()
        assert "Weir annex" in shown
        assert "Dam annex" not in shown
    assert editor.get("/admin/library/document/", {"q": "\x00 ' & |"}).status_code == 200
    found = editor.get("/admin/autocomplete/", {
        "app_label": "articles", "model_name": "attachment", "field_name": "document",
        "term": "bathymetry",
    })  # fmt: skip
    assert [row["text"] for row in found.json()["results"]] == ["Weir annex"]


# -- hostile files --


@pytest.fixture(scope="session")
def hostile(tmp_path_factory):
    """[(name, content)] of every file that is no clean PDF: those kept beside a checkout, and ours."""
    found = [
        ("html.pdf", b"<!doctype html><script>__xss(1)</script>"),
        ("polyglot.pdf", b"<html>" + pdf()),
        ("script.pdf", pdf(catalogue=b"/OpenAction 6 0 R", extra=[SCRIPT])),
        ("archive.docx", b"PK\x03\x04word/document.xml"),
    ]
    maker = BESIDE / "make_hostile_images.py"
    if maker.exists():
        folder = tmp_path_factory.mktemp("hostile")
        subprocess.run([sys.executable, maker, folder], check=True, capture_output=True)
        names = [each["file"] for each in json.loads((folder / "manifest.json").read_text())]
        found += [(name, (folder / name).read_bytes()) for name in names]
    return found


def test_every_hostile_file_is_refused_beside_its_field(editor, hostile):
    before = everything_kept()
    for name, content in hostile:
        page = send(editor, SimpleUploadedFile(name, content, "application/pdf"))
        assert page.status_code == 200, name
        assert errors_at(page, "upload"), name
    assert not Document.objects.exists()
    assert everything_kept() == before


# -- hostile names --


@pytest.mark.parametrize("name", each("filenames.txt"))
def test_any_name_is_shown_as_words_and_given_back_as_a_valid_one(editor, monkeypatch, name):
    """RFC 6266, with RFC 5987 for what is not plain."""
    whole = {"sha256": "0", "pages": 1, "title": "", "language": "en", "cover": None, "text": ""}
    reading = documents.Reading(**whole, whole=True)
    monkeypatch.setattr(documents, "read", lambda _file, **_options: reading)
    page = editor.post(
        ADD,
        body_with(editor, name, pdf()),
        FORM,
        follow=True,
    )
    if page.status_code == 400:  # so long that Django reads no further
        assert not Document.objects.exists()
        return
    assert page.status_code == 200
    assert not lxml.html.fromstring(page.content.decode()).xpath("//svg[@onload] | //img[@onerror]")
    document = Document.objects.first()
    if document is None:
        assert errors_at(page, "upload")
        return
    assert document.file.name == f"documents/{document.key}.pdf"
    assert document.title.strip()
    assert escape(document.uploaded_as) in page.content.decode()
    header = editor.get(document.get_absolute_url())["Content-Disposition"]
    assert header.isascii()
    assert header.isprintable()
    way, plain, exact = header.split("; ")
    assert (way, plain[:10]) == ("inline", 'filename="')
    given = unquote(exact.removeprefix("filename*=UTF-8''"), errors="strict")
    assert given == f"{document.name}.pdf"
    assert not set(given) & set('/\\"\r\n\t:;')
    assert len(given.encode()) < 255
    message = Message()
    message["Content-Disposition"] = header
    assert message.get_filename().endswith(".pdf")
