"""A file is opened with care: size, kind, entities; each refusal says what to do."""

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError

from articles.imports import opening, reading
from tests.imports.wordfile import docx, p


def refused(content, words):
    with pytest.raises(ValidationError, match=words):
        reading.tracked(content)
    with pytest.raises(ValidationError, match=words):
        reading.read(content, "x.docx")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "not a Word file"),
        (b"Plain words", "not a Word file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, r"save it as \.docx"),
        (b"%PDF-1.7\n", "This is a PDF"),
        (b"PK\x03\x04" + b"\0" * 400, "not a Word file"),
    ],
)
def test_what_is_no_docx_is_refused(content, words):
    refused(content, words)


def zipped(**files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return out.getvalue()


def test_a_zip_of_something_else_is_refused():
    refused(zipped(photo="x"), "not a Word file")


def test_a_bomb_is_refused_before_it_is_unpacked():
    refused(docx(p("x"), parts={"word/media/a.png": b"\0" * 30_000_000}), "unpacks to more")


def test_too_many_parts_are_refused():
    parts = {f"word/media/{number}": b"" for number in range(opening.MOST_PARTS + 1)}
    refused(docx(p("x"), parts=parts), "unpacks to more")


@pytest.mark.parametrize(
    "doctype",
    ['<!DOCTYPE w [<!ENTITY a "aaaa">]>', '<!DOCTYPE w SYSTEM "http://127.0.0.1:9/x.dtd">'],
)
def test_entities_and_foreign_definitions_are_refused(doctype):
    refused(docx(p("x"), parts={"word/document.xml": f"{doctype}<w/>"}), "damaged")


def test_a_file_that_is_too_large_is_refused_with_both_figures(monkeypatch):
    monkeypatch.setattr(opening, "LARGEST_FILE", 100)
    refused(docx(p("x")), "at most 0 MB")


def test_a_picture_that_lies_elsewhere_is_not_fetched(monkeypatch):
    monkeypatch.setattr("urllib.request.urlopen", lambda *_: pytest.fail("fetched"))
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" TargetMode="External" Target="file:///etc/passwd" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"/></Relationships>'
    )
    linked = (
        '<w:r><w:drawing><wp:inline><a:graphic><a:graphicData uri="x/picture"><pic:pic><pic:blipFill>'
        '<a:blip r:link="r1"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )
    found = reading.read(
        docx(p(linked), parts={"word/_rels/document.xml.rels": relations}), "x.docx"
    )
    assert 'data-missing="picture"' in found.body
    assert not found.pictures


def test_a_file_nested_beyond_reason_is_refused():
    deep = "<w:r>" * 3000 + "</w:r>" * 3000
    refused(docx(f"<w:p>{deep}</w:p>"), "damaged")
