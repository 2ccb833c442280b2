"""A newer file goes into a draft by paragraph, as an editor chooses; lasting ids and figures stay."""

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from articles.imports import drafting
from articles.imports.merging import KEEP, TAKE, Merge
from articles.imports.reading import read
from articles.models import FileImport
from articles.states import Role
from tests.imports.wordfile import docx, note, p, picture, png
from tests.make import make_article, make_image, make_institute, make_kind, make_user
from thinktank.library.models import Image
from thinktank.markup import paragraphs

HERE = Path(__file__).parent


def upload(content, name="file.docx"):
    return SimpleUploadedFile(name, content)


@pytest.fixture
def editor(db):
    make_institute()
    return make_user(role=Role.EDITOR)


@pytest.fixture
def draft(editor):
    """A draft that came from a file of three paragraphs."""
    file = FileImport.objects.wait(
        upload(docx(p("Title", style="Title"), *BODY, **PARTS)), by=editor
    )
    return drafting.begin(file, kind=make_kind(), by=editor)


BODY = (
    p("The river is read twice a day.", note(1)),
    p("Nobody looks at the ledger."),
    p(picture("r1", "A weir")),
    p("The weir is old."),
)
PARTS = {"footnotes": [p("See the ledger.")], "media": {"r1": ("a.png", png())}}


def newer(editor, article, *body, **parts):
    file = FileImport.objects.wait(
        upload(docx(p("Title", style="Title"), *body, **(PARTS | parts))),
        by=editor,
        article=article,
    )
    return file, drafting.compare(article, file)


def take(article, file, merge, choices=None):
    usual = {each.number: each.usual or KEEP for each in merge.differences}
    drafting.take_in(article, file, merge, usual | (choices or {}))
    article.refresh_from_db()
    return article.body


def ids(body):
    return {str(each): each.id for each in paragraphs.split(body)}


def test_a_draft_has_the_files_title_text_pictures_and_report(draft, editor):
    assert (draft.title, draft.created_by, draft.status) == ("Title", editor, "draft")
    assert f'data-alt="A weir" data-image="{Image.objects.get().pk}"' in draft.body
    assert '<foot-note id="' in draft.body
    row = draft.imports.get()
    assert row.report["counts"]["notes"] == [1, 1]
    assert row.body == draft.body
    assert not row.file


def test_the_same_file_again_brings_nothing(draft, editor):
    _file, merge = newer(editor, draft, *BODY)
    assert merge.differences == []


def test_a_changed_paragraph_keeps_its_lasting_id_and_its_notes(draft, editor):
    before = ids(draft.body)
    note_id = re.search(r'<foot-note id="([^"]+)"', draft.body)[1]
    file, merge = newer(
        editor, draft, p("The river is read three times a day.", note(1)), *BODY[1:]
    )
    body = take(draft, file, merge)
    assert "three times" in body
    assert f'<foot-note id="{note_id}"' in body
    assert list(ids(body).values()) == list(before.values())


def test_what_only_the_draft_has_stays(draft, editor):
    own = make_image(title="Ours")
    figure = f'<figure data-alt="Ours" data-image="{own.pk}"><figcaption></figcaption></figure>'
    draft.body = draft.body.replace("The weir is old.", "The weir is very old.") + figure
    draft.save()
    file, merge = newer(editor, draft, *BODY[:1], p("Nobody looks at the old ledger."), *BODY[2:])
    assert merge.kept() == 1  # they stand side by side
    body = take(draft, file, merge)
    assert "very old" in body
    assert f'data-image="{own.pk}"' in body
    assert "old ledger" in body


def test_what_both_changed_must_be_chosen(draft, editor):
    draft.body = draft.body.replace("Nobody looks", "Hardly anybody looks")
    draft.save()
    for choice, words in ((KEEP, "Hardly anybody looks"), (TAKE, "Somebody looks")):
        file, merge = newer(editor, draft, BODY[0], p("Somebody looks at the ledger."), *BODY[2:])
        if merge.differences:
            (difference,) = merge.differences
            assert difference.is_conflict
            assert words in take(draft, file, merge, {difference.number: choice})


def test_a_paragraph_that_the_file_lacks_goes_only_when_that_is_chosen(draft, editor):
    file, merge = newer(editor, draft, BODY[0], *BODY[2:])
    (difference,) = merge.differences
    assert (difference.theirs, difference.usual) == ("", TAKE)
    assert "Nobody looks" in take(draft, file, merge, {difference.number: KEEP})


def test_without_an_older_file_what_the_file_lacks_is_kept_unless_chosen(editor):
    article = make_article(body="<p>The river is read.</p><p>Written here.</p>")
    _file, merge = newer(editor, article, p("The river is read."))
    assert [each.usual for each in merge.differences] == [KEEP]


def test_pictures_that_came_before_are_not_taken_in_again(draft, editor):
    file, merge = newer(
        editor,
        draft,
        *BODY,
        p(picture("r2", "Another")),
        media=PARTS["media"] | {"r2": ("b.png", png("red"))},
    )
    assert Image.objects.count() == 1  # looking at a file stores nothing
    body = take(draft, file, merge)
    assert Image.objects.count() == 2
    assert f'data-image="{Image.objects.get(alt="Another").pk}"' in body
    _file, again = newer(
        editor,
        draft,
        *BODY,
        p(picture("r2", "Another")),
        media=PARTS["media"] | {"r2": ("b.png", png("red"))},
    )
    assert again.differences == []


def test_a_picture_that_is_not_chosen_is_not_taken_in(draft, editor):
    file, merge = newer(
        editor, draft, *BODY, p(picture("r2")), media=PARTS["media"] | {"r2": ("b.png", png("red"))}
    )
    take(draft, file, merge, {each.number: KEEP for each in merge.differences})
    assert Image.objects.count() == 1


def test_a_picture_that_the_library_refuses_leaves_a_placeholder_and_a_line(editor):
    content = docx(p(picture("r1", "A map")), media={"r1": ("a.emf", b"\1\0\0\0 EMF")})
    file = FileImport.objects.wait(upload(content), by=editor)
    article = drafting.begin(file, kind=make_kind(), by=editor)
    assert 'data-missing="picture"' in article.body
    assert "<figcaption>A map</figcaption>" in article.body
    report = article.imports.get().report
    assert report["counts"]["pictures"] == [1, 0]
    assert "A map" in report["left_out"][0]


def test_comments_come_once_and_stay_with_their_paragraph(editor):
    content = (HERE / "libreoffice.docx").read_bytes()
    file = FileImport.objects.wait(upload(content), by=editor)
    article = drafting.begin(file, kind=make_kind(), by=editor)
    (remark,) = article.notes.all()
    assert f'<p id="{remark.anchor}">Write it down.</p>' in article.body
    content = (HERE / "libreoffice-newer.docx").read_bytes()
    file = FileImport.objects.wait(upload(content), by=editor, article=article)
    body = take(article, file, drafting.compare(article, file))
    assert f'<p id="{remark.anchor}">Write it down in ink.</p>' in body
    assert article.notes.count() == 1


def test_a_merge_says_nothing_of_ids(draft):
    imported = read(docx(p("Title", style="Title"), *BODY, **PARTS), "x.docx")
    known = draft.imports.get().report["pictures"]
    assert Merge(draft.body, imported, former=draft.body, known=known).differences == []


def test_a_file_that_waits_is_one_for_each_text_and_goes_with_its_row(draft, editor):
    first = FileImport.objects.wait(upload(b"one"), by=editor, article=draft)
    storage, name = first.file.storage, first.file.name
    second = FileImport.objects.wait(upload(b"two"), by=editor, article=draft)
    assert not storage.exists(name)
    assert list(FileImport.objects.waiting_for(editor, draft)) == [second]
    second.forget()
    assert not storage.exists(second.file.name or name)
