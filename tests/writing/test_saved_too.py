"""A save from an older form of a person, a theme or anything else: both are shown, nothing is lost."""

import json

import pytest

from articles.states import Role
from people.models import Expertise, Link
from tests.admin.filling import filled
from tests.make import make_article, make_person, make_theme
from thinktank.site.models import Page


@pytest.fixture
def person(institute):
    person = make_person(
        name="Zarmeen Achak", short_bio="Before.", long_bio="<p>One that flows.</p><p>Two that run dry.</p>",
        standing="staff", rank=1,
    )  # fmt: skip
    Link.objects.create(person=person, kind="x", value="first")
    return person


@pytest.fixture
def two(at_desk, person):
    """two(mine={…}, theirs={…}): (editor, address, what the editor sends after the publisher saved)."""
    address = f"/admin/people/person/{person.pk}/change/"

    def begin(*, mine, theirs):
        editor, publisher = at_desk(Role.EDITOR), at_desk(Role.PUBLISHER)
        form = filled(editor.get(address)) | mine
        other = filled(publisher.get(address)) | theirs
        assert publisher.post(address, other | {"_save": "1"}).status_code == 302
        return editor, address, form | {"_save": "1"}

    return begin


def chosen_beforehand(response):
    return {n: v for n, v in filled(response).items() if n.startswith("choice-") and v != [None]}


def test_a_stale_save_of_a_person_changes_nothing_and_shows_both(two, person):
    client, address, form = two(
        mine={
            "long_bio": "<p>One that flows.</p><p>Two that run dry, as I say.</p>",
            "short_bio": "Mine.",
        },
        theirs={
            "long_bio": "<p>One that flows, as they say.</p><p>Two that run dry.</p>",
            "short_bio": "Theirs.",
        },
    )
    response = client.post(address, form)
    page = response.content.decode()
    assert response.status_code == 409
    assert "publisher saved too. Both texts are kept; yours is not saved yet." in page
    for said in ("as I say", "as they say", "Mine", "Theirs"):
        assert said in page
    person.refresh_from_db()
    assert person.short_bio == "Theirs."
    assert chosen_beforehand(response) == {}


def test_the_chosen_paragraphs_and_fields_are_saved_with_what_differed_in_nothing(two, person):
    client, address, form = two(
        mine={"long_bio": "<p>One that flows.</p><p>Two that run dry, as I say.</p>", "rank": "7"},
        theirs={
            "long_bio": "<p>One that flows, as they say.</p><p>Two that run dry.</p>",
            "rank": "8",
        },
    )
    page = filled(client.post(address, form))
    chosen = {"choice-long_bio-0": "theirs", "choice-long_bio-1": "mine", "choice-rank": "mine"}
    assert client.post(address, page | chosen | {"_save": "1"}).status_code == 302
    person.refresh_from_db()
    assert "One that flows, as they say." in person.long_bio
    assert "Two that run dry, as I say." in person.long_bio
    assert person.rank == 7


def test_what_one_alone_touched_is_chosen_beforehand(two, person):
    expertise = Expertise.objects.create(name="Wells")
    client, address, form = two(
        mine={"short_bio": "Mine.", "speaks_to_press": "on", "languages": ["ur"]},
        theirs={"long_bio": "<p>One that flows.</p><p>Two that run dry now.</p>", "standing": "visiting",
                "expertise": [expertise.pk]},
    )  # fmt: skip
    response = client.post(address, form)
    assert chosen_beforehand(response) == {
        "choice-short_bio": ["mine"], "choice-speaks_to_press": ["mine"],
        "choice-languages": ["mine"], "choice-long_bio-1": ["theirs"],
        "choice-standing": ["theirs"], "choice-expertise": ["theirs"],
    }  # fmt: skip
    assert client.post(address, filled(response) | {"_save": "1"}).status_code == 302
    person.refresh_from_db()
    assert (person.short_bio, person.standing, person.languages) == ("Mine.", "visiting", ["ur"])
    assert person.speaks_to_press
    assert "run dry now" in person.long_bio
    assert list(person.expertise.all()) == [expertise]


def test_an_unticked_box_and_an_emptied_field_are_choices_too(two, person):
    person.speaks_to_press = True
    person.save()
    client, address, form = two(mine={"short_bio": "Mine."}, theirs={"short_bio": ""})
    form.pop("speaks_to_press")
    response = client.post(address, form)
    assert chosen_beforehand(response) == {"choice-speaks_to_press": ["mine"]}
    chosen = {"choice-speaks_to_press": "theirs", "choice-short_bio": "theirs"}
    assert client.post(address, filled(response) | chosen | {"_save": "1"}).status_code == 302
    person.refresh_from_db()
    assert person.speaks_to_press
    assert person.short_bio == ""


@pytest.mark.parametrize("choice", ["mine", "theirs"])
def test_rows_are_one_choice_whole_as_one_of_the_two_had_them(two, person, choice):
    def with_row(name):
        return {
            "links-TOTAL_FORMS": "2", "links-0-value": f"first_{name}", "links-1-kind": "x",
            "links-1-value": f"added_{name}", "links-1-order": "2", "links-1-id": "",
            "links-1-person": person.pk,
        }  # fmt: skip

    client, address, form = two(mine=with_row("mine"), theirs=with_row("theirs"))
    response = client.post(address, form)
    page = response.content.decode()
    assert response.status_code == 409
    for said in ("first_mine", "first_theirs", "added_mine", "added_theirs"):
        assert said in page
    answer = client.post(address, filled(response) | {"choice-links": choice, "_save": "1"})
    assert answer.status_code == 302, answer.context["errors"]
    left = sorted(person.links.values_list("value", flat=True))
    assert left == [f"added_{choice}", f"first_{choice}"]


def test_a_row_that_they_deleted_comes_back_if_i_say_so(two, person):
    client, address, form = two(
        mine={"links-0-value": "typed"}, theirs={"links-0-DELETE": "on", "short_bio": "T."}
    )
    page = filled(client.post(address, form)) | {"choice-links": "mine", "_save": "1"}
    assert client.post(address, page).status_code == 302
    assert [link.value for link in person.links.all()] == ["typed"]
    person.refresh_from_db()
    assert person.short_bio == "T."


def test_unanswered_or_answered_for_another_version_saves_nothing(two, person):
    client, address, form = two(mine={"short_bio": "Mine."}, theirs={"short_bio": "Theirs."})
    page = filled(client.post(address, form))
    page.pop("choice-short_bio", None)
    again = client.post(address, page | {"_save": "1"})
    assert again.status_code == 409
    assert "Choose one of the two at every place." in again.content.decode()
    person.short_bio = "Third."
    person.save()
    answered = client.post(address, filled(again) | {"choice-short_bio": "mine", "_save": "1"})
    assert answered.status_code == 409
    assert "Third" in answered.content.decode()


@pytest.mark.parametrize("began", ["", "[]", "x", '{"short_bio": 7}', json.dumps({"links": None})])
def test_a_forged_beginning_only_leaves_more_to_be_chosen(two, began):
    client, address, form = two(mine={"short_bio": "Mine."}, theirs={"short_bio": "Theirs."})
    assert client.post(address, form | {"began": began}).status_code == 409


@pytest.mark.parametrize("version", [None, "", "0" * 32])
def test_a_form_that_names_no_version_of_today_saves_nothing(at_desk, version):
    theme = make_theme(name="Water")
    client, address = at_desk(Role.EDITOR), f"/admin/themes/theme/{theme.pk}/change/"
    form = filled(client.get(address), name="Other") | {"version": version, "_save": "1"}
    response = client.post(address, {k: v for k, v in form.items() if v not in (None, [None])})
    assert response.status_code == 409
    assert "Other" in response.content.decode()
    theme.refresh_from_db()
    assert theme.name == "Water"


def test_a_stance_is_compared_by_paragraph(at_desk):
    theme = make_theme(stance="<p>One that flows.</p><p>Two that run dry.</p>")
    client, address = at_desk(Role.EDITOR), f"/admin/themes/theme/{theme.pk}/change/"
    form = filled(
        client.get(address), stance="<p>One that flows.</p><p>Two that run dry, mine.</p>"
    )
    theme.stance = "<p>One that flows, theirs.</p><p>Two that run dry.</p>"
    theme.save()
    page = filled(client.post(address, form | {"_save": "1"}))
    chosen = {"choice-stance-0": "theirs", "choice-stance-1": "mine", "_save": "1"}
    assert client.post(address, page | chosen).status_code == 302
    theme.refresh_from_db()
    assert "flows, theirs." in theme.stance
    assert "dry, mine." in theme.stance


def test_plain_pages_are_guarded_too(institute, at_desk):
    row = Page.objects.create(title="About", slug="about", body="<p>Us.</p>")
    client, address = at_desk(Role.PUBLISHER), f"/admin/site/page/{row.pk}/change/"
    form = filled(client.get(address), title="Mine", _save="1")
    Page.objects.filter(pk=row.pk).update(title="Theirs")
    assert client.post(address, form).status_code == 409


def test_ones_own_page_is_guarded_too(cast, at_desk):
    me = make_person(user=cast[Role.AUTHOR], long_bio="<p>One.</p>")
    client, mine = at_desk(Role.AUTHOR), "/admin/my-page/"
    form = filled(client.get(mine), long_bio="<p>Mine.</p>", _save="1")
    editor, theirs = at_desk(Role.EDITOR), f"/admin/people/person/{me.pk}/change/"
    editor.post(theirs, filled(editor.get(theirs), long_bio="<p>Theirs.</p>", _save="1"))
    response = client.post(mine, form)
    assert response.status_code == 409
    page = filled(response) | dict.fromkeys(
        (name for name in filled(response) if name.startswith("choice-")), "mine"
    )
    names = [n for n in response.content.decode().split('"') if n.startswith("choice-")]
    assert (
        client.post(mine, page | dict.fromkeys(names, "mine") | {"_save": "1"}).status_code == 302
    )
    me.refresh_from_db()
    assert me.long_bio == "<p>Mine.</p>"


def test_a_second_window_of_ones_own_is_named_as_such(at_desk):
    theme = make_theme()
    client, address = at_desk(Role.EDITOR), f"/admin/themes/theme/{theme.pk}/change/"
    first, second = filled(client.get(address)), filled(client.get(address))
    client.post(address, first | {"name": "One", "_save": "1"})
    response = client.post(address, second | {"name": "Two", "_save": "1"})
    assert "You saved this in another window, too." in response.content.decode()


def test_every_part_of_a_piece_is_a_choice(kind, at_desk):
    author, theme = make_person(name="Mahgul Zhobani"), make_theme(name="Water")
    article = make_article(kind=kind, tags=())
    client, address = at_desk(Role.EDITOR), f"/admin/articles/article/{article.pk}/change/"
    mine = filled(client.get(address), tags=["wells"])
    theirs = filled(client.get(address), tags=["water"], language="ur") | {
        "bylines-TOTAL_FORMS": "1", "bylines-0-person": author.pk, "bylines-0-role": "author",
        "bylines-0-position": "1", "filed_under-TOTAL_FORMS": "1", "filed_under-0-theme": theme.pk,
        "filed_under-0-position": "1",
    }  # fmt: skip
    assert client.post(address, theirs | {"_save": "1"}).status_code == 302
    response = client.post(address, mine | {"_save": "1"})
    page = response.content.decode()
    for said in ("Mahgul Zhobani", "Water", "Urdu", "wells", "water"):
        assert said in page
    before = chosen_beforehand(response)
    assert before["choice-bylines"] == before["choice-filed_under"] == ["theirs"]
    assert before["choice-language"] == ["theirs"]
    assert "choice-tags" not in before
    answer = client.post(address, filled(response) | {"choice-tags": "mine", "_save": "1"})
    assert answer.status_code == 302, answer.context
    article.refresh_from_db()
    assert [row.person for row in article.bylines.all()] == [author]
    assert [tag.name for tag in article.tags.all()] == ["wells"]
    assert article.language == "ur"
