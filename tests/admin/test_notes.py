"""Notes on the desk: who writes, answers and settles where; nothing typed is lost; nothing is public."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles import noting
from articles.models import Note
from articles.states import Role, Status
from tests.hostile import faults, faults_of
from tests.make import make_article, make_document, make_image, make_person
from tests.payloads import hostile_words

JSON = {"accept": "application/json"}
BODY = '<p id="p-aaaaaa">The river has two banks.</p>'


def address(article, note=None, do="notes"):
    return reverse(f"admin:articles_article_{do}", args=[article.pk, *([note.pk] if note else [])])


def form(article):
    return reverse("admin:articles_article_change", args=[article.pk])


@pytest.fixture
def draft(kind, cast):
    return make_article(kind=kind, body=BODY, title="On rivers", created_by=cast[Role.AUTHOR])


@pytest.fixture
def author(at_desk):
    return at_desk(Role.AUTHOR)


def test_a_note_is_written_and_stands_beside_the_text(author, draft):
    typed = {"text": "Two?", "about": "p-aaaaaa", "quoted": "two banks"}
    answer = author.post(address(draft), typed, headers=JSON)
    note = draft.notes.get()
    assert (note.anchor, note.quoted, note.text) == ("p-aaaaaa", "two banks", "Two?")
    assert answer.json()["note"] == note.pk
    assert "Two?" in answer.json()["list"]
    page = author.get(form(draft)).content.decode()
    assert f'id="note-{note.pk}"' in page
    assert 'data-lasting="p-aaaaaa"' in page


def test_without_a_script_the_form_leads_to_the_page_of_the_notes(author, draft):
    answer = author.post(address(draft), {"text": "Too long.", "about": ""}, follow=True)
    note = draft.notes.get()
    assert answer.redirect_chain == [(f"{address(draft)}#note-{note.pk}", 302)]
    assert "Too long." in answer.content.decode()
    answer = author.post(address(draft, note, "answer"), {"text": "Not at all."}, follow=True)
    assert "Not at all." in answer.content.decode()
    answer = author.post(address(draft, note, "settle"), follow=True)
    assert "Settled (1)" in answer.content.decode()
    answer = author.post(address(draft, note, "settle"), {"open": "1"}, follow=True)
    assert "Settled" not in answer.content.decode()


def test_the_page_offers_every_place_and_takes_the_one_it_was_opened_for(author, draft):
    byline = draft.bylines.get()
    page = author.get(address(draft), {"about": f"bylines:{byline.pk}"}).content.decode()
    assert f'<option value="bylines:{byline.pk}" selected>' in page
    for words in ('<option value="p-aaaaaa">The river has two banks.', '<option value="title">'):
        assert words in page
    answer = author.post(address(draft), {"text": "Post?", "about": f"bylines:{byline.pk}"})
    assert answer.status_code == 302
    note = draft.notes.get()
    assert (note.place, note.row, note.quoted) == ("bylines", byline.pk, str(byline))
    assert f"Who wrote it: {byline}" in author.get(form(draft)).content.decode()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"text": " "}, "Nothing is written yet."),
        ({"text": "x" * 5_001}, "this one has 5001"),
        ({"text": "Words I typed", "about": "bylines:987654"}, "no such place"),
        ({"text": "Words I typed", "about": "bylines:x"}, "no such place"),
        ({"text": "Words I typed", "about": '"><script>'}, "no such place"),
        ({}, "Nothing is written yet."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(author, draft, typed, said):
    answer = author.post(address(draft), typed, headers=JSON)
    assert answer.status_code == 400
    assert said in answer.json()["error"]
    page = author.post(address(draft), typed)
    assert page.status_code == 400
    assert said in page.content.decode()
    assert typed.get("text", "").strip() in page.content.decode()
    assert not faults_of(page, admin=True)
    assert not Note.objects.exists()


def test_an_empty_answer_is_refused_under_its_note(author, draft, cast):
    note = noting.write(draft, cast[Role.AUTHOR], "Is it so?")
    page = author.post(address(draft, note, "answer"), {"text": ""}).content.decode()
    assert page.count("Nothing is written yet.") == 1
    assert page.index("Is it so?") < page.index("Nothing is written yet.")


def test_what_was_typed_under_a_thread_is_its_last_answer(author, draft, cast):
    note = noting.write(draft, cast[Role.AUTHOR], "Is it so?")
    author.post(address(draft, note, "settle"), {"text": "It is."}, headers=JSON)
    note.refresh_from_db()
    assert note.resolved_by == cast[Role.AUTHOR]
    assert note.replies.get().text == "It is."
    author.post(address(draft, note, "settle"), {"text": "x" * 9_000, "open": "1"}, headers=JSON)
    note.refresh_from_db()
    assert note.resolved_at


# -- who may --


@pytest.mark.parametrize("status", Status)
def test_whoever_may_see_a_piece_writes_and_answers_in_every_state(kind, cast, author, status):
    article = make_article(kind=kind, body=BODY, status=status, created_by=cast[Role.AUTHOR])
    assert author.post(address(article), {"text": "Mine."}, headers=JSON).status_code == 200
    theirs = noting.write(article, cast[Role.EDITOR], "Theirs.")
    answer = author.post(address(article, theirs, "answer"), {"text": "Yes."}, headers=JSON)
    assert answer.status_code == 200
    page = author.get(form(article)).content.decode()
    assert "Mine." in page
    assert "Theirs." in page


def test_a_note_is_settled_by_its_writer_and_by_who_may_edit_the_text(kind, cast, at_desk):
    article = make_article(kind=kind, status=Status.REVIEW, created_by=cast[Role.AUTHOR])
    author, editor = at_desk(Role.AUTHOR), at_desk(Role.EDITOR)
    own = noting.write(article, cast[Role.AUTHOR], "Mine.")
    theirs = noting.write(article, cast[Role.EDITOR], "Theirs.")
    page = author.get(form(article)).content.decode()
    assert "Settle: Mine." in page
    assert "Settle: Theirs." not in page
    assert author.post(address(article, theirs, "settle"), headers=JSON).status_code == 404
    assert author.post(address(article, own, "settle"), headers=JSON).status_code == 200
    assert (
        editor.post(address(article, own, "settle"), {"open": "1"}, headers=JSON).status_code == 200
    )
    assert editor.post(address(article, theirs, "settle"), headers=JSON).status_code == 200
    assert list(article.notes.open()) == [own]


def test_notes_of_a_piece_one_may_not_see_are_not_there(author, kind, cast):
    foreign = make_article(kind=kind)
    note = noting.write(foreign, cast[Role.EDITOR], "Canary")
    for do in ("notes", "answer", "settle"):
        where = address(foreign, None if do == "notes" else note, do)
        for client_does in (author.get, author.post):
            answer = client_does(where, {"text": "x"}, headers=JSON)
            assert answer.status_code == 404
            assert b"Canary" not in answer.content
    assert foreign.notes.get().resolved_at is None


def test_a_note_is_found_under_its_own_piece_only(author, draft, kind, cast):
    elsewhere = make_article(kind=kind, created_by=cast[Role.AUTHOR])
    note = noting.write(elsewhere, cast[Role.AUTHOR], "Elsewhere.")
    reply = noting.write(elsewhere, cast[Role.AUTHOR], "A reply.", parent=note)
    for article, row in ((draft, note), (elsewhere, reply), (draft, reply)):
        for do in ("answer", "settle"):
            answer = author.post(address(article, row, do), {"text": "x"}, headers=JSON)
            assert answer.status_code == 404
    assert Note.objects.count() == 2
    assert not Note.objects.exclude(resolved_at=None).exists()


def test_looking_changes_nothing_and_a_forged_form_is_refused(draft, cast, author):
    note = noting.write(draft, cast[Role.AUTHOR], "Is it so?")
    assert author.get(address(draft, note, "answer")).status_code == 405
    assert author.get(address(draft, note, "settle")).status_code == 405
    assert author.put(address(draft)).status_code == 405
    author.handler.enforce_csrf_checks = True
    for do in ("answer", "settle"):
        assert author.post(address(draft, note, do), {"text": "x"}).status_code == 403
    assert author.post(address(draft), {"text": "x"}).status_code == 403
    assert draft.notes.get().resolved_at is None


def test_only_colleagues_who_may_see_the_piece_are_offered(author, draft, cast):
    make_person(name="Sahiba", user=cast[Role.PUBLISHER])
    page = author.get(form(draft)).content.decode()
    offered = page.split('<script id="colleagues" type="application/json">')[1].split("</script>")[
        0
    ]
    assert set(json.loads(offered)) == {"Sahiba", "author", "editor", "administrator"}


# -- what is shown --


def test_a_place_that_is_gone_is_said(author, draft, cast):
    noting.write(draft, cast[Role.AUTHOR], "Which?", anchor="p-zzzzzz", quoted="old words")
    page = author.get(form(draft)).content.decode()
    assert '<p class="gone">This place is no longer in the text.' in page
    assert "old words" in page
    noting.write(draft, cast[Role.AUTHOR], "Here.", anchor="p-aaaaaa")
    page = author.get(form(draft)).content.decode()
    assert page.count('<p class="gone" hidden>') == 1


def test_a_new_piece_offers_no_notes(author, kind):
    page = author.get(f"/admin/articles/article/add/?kind={kind.code}").content.decode()
    for sign in ('id="remarks"', "data-remark", "note-link"):
        assert sign not in page


def test_a_form_with_thirty_notes_costs_what_one_with_one_costs(draft, at_desk, cast):
    editor = at_desk(Role.EDITOR)
    rows = [draft.bylines.get(), draft.filed_under.get()]
    noting.write(draft, cast[Role.AUTHOR], "By row.", place="bylines", row=rows[0].pk)
    noting.write(draft, cast[Role.AUTHOR], "By theme.", place="filed_under", row=rows[1].pk)
    first = noting.write(draft, cast[Role.AUTHOR], "First.", anchor="p-aaaaaa")
    noting.write(draft, cast[Role.EDITOR], "Reply.", parent=first)
    noting.resolve(noting.write(draft, cast[Role.EDITOR], "Settled."), cast[Role.EDITOR])

    def costs():
        with CaptureQueriesContext(connection) as captured:
            for where in (form(draft), address(draft)):
                assert editor.get(where).status_code == 200
        return len(captured)

    costs()
    few = costs()
    for number in range(30):
        by = cast[list(cast)[number % 4]]
        note = noting.write(draft, by, f"Note {number}", place="bylines", row=rows[0].pk)
        noting.write(draft, cast[Role.PUBLISHER], "Reply.", parent=note)
        if number % 3 == 0:
            noting.resolve(note, by)
    assert costs() == few


def test_hostile_words_in_notes_are_only_words(kind, cast, at_desk):
    editor, by = at_desk(Role.EDITOR), cast[Role.EDITOR]
    lines = hostile_words(most=1_000)
    article, bare = make_article(kind=kind, body=BODY), make_article(kind=kind)
    for line in lines:
        note = noting.write(article, by, f"x{line}", anchor="p-aaaaaa", quoted=line)
        noting.write(article, by, f"x{line}", parent=note)
    Note.objects.update(by_name=lines[0][:150])
    for where in (form(article), address(article)):
        assert not faults_of(editor.get(where), admin=True)
    assert not faults(editor.get(address(article), headers=JSON).json()["list"], admin=True)
    for line in lines[::20]:
        answer = editor.post(address(bare), {"text": "x" * 5_001, "about": line, "quoted": line})
        assert answer.status_code == 400, line
        assert not faults_of(answer, admin=True), line
        assert not faults_of(editor.get(address(bare), {"about": line}), admin=True), line


def test_no_reader_sees_a_word_of_a_note(kind, cast, client, at_desk):
    article = make_article(
        kind=kind, body=BODY, status=Status.PUBLISHED, lead_image=make_image(),
        by=[make_person(name="Sahiba")],
    )  # fmt: skip
    article.attachments.create(document=make_document())
    for where in ({"anchor": "p-aaaaaa", "quoted": "Zanzibarquux"}, {"place": "title"}, {}):
        note = noting.write(article, cast[Role.EDITOR], "Zanzibarquux", **where)
        noting.write(article, cast[Role.EDITOR], "Zanzibarquux too", parent=note)
    Note.objects.update(by_name="Zanzibarquux")
    page = article.get_absolute_url()
    for public in (page, f"{page}cite.json", f"{page}cite.bib", f"{page}cite.ris", "/", "/feed/",
                   "/articles/", "/search/?q=river", "/corrections/", "/sitemap.xml"):  # fmt: skip
        answer = client.get(public)
        assert b"anzibarquux" not in b"".join(answer), public
        assert "note-" not in str(answer.headers)
    preview = reverse("admin:articles_article_preview", args=[article.pk])
    assert b"anzibarquux" not in at_desk(Role.PUBLISHER).get(preview).content
