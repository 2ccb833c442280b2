"""Word files at the desk: imported by a form, merged as chosen, nothing by GET, nobody's but one's own."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.admin.form import defaults_for
from articles.models import Article, FileImport
from articles.states import Role, Status
from tests.imports.wordfile import docx, p
from tests.make import make_article

FILES = Path(__file__).resolve().parent.parent / "imports"
IMPORT = reverse("admin:articles_article_import")


def file(content=None, name="river.docx"):
    return SimpleUploadedFile(
        name, docx(p("River", style="Title"), p("Words.")) if content is None else content
    )


def tracked(name="libreoffice.docx"):
    return file((FILES / name).read_bytes(), name)


def merge_address(article):
    return reverse("admin:articles_article_merge", args=[article.pk])


def send(client, address, upload, **more):
    return client.post(address, {"about": "file", "file": upload, **more}, follow=True)


@pytest.fixture
def author(at_desk):
    return at_desk(Role.AUTHOR)


@pytest.fixture
def draft(kind, cast):
    return make_article(
        kind=kind, created_by=cast[Role.AUTHOR], body="<p>The river is read.</p><p>Twice.</p>"
    )


def test_a_file_becomes_a_draft_of_the_one_who_sent_it(author, kind, cast):
    page = send(author, IMPORT, file(), kind=kind.pk)
    article = Article.objects.get(title="River")
    assert (article.created_by, article.status, article.kind) == (
        cast[Role.AUTHOR],
        Status.DRAFT,
        kind,
    )
    assert article.funding == defaults_for(kind)["funding"]
    assert page.redirect_chain[-1][0].startswith(
        f"/admin/articles/article/{article.pk}/change/?imported="
    )
    assert "The Word file" in page.content.decode()
    assert not FileImport.objects.exclude(file="").exists()


def test_tracked_changes_are_asked_about_before_anything_is_made(author, kind):
    page = send(author, IMPORT, tracked(), kind=kind.pk).content.decode()
    assert "1 passage put in" in page
    assert "Mahrukh Sarang" in page
    assert not Article.objects.exists()
    assert "Choose one of the two texts." in author.post(IMPORT, {}).content.decode()
    author.post(IMPORT, {"changes": "original"})
    article = Article.objects.get()
    assert "read seldom twice" in article.body
    assert article.imports.get().as_original
    assert article.notes.get().by_name == "Mahrukh Sarang"


def test_a_file_that_is_none_is_refused_beside_its_field(author, kind):
    page = send(author, IMPORT, file(b"words"), kind=kind.pk)
    assert page.status_code == 400
    assert "This is not a Word file" in page.content.decode()
    assert (
        "Choose a file." in author.post(IMPORT, {"about": "file", "kind": kind.pk}).content.decode()
    )
    assert not FileImport.objects.exists()


def test_a_file_that_cannot_be_read_after_all_is_thrown_away(author, kind, monkeypatch):
    monkeypatch.setattr("mammoth.convert_to_html", lambda *_args, **_kwargs: {}["x"])
    page = send(author, IMPORT, file(), kind=kind.pk)
    assert page.status_code == 400
    assert "Save it anew in Word" in page.content.decode()
    assert not FileImport.objects.exists()
    assert not Article.objects.exists()


def test_leaving_it_deletes_the_file(author, kind):
    send(author, IMPORT, tracked(), kind=kind.pk)
    storage, name = FileImport._meta.get_field("file").storage, FileImport.objects.get().file.name
    author.post(IMPORT, {"cancel": "1"})
    assert not FileImport.objects.exists()
    assert not storage.exists(name)


def test_the_question_about_a_file_is_for_its_sender_only(author, kind, at_desk):
    send(author, IMPORT, tracked(), kind=kind.pk)
    key = FileImport.objects.get().key
    assert "libreoffice.docx" in author.get(f"{IMPORT}?file={key}").content.decode()
    other = at_desk(Role.EDITOR)
    assert "libreoffice.docx" not in other.get(f"{IMPORT}?file={key}").content.decode()
    other.post(IMPORT, {"changes": "accepted"})
    assert not Article.objects.exists()


def test_a_newer_file_changes_only_what_was_chosen_and_only_then(author, draft):
    content = docx(p("The river is read daily."), p("Twice."), p("And a new one."))
    page = send(author, merge_address(draft), file(content)).content.decode()
    assert "<ins>" in page
    body = draft.body
    draft.refresh_from_db()
    assert draft.body == body
    shown = author.get(merge_address(draft)).context["merge"]
    author.post(merge_address(draft), {"mark": shown.mark, "choice-0": "take", "choice-1": "keep"})
    draft.refresh_from_db()
    assert "The river is read daily." in draft.body
    assert "new one" not in draft.body
    assert not FileImport.objects.exclude(file="").exists()


def test_a_place_without_a_choice_is_marked_and_changes_nothing(author, draft):
    send(author, merge_address(draft), file(docx(p("The river is read daily."), p("Twice."))))
    mark = author.get(merge_address(draft)).context["merge"].mark
    page = author.post(merge_address(draft), {"mark": mark})
    assert page.status_code == 400
    assert "Choose one of the two." in page.content.decode()
    assert "daily" not in Article.objects.get(pk=draft.pk).body


def test_a_draft_that_changed_meanwhile_is_compared_anew(author, draft):
    send(author, merge_address(draft), file(docx(p("The river is read daily."), p("Twice."))))
    mark = author.get(merge_address(draft)).context["merge"].mark
    draft.body += "<p>Meanwhile.</p>"
    draft.save()
    page = author.post(merge_address(draft), {"mark": mark, "choice-0": "take"})
    assert "changed while you looked" in page.content.decode()
    assert "daily" not in Article.objects.get(pk=draft.pk).body


def test_leaving_a_comparison_changes_nothing(author, draft):
    send(author, merge_address(draft), file())
    author.post(merge_address(draft), {"cancel": "1"})
    assert not FileImport.objects.exists()
    assert Article.objects.get(pk=draft.pk).body == draft.body


@pytest.mark.parametrize("status", Status)
def test_an_author_takes_files_into_own_drafts_only(author, kind, cast, status):
    own = make_article(kind=kind, status=status, created_by=cast[Role.AUTHOR])
    wanted = 200 if status in (Status.IDEA, Status.DRAFT) else 404
    assert author.get(merge_address(own)).status_code == wanted
    assert send(author, merge_address(own), file()).status_code == wanted
    assert author.get(merge_address(make_article(kind=kind, status=status))).status_code == 404


def test_what_readers_see_is_not_merged_into(at_desk, kind):
    live = make_article(kind=kind, status=Status.PUBLISHED)
    assert at_desk(Role.PUBLISHER).get(merge_address(live)).status_code == 404


def test_list_and_empty_form_lead_to_the_import(author, kind):
    for address in ("/admin/articles/article/", f"/admin/articles/article/add/?kind={kind.code}"):
        assert IMPORT in author.get(address).content.decode()
