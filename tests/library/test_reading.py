"""What is read of a PDF, and what is refused."""

import io
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Picture

from tests.make import make_pdf_file
from tests.pdfs import LAUNCH, LOCK, SCRIPT, packed, pdf
from thinktank.library import documents

LINK = b"/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (%s) >> >>]"


def read(content, *, whole=True):
    return documents.read(SimpleUploadedFile("x.pdf", content, "application/pdf"), whole=whole)


def test_pdf_says_what_is_in_it():
    found = read(pdf("First page.", "Second page.", title="Ledger of the river", language="fr-CH"))
    assert (found.pages, found.title, found.language) == (2, "Ledger of the river", "fr")
    assert found.text == "First page. Second page."
    cover = Picture.open(io.BytesIO(found.cover.content))
    assert (cover.format, cover.size) == ("JPEG", (found.cover.width, found.cover.height))
    assert (found.cover.width, found.cover.height) == (400, 567)
    assert cover.convert("L").getextrema()[0] < 100  # there is ink on the page


def test_text_and_cover_of_a_large_file_are_left_for_later():
    found = read(pdf(), whole=False)
    assert (found.pages, found.text, found.cover) == (1, None, None)


def test_page_without_text_has_none_and_that_is_no_reason_to_refuse():
    assert read(pdf("")).text == ""


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (pdf(catalogue=b"/OpenAction 6 0 R", extra=[SCRIPT]), "script"),
        (pdf(catalogue=b"/OpenAction << /S 6 0 R /JS (x) >>", extra=[b"/JavaScript"]), "script"),
        (pdf(catalogue=b"/OpenAction << /S /J#61va#53cript /JS (x) >>"), "script"),
        (packed(SCRIPT), "script"),
        (packed(b"<</S/#4aavaScript/JS(x)>>"), "script"),
        (pdf(page=b"/AA << /O 6 0 R >>", extra=[LAUNCH]), "another program"),
        (packed(LAUNCH), "another program"),
        (pdf(page=b"/Annots [<< /Type /Annot /Subtype /RichMedia /Rect [0 0 9 9] >>]"), "Flash"),
        (pdf(page=b"/Annots [<< /Subtype /FileAttachment /Rect [0 0 9 9] >>]"), "other files"),
        (pdf(catalogue=b"/Names << /EmbeddedFiles << /Names [(a.exe) << /Type /Filespec /F (a.exe)"
                       b" /EF << /F 6 0 R >> >>] >> >>",
             extra=[b"<< /Length 2 >>\nstream\nMZ\nendstream"]), "other files"),
    ],
)  # fmt: skip
def test_pdf_that_does_more_than_show_pages_is_refused(content, words):
    with pytest.raises(ValidationError, match=f"{words}.*Print it to a new PDF"):
        read(content)


@pytest.mark.parametrize(
    "content",
    [
        pdf("Programs look for /JavaScript and for /Launch."),
        pdf(page=LINK % b"https://language.example/docs/JavaScript"),
        pdf(page=LINK % b"https://rockets.example/Launch"),
        pdf(catalogue=b"/OpenAction [7 0 R /Fit]"),
        packed(b"[3 0 R /Fit]"),
    ],
)
def test_links_and_the_page_to_open_at_are_no_reason_to_refuse(content):
    assert read(content).pages == 1


@pytest.mark.parametrize("tenth", range(10))
def test_pdf_cut_off_anywhere_is_refused(tenth):
    whole = pdf(*["A page of words."] * 5)
    with pytest.raises(ValidationError, match="missing"):
        read(whole[: len(whole) * tenth // 10 + 5])


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "not a PDF"),
        (b"\n" + pdf(), "not a PDF"),
        (b"<!doctype html>" + pdf(), "not a PDF"),
        (b"PK\x03\x04" + pdf(), "not a PDF"),
        (pdf() + b"<script>alert(1)</script>", "added"),
        (pdf() + b"PK\x05\x06" + b"\0" * 18, "added"),
        (b"%PDF-1.7\n" + zlib.compress(b"x" * 9999) + b"\n%%EOF\n", "damaged"),
        (b"%PDF-1.7\n<< /Root 1 0 R >>\n%%EOF\n", "damaged"),
    ],
)
def test_what_is_no_whole_pdf_from_first_byte_to_last_is_refused(content, words):
    with pytest.raises(ValidationError, match=words):
        read(content)


def test_blanks_after_the_end_do_no_harm():
    assert read(pdf() + b"\r\n\0\0\0").pages == 1


def test_pdf_locked_with_a_password_is_refused_saying_what_to_do():
    with pytest.raises(ValidationError, match="locked with a password.*Save it without one"):
        read(pdf(trailer=LOCK))


def test_too_large_a_file_is_refused_before_it_is_read():
    file = make_pdf_file()
    file.size = documents.LARGEST_FILE + 1
    with pytest.raises(ValidationError, match="at most 100 MB"):
        documents.read(file, whole=True)


def test_reading_that_takes_too_long_is_given_up_and_what_was_found_counts(monkeypatch):
    monkeypatch.setattr(documents, "PATIENCE", 0.001)
    with pytest.raises(ValidationError, match="more memory or time"):
        read(pdf())
    facts = b'{"pages": 3, "title": "", "language": "", "sample": ""}\n{"cover": {"wid'
    assert documents._facts(facts)["pages"] == 3


def test_reading_room_has_no_secret_of_the_site(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "canary")
    assert "SECRET_KEY" not in documents._environment()


def test_cover_with_numbers_that_do_not_fit_is_none():
    cover = {"width": 400, "height": 566, "stride": 1600, "pixels": "AAAA"}
    assert documents._drawn(cover) is None
    assert documents._drawn(cover | {"width": 10**6}) is None


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("Old doctrine, new sensors", "Old doctrine, new sensors"),
        ("Microsoft Word - Ledger_v7.docx", "Ledger_v7"),
        ("Untitled-1", ""), ("PowerPoint Presentation", ""), ("Layout 1", ""), ("", ""),
        ("دریاؤں کا حساب", "دریاؤں کا حساب"),
        ("Title\x00 with\u202e control\ue000", "Title with control"),
    ],
)  # fmt: skip
def test_title_is_as_a_person_would_give_it(said, title):
    assert documents.title_from(said) == title


def test_file_name_becomes_words():
    assert documents.title_of_file("../water_ledger--2026.final.pdf") == "water ledger 2026.final"


@pytest.mark.parametrize(
    ("tag", "sample", "language"),
    [
        ("en-GB", "The river", "en"),
        ("ur-PK", "دریاؤں کا حساب", "ur"),
        ("en-US", "دریاؤں کا حساب (2026)", "ur"),  # what programs write by themselves
        ("ps", "د سیند حساب", "ps"),
        ("ur", "The river", "en"),
        ("", "The river", "en"),
        ("de", "", "de"),
        ("tlh", "", "en"),
    ],
)
def test_language_is_what_the_pdf_says_unless_its_letters_contradict(tag, sample, language):
    assert documents.language_from(tag, sample) == language


def test_text_is_of_whole_words_in_plain_letters():
    written = "deter\ufffe\nrence of\x07 the \ufb01rst\r\nkind: \ufefb\ue001 caf\u0065\u0301"
    assert documents.plain(written) == "deterrence of the first kind: لا café"
