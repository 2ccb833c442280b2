"""The plan of a piece: who reads it next and by when; readers and the text know nothing of it."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from articles import content, moves
from articles.admin import planning
from articles.models import Article
from articles.states import Role, Status
from tests.admin.filling import filled
from tests.make import make_article, make_person, make_user

PLAN = ("reviewer", "due", "planned_for", "embargo_until_0")


def form(article):
    return f"/admin/articles/article/{article.pk}/change/"


def offered(page):
    return {name for name in PLAN if f'name="{name}"' in page.content.decode()}


def test_an_editor_plans_a_piece(kind, at_desk, cast):
    article, client = make_article(kind=kind), at_desk(Role.EDITOR)
    before = content.cleared_hash(article)
    typed = {"reviewer": cast[Role.PUBLISHER].pk, "due": "2026-03-03",
             "planned_for": "2026-03-12", "embargo_until_0": "2026-03-12",
             "embargo_until_1": "09:00"}  # fmt: skip
    client.post(form(article), filled(client.get(form(article)), **typed))
    article = Article.objects.get(pk=article.pk)
    assert (article.reviewer, article.due) == (cast[Role.PUBLISHER], date(2026, 3, 3))
    assert article.planned_for == date(2026, 3, 12)
    assert article.embargo_until == datetime(2026, 3, 12, 9, tzinfo=ZoneInfo("Asia/Karachi"))
    assert content.cleared_hash(article) == before


def test_the_folded_plan_says_what_it_holds(kind, at_desk, cast):
    make_person(name="Zarmeen Keenjhari", user=cast[Role.PUBLISHER])
    year = timezone.localdate().year
    article = make_article(kind=kind, reviewer=cast[Role.PUBLISHER], due=date(year, 3, 3),
                           planned_for=date(year + 1, 3, 12))  # fmt: skip
    page = at_desk(Role.EDITOR).get(form(article)).content.decode()
    assert f"With Zarmeen Keenjhari · due 3 Mar · planned for 12 Mar {year + 1}" in page
    assert "nothing yet" in at_desk(Role.EDITOR).get(form(make_article(kind=kind))).content.decode()


def test_reviewers_are_those_who_may_clear_by_their_persons_names(cast):
    make_person(name="Zarmeen Keenjhari", user=cast[Role.EDITOR])
    gone = make_user(role=Role.EDITOR)
    gone.is_active = False
    gone.save()
    field = planning.ReviewerField(planning.reviewers())
    labels = [label for _value, label in field.choices if _value]
    assert labels == ["administrator", "publisher", "Zarmeen Keenjhari"]


def test_a_reviewer_who_is_no_longer_one_stays_named(kind, at_desk, cast):
    article, client = make_article(kind=kind, reviewer=cast[Role.AUTHOR]), at_desk(Role.EDITOR)
    client.post(form(article), filled(client.get(form(article)), title="Another title"))
    article.refresh_from_db()
    assert (article.title, article.reviewer) == ("Another title", cast[Role.AUTHOR])


@pytest.mark.parametrize("role", [Role.AUTHOR, None])
def test_nobody_else_can_be_named(kind, at_desk, role):
    article, client = make_article(kind=kind), at_desk(Role.EDITOR)
    typed = filled(client.get(form(article)), reviewer=make_user(role=role).pk)
    assert "is marked below" in client.post(form(article), typed).content.decode()
    article.refresh_from_db()
    assert article.reviewer is None


def test_an_author_says_by_when_and_no_more(kind, at_desk, cast):
    article = make_article(kind=kind, created_by=cast[Role.AUTHOR])
    client = at_desk(Role.AUTHOR)
    page = client.get(form(article))
    assert offered(page) == {"due", "planned_for"}
    forged = {"due": "2026-03-03", "reviewer": cast[Role.EDITOR].pk,
              "embargo_until_0": "2030-01-01", "embargo_until_1": "09:00"}  # fmt: skip
    client.post(form(article), filled(page) | forged)
    article.refresh_from_db()
    assert article.due == date(2026, 3, 3)
    assert (article.reviewer, article.embargo_until) == (None, None)


def test_an_author_plans_nothing_of_others(kind, at_desk):
    article = make_article(kind=kind)
    assert at_desk(Role.AUTHOR).post(form(article), {"due": "2026-03-03"}).status_code == 404


@pytest.mark.parametrize("status", [Status.PUBLISHED, Status.WITHDRAWN])
def test_what_is_out_has_no_plan(kind, at_desk, status):
    page = at_desk(Role.PUBLISHER).get(form(make_article(kind=kind, status=status)))
    assert not offered(page)


def test_a_change_has_a_reader_and_days_but_no_embargo(kind, at_desk, cast):
    live = make_article(kind=kind, status=Status.PUBLISHED)
    change = moves.take_step(live, "revise", by=cast[Role.EDITOR]).made
    page = at_desk(Role.EDITOR).get(form(change))
    assert offered(page) == {"reviewer", "due", "planned_for"}


@pytest.mark.parametrize("name", ["embargo_until", "expires_at"])
@pytest.mark.parametrize("year", ["0001", "9999"])
def test_a_year_beyond_all_calendars_is_refused(kind, at_desk, name, year):
    article, client = make_article(kind=kind), at_desk(Role.EDITOR)
    typed = {f"{name}_0": f"{year}-01-01", f"{name}_1": "00:00", "title": "Kept as typed"}
    page = client.post(form(article), filled(client.get(form(article)), **typed)).content.decode()
    assert f"Check the year: it is {int(year)}." in page
    assert "Kept as typed" in page
    article.refresh_from_db()
    assert getattr(article, name) is None


def test_a_kind_is_cleared_by_who_may_clear_and_is_asked_by_name(kind, cast, at_desk):
    make_person(name="Zarmeen Achak", user=cast[Role.EDITOR])
    gone = make_user(name="gone")
    kind.deputy = gone
    kind.save()
    page = at_desk(Role.PUBLISHER).get(f"/admin/articles/kind/{kind.pk}/change/")
    fields = page.context["adminform"].form.fields
    clearers = [label for _key, label in fields["clearer"].choices]
    assert "Zarmeen Achak" in clearers
    assert not {"author", "gone"} & set(clearers)
    assert "gone" in [label for _key, label in fields["deputy"].choices]
