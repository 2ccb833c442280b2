"""Documents: taken in, kept, replaced, served; their words are found where they are attached."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.utils import timezone

from articles import moves
from articles.models import Article, Attachment
from articles.search import search
from articles.states import Role, Status
from tests.library.forms import everything_kept
from tests.make import make_article, make_document, make_pdf_file, make_user
from thinktank.library import documents, sources
from thinktank.library.models import Document, Usage

pytestmark = pytest.mark.django_db


def attached(document, **fields):
    """A piece that offers this document."""
    article = make_article(**fields)
    Attachment.objects.create(article=article, document=document)
    moves.record(article)
    return article


def test_empty_title_and_language_are_filled_by_the_file():
    document = make_document(title="", file=make_pdf_file(title="Ledger", language="fr"))
    assert (document.title, document.language, document.pages) == ("Ledger", "fr", 1)
    document = make_document(title="", file=make_pdf_file(name="water_ledger-2026.pdf"))
    assert (document.title, document.language) == ("water ledger 2026", "en")
    document = make_document(title="Mine", language="de", file=make_pdf_file(title="Theirs"))
    assert (document.title, document.language) == ("Mine", "de")


def test_small_file_is_read_at_once():
    document = make_document(file=make_pdf_file("One two", "three"))
    assert (document.words, document.reading.text) == (3, "One two three")
    assert default_storage.exists(document.cover.name)
    assert document.read_at


def test_large_file_is_read_after_its_editor_has_gone_on(
    monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(documents, "READ_AT_ONCE", 10)
    with django_capture_on_commit_callbacks() as later:
        document = make_document(file=make_pdf_file("Desilting."))
    article = attached(document, status=Status.PUBLISHED)
    assert (document.pages, document.words, document.read_at) == (1, None, None)
    assert not search("desilting", Article.objects.published()).articles
    for order in later:
        order()
    document.refresh_from_db()
    assert document.words == 1
    assert search("desilting", Article.objects.published()).articles == [article]


def test_late_reading_of_a_file_that_was_replaced_changes_nothing(monkeypatch):
    document = make_document(file=make_pdf_file("First."))
    before = Document.objects.get(pk=document.pk)
    document.take(make_pdf_file("Second."))
    document.save()
    before.read()
    assert Document.objects.get(pk=document.pk).reading.text == "Second."


def test_file_whose_text_takes_too_long_stays_without(monkeypatch):
    document = make_document()

    def give_up(*_args, **_options):
        raise ValidationError("too long")

    monkeypatch.setattr(documents, "read", give_up)
    document.read()
    document.refresh_from_db()
    assert document.words is None
    assert document.read_at
    assert document.reading.text == ""


def test_nothing_of_a_refused_file_is_kept():
    files = everything_kept()
    with pytest.raises(ValidationError):
        make_document(file=make_pdf_file(catalogue=b"/OpenAction << /S /JavaScript >>"))
    assert everything_kept() == files
    assert not Document.objects.exists()


def test_replaced_file_keeps_its_address_under_the_same_gate(client):
    document = make_document(file=make_pdf_file("First."))
    old, old_cover = document.get_absolute_url(), document.cover_src
    attached(document, status=Status.PUBLISHED)
    first = b"".join(client.get(old))
    document.take(make_pdf_file("Second."))
    document.save()
    assert document.get_absolute_url() != old
    assert b"".join(client.get(old)) == first
    assert b"".join(client.get(document.get_absolute_url())) != first
    assert client.get(old_cover).status_code == 200
    Usage.objects.all().delete()
    for address in (old, old_cover, document.get_absolute_url(), document.cover_src):
        assert client.get(address).status_code == 404


def test_public_document_is_opened_in_the_browser_in_a_sandbox(client):
    document = make_document(title="Data & method")
    attached(document, status=Status.PUBLISHED)
    response = client.get(document.get_absolute_url())
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response["Content-Security-Policy"].startswith("sandbox")
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert "allow-same-origin" not in response["Content-Security-Policy"]
    assert response["Content-Disposition"].startswith("inline;")
    assert not response.cookies
    response = client.get(document.get_absolute_url() + "?download")
    assert response["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert response["Content-Disposition"].startswith("attachment;")


@pytest.mark.parametrize("status", [status for status in Status if status != Status.PUBLISHED])
def test_document_and_cover_of_what_is_not_public_are_not_there(client, status):
    document = make_document()
    attached(document, status=status)
    missing = client.get(document.get_absolute_url().replace(document.key, "0" * 24))
    for address in (document.get_absolute_url(), document.cover_src):
        for headers in ({}, {"if-none-match": "*"}, {"range": "bytes=0-"}):
            response = client.get(address, headers=headers)
            assert (response.status_code, response.content) == (404, missing.content)


def test_staff_see_documents_of_drafts_and_no_cache_keeps_them(client):
    document = make_document()
    client.force_login(make_user(role=Role.AUTHOR))
    for address in (document.get_absolute_url(), document.cover_src):
        response = client.get(address)
        assert (response.status_code, response["Cache-Control"]) == (200, "private, no-store")


def test_word_of_an_annex_finds_the_piece_and_body_comes_first():
    document = make_document(title="Stage readings", file=make_pdf_file("Bathymetry of the lake."))
    article = attached(document, status=Status.PUBLISHED)
    published = Article.objects.published()
    for words in ("bathymetry", "“stage readings”"):
        assert search(words, published).articles == [article]
    article.refresh_from_db()
    assert article.search.text.index("The text") < article.search.text.index("Bathymetry")
    article.attachments.all().delete()
    moves.record(article)
    assert not search("bathymetry", published).articles


def test_snippet_shows_a_word_that_stands_deep_in_a_long_annex():
    document = make_document()
    document.reading.text = "Water flows. " * 15_000 + "Then the bathymetry of the lake."
    document.reading.save()
    attached(document, status=Status.PUBLISHED)
    found = search("bathymetries lake", Article.objects.published()).articles
    assert "the <mark>bathymetry</mark> of the <mark>lake</mark>" in found[0].snippet


def test_word_of_a_drafts_annex_finds_nothing():
    attached(make_document(file=make_pdf_file("Bathymetry.")), status=Status.DRAFT)
    assert not search("bathymetry", Article.objects.published()).articles


def test_source_is_called_by_its_name_only_to_who_may_know_of_it():
    author, editor = make_user(role=Role.AUTHOR), make_user(role=Role.EDITOR)
    document = make_document()
    article = attached(document, title="Draft of others", status=Status.DRAFT)
    assert sources.name(f"article:{article.pk}", author) is None
    assert sources.name(f"article:{article.pk}", editor) == {
        "label": "Draft of others",
        "url": f"/admin/articles/article/{article.pk}/change/",
        "state": "Draft",
    }
    assert sources.named(document.usages.all(), author) == ([], 1)
    theme = article.filed_under.get().theme
    assert sources.name(f"theme:{theme.pk}", author) == {
        "label": theme.name, "url": "", "state": "theme",
    }  # fmt: skip
    assert sources.name("article:987654", editor) is None
    assert sources.name("unheard:of", editor) is None
    assert sources.name("institute", editor)["label"] == "Institute"


def test_page_of_a_piece_says_what_its_files_are(client):
    document = make_document(title="Annex", file=make_pdf_file("One", "Two"))
    article = attached(document, status=Status.PUBLISHED)
    page = client.get(article.get_absolute_url()).content.decode()
    assert "2 pages" in page
    assert document.cover_src in page
    assert 'hreflang="en"' in page
    assert "<span>English</span>" not in page
    Document.objects.update(language="ur", read_at=timezone.now() - timedelta(days=1))
    assert "<span>Urdu</span>" in client.get(article.get_absolute_url()).content.decode()
