"""“Mails to you”: one's own choice and one's own notices, for every role, and nobody else's."""

import pytest
from django.test import Client

from articles.states import Role
from tests.make import make_person
from tests.notices.conftest import words
from thinktank.notices import sending
from thinktank.notices.models import How, Notice, Preference

PAGE = "/admin/my-notices/"


@pytest.fixture
def reachable(cast):
    for role, user in cast.items():
        user.email = f"{role.lower()}@institute.example"
        user.save()
    return cast


@pytest.mark.parametrize("role", Role)
def test_every_role_chooses_for_itself(reachable, at_desk, role):
    client = at_desk(role)
    assert b'value="at_once" required id="id_how_0" checked' in client.get(PAGE).content
    page = client.post(PAGE, {"how": "daily"}, follow=True).content.decode()
    assert "Saved." in page
    assert 'value="daily" required id="id_how_1" checked' in page
    assert Preference.objects.get().user == reachable[role]
    assert Preference.objects.get().how == How.DAILY
    client.post(PAGE, {"how": "at_once", "user": reachable[Role.EDITOR].pk})
    assert Preference.objects.get().user == reachable[role]
    assert Preference.objects.get().how == How.AT_ONCE


def test_the_choice_counts_from_the_next_notice_on(reachable, at_desk, mailoutbox,
                                                   django_capture_on_commit_callbacks):  # fmt: skip
    at_desk(Role.AUTHOR).post(PAGE, {"how": "daily"})
    with django_capture_on_commit_callbacks(execute=True):
        sending.tell([reachable[Role.AUTHOR], reachable[Role.EDITOR]], **words())
    assert [mail.to for mail in mailoutbox] == [["editor@institute.example"]]


@pytest.mark.parametrize("how", ["never", "", "daily\x00", "at_once' OR 1=1"])
def test_what_is_no_choice_is_said_beside_the_field(reachable, at_desk, how):
    answer = at_desk(Role.AUTHOR).post(PAGE, {"how": how})
    assert answer.status_code == 200
    assert 'class="errorlist"' in answer.content.decode()
    assert not Preference.objects.exists()


def test_looking_changes_nothing(reachable, at_desk):
    at_desk(Role.AUTHOR).get(f"{PAGE}?how=daily")
    assert not Preference.objects.exists()


def test_a_forged_post_without_the_token_is_refused(reachable):
    client = Client(enforce_csrf_checks=True)
    client.force_login(reachable[Role.AUTHOR])
    assert client.post(PAGE, {"how": "daily"}).status_code == 403
    assert not Preference.objects.exists()


def test_it_shows_the_latest_twenty_of_ones_own_with_their_pages(reachable, at_desk):
    mine, other = reachable[Role.AUTHOR], reachable[Role.EDITOR]
    for number in range(23):
        sending.tell([mine], **words(subject=f"Cleared: Piece {number:02}", path=f"/p/{number}/"))
    sending.tell([other], **words(subject="Only the editor knows"))
    page = at_desk(Role.AUTHOR).get(PAGE).content.decode()
    assert 'href="/p/22/"' in page
    assert "Piece 03" in page
    assert "Piece 02" not in page
    assert "Only the editor knows" not in page


def test_it_costs_the_same_with_one_notice_and_with_thirty(
    reachable, at_desk, django_assert_max_num_queries
):  # fmt: skip
    client, counted = at_desk(Role.AUTHOR), []
    for number in (1, 29):
        for _time in range(number):
            sending.tell([reachable[Role.AUTHOR]], **words())
        with django_assert_max_num_queries(20) as queries:
            client.get(PAGE)
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_what_leads_nowhere_any_more_is_no_link(reachable, at_desk):
    sending.tell([reachable[Role.AUTHOR]], **words(subject="In the bin: <b>Rivers</b>", path=""))
    page = at_desk(Role.AUTHOR).get(PAGE).content.decode()
    assert "<bdi>In the bin: &lt;b&gt;Rivers&lt;/b&gt;</bdi>" in page
    assert 'href=""' not in page


def test_a_log_in_without_an_address_reads_why_no_mail_comes(cast, at_desk):
    assert "has no e-mail address" in at_desk(Role.AUTHOR).get(PAGE).content.decode()


def test_it_says_the_hour_in_the_institutes_zone(reachable, at_desk):
    page = at_desk(Role.AUTHOR).get(PAGE).content.decode()
    assert "The mail of the day goes out at 08:00 PKT." in page
    assert "Mails go to author@institute.example." in page


def test_header_and_my_page_lead_there(reachable, at_desk):
    make_person(user=reachable[Role.AUTHOR])
    client = at_desk(Role.AUTHOR)
    assert client.get("/admin/").content.decode().count(f'href="{PAGE}"') == 1
    assert client.get("/admin/my-page/").content.decode().count(f'href="{PAGE}"') == 2


def test_notices_go_with_their_log_in(reachable):
    sending.tell([reachable[Role.AUTHOR]], **words())
    reachable[Role.AUTHOR].delete()
    assert not Notice.objects.exists()
