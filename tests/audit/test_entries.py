"""What is written to the log by itself: the right event, who, what and from where."""

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.test import Client, RequestFactory

from articles import moves
from articles.models import Article
from articles.states import Role
from tests.admin.filling import confirmed, filled
from tests.make import PASSWORD, make_article, make_person, make_theme, make_user
from themes.models import Theme
from thinktank.audit.middleware import address_of, origin
from thinktank.audit.models import Entry, Event
from thinktank.audit.writing import record
from thinktank.roles import synchronise
from thinktank.site.models import Institute

LOGIN = "/admin/login/"


def deeds(entries):
    """Without the log-ins that a test begins with."""
    return [entry for entry in entries if entry.event != Event.LOGIN]


def told(entry):
    """(who by number, who by name, from where, of what kind, its name)."""
    return (
        entry.actor, entry.actor_name, entry.address, entry.subject_model, entry.subject_name,
    )  # fmt: skip


@pytest.fixture
def fresh(cast):
    """The entries written from here on, by event: fresh(Event.LOGIN)."""
    before = Entry.objects.order_by("pk").values_list("pk", flat=True).last() or 0

    def since(event=None):
        found = Entry.objects.filter(pk__gt=before).order_by("pk")
        return list(found.filter(event=event) if event else found)

    return since


def log_in(name, password=PASSWORD, **sent):
    client = Client(**sent)
    client.post(LOGIN, {"username": name, "password": password})
    return client


def test_logging_in_and_out_is_told(cast, fresh):
    log_in("editor", REMOTE_ADDR="192.0.2.7").post("/admin/logout/")
    wanted = (cast[Role.EDITOR].pk, "editor", "192.0.2.7", "", "")
    assert [(entry.event, told(entry)) for entry in fresh()] == [
        (Event.LOGIN, wanted), (Event.LOGOUT, wanted),
    ]  # fmt: skip


def test_failed_log_in_is_told_without_the_password(fresh):
    log_in("editor", "a secret that was mistyped", REMOTE_ADDR="2001:db8::7")
    (entry,) = fresh()
    assert entry.event == Event.LOGIN_FAILED
    assert told(entry) == (None, "", "2001:db8::7", "auth.user", "editor")
    assert "secret" not in str(Entry.objects.filter(pk=entry.pk).values())


def test_name_typed_at_a_failed_log_in_is_cut_and_cleaned(fresh):
    log_in("edi\ntor\x1b[31m\u202e" + "x" * 140, "wrong")
    assert fresh()[0].subject_name == "edi tor[31m" + "x" * 47


def test_step_is_told(at_desk, cast, kind, fresh):
    article = make_article(kind=kind, title="Water", created_by=cast[Role.EDITOR])
    address = f"/admin/articles/article/{article.pk}/change/"
    client = at_desk(Role.EDITOR)
    client.post(address, filled(client.get(address), _step="send"), REMOTE_ADDR="192.0.2.7")
    assert Article.objects.get(pk=article.pk).status == "review"
    (step,), (save,) = fresh(Event.STEP), fresh(Event.SAVE)
    wanted = (cast[Role.EDITOR].pk, "editor", "192.0.2.7", "articles.article", "Water")
    assert told(step) == told(save) == wanted
    assert step.detail == {"step": "Send for review", "from": "Draft", "to": "In review"}
    assert step.subject_pk == save.subject_pk == str(article.pk)


def test_step_taken_by_a_command_names_who_it_was_taken_for(cast, kind, fresh):
    moves.take_step(make_article(kind=kind), "send", by=cast[Role.EDITOR])
    assert [(entry.actor_name, entry.address) for entry in fresh(Event.STEP)] == [("editor", "")]


def test_what_is_added_saved_and_deleted_at_the_desk_is_told(at_desk, cast, fresh):
    client = at_desk(Role.EDITOR)
    add = "/admin/themes/theme/add/"
    client.post(add, filled(client.get(add), name="Water"))
    theme = Theme.objects.get(name="Water")
    change = f"/admin/themes/theme/{theme.pk}/change/"
    client.post(change, filled(client.get(change), name="Waters"))
    confirmed(client, f"/admin/themes/theme/{theme.pk}/delete/")
    who = (cast[Role.EDITOR].pk, "editor", "127.0.0.1", "themes.theme")
    assert [(entry.event, told(entry)) for entry in deeds(fresh())] == [
        (Event.ADD, (*who, "Water")),
        (Event.SAVE, (*who, "Waters")),
        (Event.DELETE, (*who, "Waters")),
    ]
    assert fresh(Event.SAVE)[0].detail == {"said": "Changed Name."}


def test_merged_and_retired_themes_are_told(at_desk, fresh):
    gone, stays = make_theme(name="Gone"), make_theme(name="Stays")
    client = at_desk(Role.EDITOR)
    confirmed(client, f"/admin/themes/theme/{gone.pk}/merge/", into=stays.pk)
    client.post("/admin/themes/theme/", {"action": "retire", "_selected_action": [stays.pk]})
    assert [(entry.event, entry.subject_name, entry.detail) for entry in deeds(fresh())] == [
        (Event.DELETE, "Gone", {}),
        (Event.SAVE, "Stays", {"said": "Took in “Gone”."}),
        (Event.SAVE, "Stays", {"said": "Changed Retired."}),
    ]


def test_change_of_the_settings_is_told(at_desk, fresh):
    client = at_desk(Role.ADMINISTRATOR)
    address = f"/admin/site/institute/{Institute.objects.get().pk}/change/"
    client.post(address, filled(client.get(address), tagline="Water, not words"))
    (entry,) = deeds(fresh())
    assert (entry.event, entry.actor_name) == (Event.SETTINGS, "administrator")
    assert entry.detail == {"said": "Changed In one line."}


def test_changed_role_is_told(at_desk, cast, fresh):
    client, user = at_desk(Role.ADMINISTRATOR), cast[Role.AUTHOR]
    address = f"/admin/auth/user/{user.pk}/change/"
    client.post(address, filled(client.get(address), role="Publisher"))
    entries = fresh(Event.PERMISSION)
    wanted = (cast[Role.ADMINISTRATOR].pk, "administrator", "127.0.0.1", "auth.user", "author")
    assert {told(entry) for entry in entries} == {wanted}
    assert [entry.detail for entry in entries] == [{"taken": ["Author"]}, {"given": ["Publisher"]}]


def test_log_in_switched_off_is_told(at_desk, cast, fresh):
    client, user = at_desk(Role.ADMINISTRATOR), cast[Role.AUTHOR]
    address = f"/admin/auth/user/{user.pk}/change/"
    typed = filled(client.get(address))
    typed.pop("is_active")
    client.post(address, typed)
    (entry,) = fresh(Event.PERMISSION)
    assert (entry.actor_name, entry.subject_name) == ("administrator", "author")
    assert entry.detail == {"taken": ["active"]}


def test_password_set_for_another_is_told_and_the_password_is_not(at_desk, cast, fresh):
    client, user = at_desk(Role.ADMINISTRATOR), cast[Role.AUTHOR]
    secret = "seven green bottles"
    client.post(
        f"/admin/auth/user/{user.pk}/password/",
        {"password1": secret, "password2": secret, "usable_password": "true"},
    )
    (entry,) = fresh(Event.PASSWORD)
    assert (entry.actor_name, entry.subject_name) == ("administrator", "author")
    user.refresh_from_db()
    stored = str(list(Entry.objects.values()))
    assert secret not in stored
    assert user.password not in stored


def test_password_hashed_anew_at_a_log_in_is_no_new_password(cast, fresh, settings):
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.ScryptPasswordHasher",
        "django.contrib.auth.hashers.MD5PasswordHasher",
    ]
    log_in("editor")
    assert cast[Role.EDITOR].password != User.objects.get(username="editor").password
    assert [entry.event for entry in fresh()] == [Event.LOGIN]


def test_superuser_made_on_the_machine_is_told(fresh):
    User.objects.create_superuser("boss", password="x")
    (entry,) = fresh(Event.PERMISSION)
    assert told(entry) == (None, "the site", "", "auth.user", "boss")
    assert entry.detail == {"given": ["active", "staff status", "superuser status"]}


def test_permissions_given_by_hand_are_told(cast, fresh):
    group, permission = Group.objects.create(name="Guests"), Permission.objects.first()
    user = cast[Role.AUTHOR]
    name = f"{permission.content_type.app_label}.{permission.codename}"
    group.permissions.add(permission)
    group.user_set.add(user)
    user.user_permissions.add(permission)
    user.user_permissions.clear()
    group.permissions.clear()
    assert [(entry.subject_name, entry.detail) for entry in fresh(Event.PERMISSION)] == [
        ("Guests", {"given": [name]}), ("Guests", {"given": ["author"]}),
        ("author", {"given": [name]}), ("author", {"taken": [name]}), ("Guests", {"taken": [name]}),
    ]  # fmt: skip


def test_roles_brought_into_line_are_told_only_where_they_were_not(fresh):
    synchronise()
    assert fresh() == []
    group = Group.objects.get(name=Role.AUTHOR)
    group.permissions.remove(Permission.objects.get(codename="view_article"))
    synchronise()
    assert [(entry.actor_name, entry.detail) for entry in fresh()] == [
        ("the site", {"taken": ["articles.view_article"]}),
        ("the site", {"given": ["articles.view_article"]}),
    ]


@pytest.mark.parametrize("address", ["delete/", "step/publish/", "change/"])
def test_forged_post_is_told_and_its_page_only_looked_at_is_not(at_desk, kind, fresh, address):
    article = make_article(kind=kind)
    path = f"/admin/articles/article/{article.pk}/{address}"
    client = at_desk(Role.AUTHOR)
    assert client.get(path).status_code == 404
    assert deeds(fresh()) == []
    assert client.post(path, {"post": "yes"}, REMOTE_ADDR="192.0.2.9").status_code == 404
    (entry,) = deeds(fresh())
    assert (entry.event, entry.actor_name, entry.address) == (Event.REFUSED, "author", "192.0.2.9")
    assert entry.detail == {"method": "POST", "path": path}


@pytest.mark.django_db(transaction=True)
def test_action_that_is_rolled_back_leaves_no_entry(cast, kind, fresh):
    article = make_article(kind=kind)

    @transaction.atomic
    def half_way():
        moves.take_step(article, "send", by=cast[Role.EDITOR])
        raise PermissionDenied

    with pytest.raises(PermissionDenied):
        half_way()
    assert fresh() == []


def test_entries_outlive_the_log_in_and_the_row(at_desk, cast, fresh):
    user = cast[Role.EDITOR]
    theme = make_theme(name="Water")
    confirmed(at_desk(Role.EDITOR), f"/admin/themes/theme/{theme.pk}/delete/")
    number = user.pk
    user.delete()
    (entry,) = fresh(Event.DELETE)
    assert told(entry)[:2] == (number, "editor")
    client = at_desk(Role.ADMINISTRATOR)
    assert "editor" in client.get(f"/admin/audit/entry/{entry.pk}/change/").content.decode()
    page = client.get("/admin/audit/entry/?who=editor").content.decode()
    assert "<bdi>editor</bdi> deleted the theme “<bdi>Water</bdi>”." in page


def test_own_page_is_told(at_desk, cast, kind, fresh):
    make_person(name="Gulnaz Ferozi", user=cast[Role.AUTHOR])
    client = at_desk(Role.AUTHOR)
    client.post("/admin/my-page/", filled(client.get("/admin/my-page/"), short_bio="New."))
    assert [told(entry)[1:] for entry in fresh(Event.SAVE)] == [
        ("author", "127.0.0.1", "people.person", "Gulnaz Ferozi")
    ]


def test_event_that_the_list_does_not_know_is_refused(db):
    with pytest.raises(ValueError, match="gossip"):
        record("gossip")


def test_stranger_s_request_names_nobody(db):
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.7")
    entry = origin(lambda _request: record(Event.REFUSED))(request)
    assert told(entry) == (None, "", "192.0.2.7", "", "")
    assert told(record(Event.SAVE, name="the newsletter")) == (None, "the newsletter", "", "", "")


@pytest.mark.parametrize(("behind_proxy", "forwarded", "wanted"), [
    (False, "203.0.113.5", "192.0.2.7"),  # anybody can send the header
    (True, "203.0.113.5", "203.0.113.5"),
    (True, "198.51.100.1, 203.0.113.5", "203.0.113.5"),
    (True, "203.0.113.5, <script>", ""),
    (True, "", "192.0.2.7"),
])  # fmt: skip
def test_address_is_that_of_the_trusted_hop(settings, behind_proxy, forwarded, wanted):
    settings.BEHIND_PROXY = behind_proxy
    sent = {"X-Forwarded-For": forwarded} if forwarded else {}
    request = RequestFactory().get("/", headers=sent, REMOTE_ADDR="192.0.2.7")
    assert address_of(request) == wanted


def test_user_is_who_the_request_says(cast):
    request = RequestFactory().get("/")
    request.user = cast[Role.EDITOR]
    entry = origin(lambda _request: record(Event.SAVE))(request)
    assert entry.actor_name == "editor"
    assert make_user().pk != entry.actor
