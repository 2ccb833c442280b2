"""Log-ins: administrators make them, with one of four roles, and nothing more can be given."""

from django.contrib.auth.models import Permission, User

from articles.states import Role
from tests.admin.filling import filled
from tests.make import make_person, make_user

ADD = "/admin/auth/user/add/"


def test_an_administrator_makes_a_log_in_for_a_person(at_desk):
    client, person = at_desk(Role.ADMINISTRATOR), make_person()
    secret = "seven green bottles"
    page = client.post(ADD, filled(
        client.get(ADD), username="new", password1=secret, password2=secret, role="Editor",
        person=person.pk, is_superuser="on", user_permissions=[Permission.objects.first().pk],
    ))  # fmt: skip
    assert page.status_code == 302, page.context["errors"]
    user = User.objects.get(username="new")
    assert [group.name for group in user.groups.all()] == [Role.EDITOR]
    assert (user.is_staff, user.is_superuser, user.user_permissions.count()) == (True, False, 0)
    assert user.person == person


def test_role_and_person_are_moved(at_desk):
    client = at_desk(Role.ADMINISTRATOR)
    first, second = make_person(), make_person()
    user = make_user(role=Role.AUTHOR, person=first)
    address = f"/admin/auth/user/{user.pk}/change/"
    client.post(
        address, filled(client.get(address), role="Publisher", person=second.pk, is_superuser="on")
    )
    user = User.objects.get(pk=user.pk)
    assert (user.groups.get().name, user.person, user.is_superuser) == (
        Role.PUBLISHER,
        second,
        False,
    )
    first.refresh_from_db()
    assert first.user is None


def test_nobody_takes_away_their_own_role_or_log_in(at_desk, cast):
    me = cast[Role.ADMINISTRATOR]
    client, address = at_desk(Role.ADMINISTRATOR), f"/admin/auth/user/{me.pk}/change/"
    typed = filled(client.get(address), role="Author")
    typed.pop("is_active", None)
    client.post(address, typed)
    me = User.objects.get(pk=me.pk)
    assert (me.is_active, me.groups.get().name) == (True, Role.ADMINISTRATOR)


def test_a_superuser_is_out_of_reach(at_desk):
    boss = User.objects.create_superuser("boss", password="x")
    client = at_desk(Role.ADMINISTRATOR)
    for page in ("change", "password", "history"):
        assert client.get(f"/admin/auth/user/{boss.pk}/{page}/").status_code == 404
    client.post(
        f"/admin/auth/user/{boss.pk}/password/", {"password1": "y" * 12, "password2": "y" * 12}
    )
    boss.refresh_from_db()
    assert boss.check_password("x")


def test_a_switched_off_log_in_is_out_at_the_next_request(at_desk, cast):
    author = at_desk(Role.AUTHOR)
    assert author.get("/admin/").status_code == 200
    user = cast[Role.AUTHOR]
    client, address = at_desk(Role.ADMINISTRATOR), f"/admin/auth/user/{user.pk}/change/"
    typed = filled(client.get(address))
    typed.pop("is_active")
    client.post(address, typed)
    assert author.get("/admin/").status_code == 302
