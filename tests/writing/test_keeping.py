"""What is typed is kept apart: only by who may write there, never in the record, until it is saved."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.utils import timezone

from articles.models import Article
from articles.states import Role, Status
from tests.admin.filling import filled
from tests.make import make_article, make_person, make_theme, make_unsaved
from tests.writing.conftest import HERE, KEEP, PRESENT
from thinktank.writing.models import MOST_KEPT, Unsaved, forget_old
from thinktank.writing.views import MOST_BYTES


def test_what_is_typed_is_kept_and_the_record_does_not_move(kind, cast, say):
    article = make_article(kind=kind, title="Rivers")
    before, entries = article.saved_at, LogEntry.objects.count()
    answer = say(Role.EDITOR, KEEP, f"articles.article:{article.pk}", title="Rivers rising",
                 version="v1", tags=["water", "wells"], csrfmiddlewaretoken="key", _save="1",
                 password1="secret")  # fmt: skip
    assert answer.status_code == 200
    assert len(answer.json()["at"]) == len("14:02:10")
    kept = Unsaved.objects.of(cast[Role.EDITOR]).get()
    assert kept.data == {"title": ["Rivers rising"], "tags": ["water", "wells"]}
    assert kept.version == "v1"
    article.refresh_from_db()
    assert (article.title, article.saved_at) == ("Rivers", before)
    assert article.revisions.count() == 0
    assert LogEntry.objects.count() == entries


def test_each_opening_of_a_form_keeps_its_own_and_the_last_words_of_it(cast, say):
    theme = make_theme()
    for opening, stance in (("window-one", "a"), ("window-two", "b"), ("window-one", "c")):
        say(Role.EDITOR, KEEP, f"themes.theme:{theme.pk}", opening=opening, stance=stance)
    kept = Unsaved.objects.of(cast[Role.EDITOR])
    assert {each.opening: each.data["stance"] for each in kept} == {
        "window-one": ["c"], "window-two": ["b"],
    }  # fmt: skip


@pytest.mark.parametrize("address", [KEEP, PRESENT])
def test_nobody_keeps_in_a_form_that_is_not_theirs_to_write(kind, cast, say, address):
    foreign = make_article(kind=kind)
    read_only = make_article(kind=kind, status=Status.REVIEW, created_by=cast[Role.AUTHOR])
    person = make_person()
    for form in (
        f"articles.article:{foreign.pk}", f"articles.article:{read_only.pk}",
        f"people.person:{person.pk}", "people.person:new", "people.person:mine",
        "articles.article:987654", "articles.article:x", "articles.article:", "auth.user:new",
        "writing.unsaved:new", "sessions.session:new", "no.model:1", "nothing", "",
    ):  # fmt: skip
        assert say(Role.AUTHOR, address, form, title="x").status_code == 404, form
    assert not Unsaved.objects.exists()


def test_a_form_without_a_log_in_is_told_to_log_in_not_sent_away(institute):
    for address in (KEEP, PRESENT):
        answer = Client().post(address, {"_form": "people.person:new", "_writer": "1"})
        assert (answer.status_code, answer.json()) == (401, {"refused": "login"})


def test_words_typed_under_one_log_in_are_not_kept_under_another(cast, at_desk):
    client = at_desk(Role.EDITOR)
    answer = client.post(KEEP, {
        "_form": "people.person:new", "_writer": cast[Role.PUBLISHER].pk, "opening": "an-opening",
        "name": "x",
    })  # fmt: skip
    assert (answer.status_code, answer.json()) == (409, {"refused": "other"})
    assert not Unsaved.objects.exists()


def test_a_forged_keeping_is_refused(cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast[Role.EDITOR])
    typed = {"_form": "people.person:new", "_writer": cast[Role.EDITOR].pk, "opening": "an-opening"}
    assert client.post(KEEP, typed).status_code == 403


def test_more_than_a_person_writes_is_not_kept(say):
    for extra, status in ((-1000, 200), (1, 413)):
        answer = say(Role.EDITOR, KEEP, "people.person:new", long_bio="x" * (MOST_BYTES + extra))
        assert answer.status_code == status
    assert answer.json() == {"refused": "large"}


@pytest.mark.parametrize("typed", ["\0 \x01", "\ud83d\ude00", "علم", "<script>", "x" * 70_000])
def test_any_text_is_kept(cast, say, typed):
    typed = typed.encode("utf-16", "surrogatepass").decode("utf-16")
    assert say(Role.EDITOR, KEEP, "people.person:new", name=typed).status_code == 200
    assert Unsaved.objects.get().data["name"] == [typed.replace("\0", "")]


@pytest.mark.parametrize("opening", ["", "short", "x" * 41])
def test_an_opening_that_no_form_was_given_is_refused(say, opening):
    assert say(Role.EDITOR, KEEP, "people.person:new", opening=opening).status_code == 404


def test_saving_the_form_takes_away_what_was_kept_of_it_and_nothing_else(kind, cast, at_desk, say):
    article = make_article(kind=kind)
    client, address = at_desk(Role.EDITOR), f"/admin/articles/article/{article.pk}/change/"
    form = filled(client.get(address), title="Typed")
    other = make_unsaved(user=cast[Role.EDITOR], form=f"articles.article:{article.pk}")
    theirs = make_unsaved(user=cast[Role.PUBLISHER], opening=form["opening"][0])
    say(Role.EDITOR, KEEP, f"articles.article:{article.pk}", opening=form["opening"])
    assert client.post(address, form | {"title": "", "_save": "1"}).status_code == 200
    assert Unsaved.objects.count() == 3  # a form that is refused is not saved
    assert client.post(address, form | {"_save": "1"}).status_code == 302
    assert set(Unsaved.objects.all()) == {other, theirs}


def test_a_save_that_is_undone_keeps_what_was_kept(kind, cast, at_desk, say):
    article = make_article(kind=kind, created_by=cast[Role.AUTHOR])
    client, address = at_desk(Role.AUTHOR), f"/admin/articles/article/{article.pk}/change/"
    form = filled(client.get(address), title="Typed")
    say(Role.AUTHOR, KEEP, f"articles.article:{article.pk}", opening=form["opening"])
    assert client.post(address, form | {"_step": "publish"}).status_code == 404
    assert Unsaved.objects.count() == 1
    assert not Article.objects.filter(title="Typed").exists()


def test_a_new_record_takes_its_kept_text_along(at_desk, say):
    client = at_desk(Role.EDITOR)
    form = filled(client.get("/admin/themes/theme/add/"), name="Water")
    say(Role.EDITOR, KEEP, "themes.theme:new", opening=form["opening"], name="Water")
    assert client.post("/admin/themes/theme/add/", form | {"_save": "1"}).status_code == 302
    assert not Unsaved.objects.exists()


def test_what_is_kept_goes_after_thirty_days(cast):
    now = timezone.now()
    make_unsaved(at=now - timedelta(days=31))
    young = make_unsaved(at=now - timedelta(days=29))
    forget_old(now)
    assert list(Unsaved.objects.all()) == [young]


def test_nobody_fills_the_house_with_unsaved_text(cast):
    now = timezone.now()
    for number in range(MOST_KEPT + 3):
        make_unsaved(user=cast[Role.EDITOR], at=now + timedelta(seconds=number), title=str(number))
    kept = Unsaved.objects.of(cast[Role.EDITOR])
    assert len(kept) == MOST_KEPT
    assert str(kept[0]) == str(MOST_KEPT + 2)


def test_who_is_logged_in_is_told_with_a_key(cast, at_desk):
    assert Client().get(HERE).json()["writer"] == ""
    answer = at_desk(Role.EDITOR).get(HERE).json()
    assert answer["writer"] == str(cast[Role.EDITOR].pk)
    assert len(answer["token"]) == 64
    assert Client().post(HERE).status_code == 405


def test_what_is_kept_is_read_and_thrown_away_by_its_writer_alone(cast, at_desk, kind):
    article = make_article(kind=kind)
    kept = make_unsaved(user=cast[Role.EDITOR], form=f"articles.article:{article.pk}",
                        title="Rivers <b>", body="<p>My <em>words</em>.</p>", status="draft",
                        **{"funders-0-name": "A fund", "funders-0-id": "7"})  # fmt: skip
    address = f"/admin/unsaved/{kept.pk}/"
    for role in (Role.AUTHOR, Role.PUBLISHER, Role.ADMINISTRATOR):
        assert at_desk(role).get(address).status_code == 404
        assert at_desk(role).post(address).status_code == 404
    client = at_desk(Role.EDITOR)
    page = client.get(address).content.decode()
    for said in ("Rivers &lt;b&gt;", "My words.", "A fund", f"?unsaved={kept.pk}"):
        assert said in page
    assert str(kept) in client.get("/admin/unsaved/").content.decode().replace("&lt;b&gt;", "<b>")
    assert client.post(address).status_code == 302
    assert not Unsaved.objects.exists()
    assert "Everything you typed is saved." in client.get("/admin/unsaved/").content.decode()


def test_text_whose_piece_has_moved_on_or_gone_can_still_be_read(cast, at_desk, kind):
    article = make_article(kind=kind, status=Status.REVIEW, created_by=cast[Role.AUTHOR])
    form = f"articles.article:{article.pk}"
    kept = make_unsaved(user=cast[Role.AUTHOR], form=form, body="<p>My last words.</p>")
    client = at_desk(Role.AUTHOR)
    page = client.get(f"/admin/articles/article/{article.pk}/change/").content.decode()
    assert "It can no longer be saved here." in page
    assert f"/admin/unsaved/{kept.pk}/" in page
    Article.objects.filter(pk=article.pk).delete()
    page = client.get(f"/admin/unsaved/{kept.pk}/").content.decode()
    assert "My last words." in page
    assert "Put it back" not in page
