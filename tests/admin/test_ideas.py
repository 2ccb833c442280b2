"""Ideas: a title is enough, nothing typed is lost, and whoever is to write it hears of it."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import ideas
from articles.models import Article
from articles.states import Role, Status
from tests.make import make_article, make_kind, make_person
from thinktank.audit.models import Entry
from thinktank.notices.models import Notice

ADDRESS = "/admin/articles/article/idea/"


def line(chosen, **typed):
    fields = {"title": "Who owns the river", "person": "", "due": "", "planned_for": "",
              "kind": chosen.pk, **typed}  # fmt: skip
    return {f"idea-{name}": value for name, value in fields.items()}


def test_a_title_is_enough(kind, at_desk, cast):
    page = at_desk(Role.EDITOR).post(ADDRESS, line(kind), follow=True)
    idea = Article.objects.get()
    assert (idea.title, idea.status, idea.created_by) == (
        "Who owns the river", Status.IDEA, cast[Role.EDITOR])  # fmt: skip
    assert page.redirect_chain == [("/admin/articles/article/calendar/", 302)]
    assert "Noted: " in page.content.decode()
    assert not idea.bylines.exists()


def test_an_idea_has_its_days_its_kinds_defaults_and_a_first_revision(kind, at_desk, cast):
    funded = make_kind(code="brief", funding="none")
    person = make_person(name="Zarmeen Keenjhari")
    days = {"due": "2026-03-03", "planned_for": "2026-03-12"}
    at_desk(Role.EDITOR).post(ADDRESS, line(funded, person=person.pk, **days))
    idea = Article.objects.get()
    assert (idea.due, idea.planned_for) == (date(2026, 3, 3), date(2026, 3, 12))
    assert (idea.kind, idea.funding) == (funded, "none")
    assert idea.bylines.get().person == person
    revision = idea.revisions.get()
    assert (revision.number, revision.by, revision.why) == (1, cast[Role.EDITOR], "Idea")
    assert Entry.objects.filter(subject_pk=str(idea.pk)).exists()


def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_lost(kind, at_desk):
    person = make_person(name="Zarmeen Keenjhari")
    typed = line(kind, title=" ", due="2026-02-31", planned_for="2026-03-12", person=person.pk)
    page = at_desk(Role.EDITOR).post(f"{ADDRESS}?month=2026-03", typed).content.decode()
    assert "Give the idea a title." in page
    assert "Enter a valid date." in page
    assert "March 2026" in page
    assert 'value="2026-02-31"' in page
    assert 'value="2026-03-12"' in page
    assert f'<option value="{person.pk}" selected>Zarmeen Keenjhari</option>' in page
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    "typed",
    [
        {"kind": "999999"}, {"kind": ""}, {"kind": "x"}, {"person": "999999"}, {"person": "'"},
        {"title": "x" * 251}, {"title": "a\x00b"}, {"title": "a\nb"}, {"due": "99999-01-01"},
        {"planned_for": "tomorrow"},
    ],
)  # fmt: skip
def test_a_forged_line_makes_nothing_and_breaks_nothing(kind, at_desk, typed):
    answer = at_desk(Role.EDITOR).post(ADDRESS, line(kind, **typed))
    assert answer.status_code == 200
    assert "Not noted yet" in answer.content.decode()
    assert not Article.objects.exists()


def test_an_empty_post_is_answered_with_the_page(kind, at_desk):
    answer = at_desk(Role.EDITOR).post(ADDRESS)
    assert "Give the idea a title." in answer.content.decode()


def test_after_an_idea_one_is_back_where_it_was_typed(kind, at_desk):
    client = at_desk(Role.EDITOR)
    assert client.post(f"{ADDRESS}?month=2026-03", line(kind)).url.endswith("?month=2026-03")
    assert client.post(ADDRESS, line(kind) | {"from": "desk"}).url == reverse("admin:index")
    elsewhere = client.post(ADDRESS, line(kind) | {"from": "https://elsewhere.example/"})
    assert elsewhere.url == "/admin/articles/article/calendar/"


def test_who_is_to_write_it_sees_it_among_their_own_and_is_told(kind, at_desk, cast):
    cast[Role.AUTHOR].email = "author@qanat.example"
    cast[Role.AUTHOR].save()
    person = make_person(user=cast[Role.AUTHOR])
    client = at_desk(Role.EDITOR)
    client.post(ADDRESS, line(kind, person=person.pk, due="2026-03-03"))
    notice = Notice.objects.get()
    assert (notice.user, notice.subject) == (
        cast[Role.AUTHOR], "Idea for you: Who owns the river")  # fmt: skip
    assert "The text is due on 3 March 2026." in notice.lines
    author = at_desk(Role.AUTHOR)
    assert "Who owns the river" in author.get("/admin/articles/article/").content.decode()
    assert author.get(notice.path).status_code == 200


def test_who_notes_an_idea_for_themselves_is_not_told(kind, at_desk, cast):
    cast[Role.EDITOR].email = "editor@qanat.example"
    cast[Role.EDITOR].save()
    person = make_person(user=cast[Role.EDITOR])
    at_desk(Role.EDITOR).post(ADDRESS, line(kind, person=person.pk))
    assert not Notice.objects.exists()


def test_an_author_notes_ideas_of_their_own(kind, at_desk, cast):
    person = make_person(name="Mahgul Zhobani", user=cast[Role.AUTHOR])
    client = at_desk(Role.AUTHOR)
    page = client.get("/admin/articles/article/calendar/").content.decode()
    assert f'<option value="{person.pk}" selected>Mahgul Zhobani</option>' in page
    shown = client.post(ADDRESS, line(kind, person=person.pk), follow=True).content.decode()
    assert shown.count("Who owns the river") >= 2
    assert "Who owns the river" not in at_desk(Role.AUTHOR).get("/admin/people/").content.decode()


def test_an_idea_is_not_public_and_can_be_begun(client, kind, at_desk, cast):
    at_desk(Role.AUTHOR).post(ADDRESS, line(kind))
    idea = Article.objects.get()
    assert not Article.objects.readable().exists()
    at_desk(Role.AUTHOR).post(f"/admin/articles/article/{idea.pk}/step/start/")
    idea.refresh_from_db()
    assert idea.status == Status.DRAFT


def test_ideas_and_drafts_with_a_day_are_promises_the_earliest_first(kind):
    today = timezone.localdate()
    late = make_article(kind=kind, status=Status.IDEA)
    soon = make_article(kind=kind, due=today)
    planned = make_article(kind=kind, planned_for=today + timedelta(days=1))
    make_article(kind=kind)
    make_article(kind=kind, status=Status.REVIEW, due=today)
    assert list(ideas.promised(Article.objects.all())) == [soon, planned, late]
