"""Who has a form open is told to those who write there, and to nobody else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.states import Role
from tests.admin.filling import filled
from tests.make import NINE, make_person, make_theme
from tests.writing.conftest import PRESENT
from thinktank.writing.models import GONE_AFTER, Present, forget_old


@pytest.fixture
def theme(institute):
    return make_theme()


def test_two_in_one_form_hear_of_each_other_by_name(theme, cast, say):
    make_person(name="Zarmeen Achak", user=cast[Role.PUBLISHER])
    form = f"themes.theme:{theme.pk}"
    assert say(Role.PUBLISHER, PRESENT, form).json()["others"] == []
    (said,) = say(Role.EDITOR, PRESENT, form).json()["others"]
    assert said.startswith("Zarmeen Achak has this open too, since ")
    (said,) = say(Role.PUBLISHER, PRESENT, form).json()["others"]
    assert said.startswith("editor has this open too, since ")
    assert say(Role.EDITOR, PRESENT, f"themes.theme:{make_theme().pk}").json()["others"] == []


def test_who_has_left_is_not_there(theme, say):
    form = f"themes.theme:{theme.pk}"
    say(Role.PUBLISHER, PRESENT, form)
    say(Role.PUBLISHER, PRESENT, form, _leaving="1")
    assert say(Role.EDITOR, PRESENT, form).json()["others"] == []


def test_who_gives_no_sign_is_gone_and_comes_back_anew(cast):
    user, other, form = cast[Role.EDITOR], cast[Role.PUBLISHER], "themes.theme:1"
    Present.objects.seen(user, form, at=NINE)
    still = NINE + GONE_AFTER
    assert Present.objects.others(other, form, at=still).get().since == NINE
    gone = still + timedelta(seconds=1)
    assert not Present.objects.others(other, form, at=gone)
    Present.objects.seen(user, form, at=gone)
    assert Present.objects.others(other, form, at=gone).get().since == gone
    forget_old(gone)
    assert Present.objects.count() == 1
    forget_old(timezone.now())
    assert not Present.objects.exists()


def test_an_empty_form_is_nobody_elses(say):
    for role in (Role.EDITOR, Role.PUBLISHER):
        assert say(role, PRESENT, "themes.theme:new").json() == {"others": [], "older": ""}
    assert not Present.objects.exists()


def test_a_writer_hears_at_once_that_somebody_saved(theme, at_desk, say):
    client, address = at_desk(Role.EDITOR), f"/admin/themes/theme/{theme.pk}/change/"
    version = filled(client.get(address))["version"]
    form = f"themes.theme:{theme.pk}"
    assert say(Role.EDITOR, PRESENT, form, version=version).json()["older"] == ""
    publisher = at_desk(Role.PUBLISHER)
    publisher.post(address, filled(publisher.get(address), name="Other", _save="1"))
    older = say(Role.EDITOR, PRESENT, form, version=version).json()["older"]
    assert older.startswith("publisher saved too.")
