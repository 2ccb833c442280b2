"""What was not saved is offered when the form is opened again, and put back as it was typed."""

import pytest

from articles.models import Article, Byline
from articles.states import Role
from people.models import Link, Person
from tests.admin.filling import filled
from tests.make import make_article, make_person, make_theme, make_unsaved
from tests.writing.conftest import KEEP
from thinktank.writing.models import Unsaved


def put_back(client, address, kept):
    return client.get(f"{address}?unsaved={kept.pk}")


@pytest.fixture
def person(institute):
    person = make_person(name="Zarmeen Achak", long_bio="<p>Before.</p>")
    Link.objects.create(person=person, kind="x", value="first")
    Link.objects.create(person=person, kind="website", value="https://second.example/")
    return person


@pytest.fixture
def typing(at_desk, person, cast, say):
    """(client, address, kept): an editor has changed the text, a row, deleted one and added one."""
    client, address = at_desk(Role.EDITOR), f"/admin/people/person/{person.pk}/change/"
    typed = filled(
        client.get(address), long_bio="<p>After, at <em>length</em>.</p>", short_bio="Typed.",
    ) | {
        "links-TOTAL_FORMS": "3", "links-0-value": "typed", "links-1-DELETE": "on",
        "links-2-kind": "orcid", "links-2-value": "not an ORCID", "links-2-order": "3",
        "links-2-person": person.pk, "links-2-id": "",
    }  # fmt: skip
    typed = {name: value for name, value in typed.items() if value not in (None, [None])}
    say(Role.EDITOR, KEEP, f"people.person:{person.pk}", **typed)
    return client, address, Unsaved.objects.get()


def test_it_is_offered_where_it_was_typed(typing, at_desk):
    client, address, kept = typing
    page = client.get(address).content.decode()
    assert "Text that was not saved, from" in page
    assert f"{address}?unsaved={kept.pk}" in page
    other = at_desk(Role.PUBLISHER).get(address).content.decode()
    assert "Text that was not saved" not in other


def test_it_is_put_back_with_its_rows_and_saves_nothing(typing, person):
    client, address, kept = typing
    answer = put_back(client, address, kept)
    page, form = answer.content.decode(), filled(answer)
    assert answer.status_code == 200
    assert "It is not saved yet." in page
    assert "errorlist" not in page
    assert "errornote" not in page.partition("</dialog>")[2]
    assert (form["long_bio"], form["short_bio"]) == (
        ["<p>After, at <em>length</em>.</p>"], ["Typed."],
    )  # fmt: skip
    assert [form[f"links-{n}-value"] for n in range(3)] == [
        ["typed"], ["https://second.example/"], ["not an ORCID"],
    ]  # fmt: skip
    assert "links-1-DELETE" in form
    assert "links-2-DELETE" not in form
    person.refresh_from_db()
    assert person.long_bio == "<p>Before.</p>"
    assert person.links.count() == 2
    assert Unsaved.objects.count() == 1


def test_what_was_put_back_is_saved_as_if_it_had_never_been_lost(typing, person):
    client, address, kept = typing
    form = filled(put_back(client, address, kept)) | {"links-2-kind": "x", "links-2-value": "new"}
    assert form["opening"] == [kept.opening]
    assert client.post(address, form | {"_save": "1"}).status_code == 302
    person.refresh_from_db()
    assert "length" in person.long_bio
    assert sorted(person.links.values_list("value", flat=True)) == ["new", "typed"]
    assert not Unsaved.objects.exists()


def test_what_is_wrong_in_it_is_said_when_it_is_saved(typing):
    client, address, kept = typing
    form = filled(put_back(client, address, kept))
    answer = client.post(address, form | {"_save": "1"})
    assert answer.status_code == 200
    assert "errorlist" in answer.content.decode()
    assert filled(answer)["short_bio"] == ["Typed."]


def test_rows_that_changed_since_do_not_break_it_and_the_save_shows_both(typing, person):
    client, address, kept = typing
    person.links.first().delete()
    Link.objects.create(person=person, kind="linkedin", value="https://www.linkedin.com/in/theirs")
    Person.objects.filter(pk=person.pk).update(short_bio="Theirs.")
    page = client.get(address).content.decode()
    assert "Somebody has saved since" in page
    answer = put_back(client, address, kept)
    values = {v for n, each in filled(answer).items() if n.endswith("-value") for v in each}
    assert values >= {"typed", "https://second.example/", "not an ORCID",
                      "https://www.linkedin.com/in/theirs"}  # fmt: skip
    answer = client.post(address, filled(answer) | {"_save": "1"})
    assert answer.status_code == 409
    assert "Theirs" in answer.content.decode()


def test_what_is_the_same_as_what_is_stored_is_not_offered(person, at_desk, say):
    client, address = at_desk(Role.EDITOR), f"/admin/people/person/{person.pk}/change/"
    typed = {n: v for n, v in filled(client.get(address)).items() if v not in (None, [None])}
    say(Role.EDITOR, KEEP, f"people.person:{person.pk}", **typed | {"opening": "an-opening"})
    assert "Text that was not saved" not in client.get(address).content.decode()


def test_a_new_piece_comes_back_with_its_kind_and_its_authors(at_desk, cast, kind, say):
    client, author = at_desk(Role.AUTHOR), make_person(name="Mahgul Zhobani")
    begun = f"/admin/articles/article/add/?kind={kind.code}"
    typed = {n: v for n, v in filled(client.get(begun)).items() if v not in (None, [None])} | {
        "title": "Wells", "bylines-TOTAL_FORMS": "1", "bylines-0-person": author.pk,
        "bylines-0-role": Byline.Role.AUTHOR, "bylines-0-position": "1", "tags": ["water"],
    }  # fmt: skip
    say(Role.AUTHOR, KEEP, f"articles.article:new:kind={kind.code}", **typed)
    page = client.get("/admin/articles/article/add/").content.decode()
    kept = Unsaved.objects.get()
    assert "“Wells”" in page
    assert f"/admin/articles/article/add/?kind={kind.code}&amp;unsaved={kept.pk}" in page
    answer = client.get(f"{begun}&unsaved={kept.pk}")
    assert "Mahgul Zhobani" in answer.content.decode()
    form = filled(answer)
    assert (form["title"], form["tags"]) == (["Wells"], ["water"])
    assert client.post(begun, form | {"_save": "1"}).status_code == 302
    article = Article.objects.get()
    assert [each.person for each in article.bylines.all()] == [author]
    assert not Unsaved.objects.exists()


def test_my_page_comes_back_too(at_desk, cast, say):
    me = make_person(user=cast[Role.AUTHOR])
    client = at_desk(Role.AUTHOR)
    typed = filled(client.get("/admin/my-page/"), long_bio="<p>Mine.</p>")
    typed = {n: v for n, v in typed.items() if v not in (None, [None])}
    assert say(Role.AUTHOR, KEEP, "people.person:mine", **typed).status_code == 200
    kept = Unsaved.objects.get()
    assert f"/admin/my-page/?unsaved={kept.pk}" in client.get("/admin/my-page/").content.decode()
    form = filled(put_back(client, "/admin/my-page/", kept))
    assert client.post("/admin/my-page/", form | {"_save": "1"}).status_code == 302
    me.refresh_from_db()
    assert me.long_bio == "<p>Mine.</p>"


def test_what_others_typed_and_what_belongs_elsewhere_is_not_put_back(at_desk, cast, person):
    client, address = at_desk(Role.EDITOR), f"/admin/people/person/{person.pk}/change/"
    form = f"people.person:{person.pk}"
    theirs = make_unsaved(user=cast[Role.PUBLISHER], form=form, short_bio="Theirs")
    elsewhere = make_unsaved(user=cast[Role.EDITOR], form=f"themes.theme:{make_theme().pk}")
    for kept in (theirs, elsewhere):
        assert put_back(client, address, kept).status_code == 404
    for forged in ("0", "9" * 18, "x", "9" * 30, ""):
        assert client.get(f"{address}?unsaved={forged}").status_code in (200, 404)


def test_what_is_no_longer_theirs_to_write_is_put_back_nowhere(at_desk, cast, kind):
    foreign = make_article(kind=kind)
    kept = make_unsaved(user=cast[Role.AUTHOR], form=f"articles.article:{foreign.pk}", title="x")
    address = f"/admin/articles/article/{foreign.pk}/change/"
    assert put_back(at_desk(Role.AUTHOR), address, kept).status_code == 404


@pytest.mark.parametrize(
    "nonsense",
    [{"links-TOTAL_FORMS": "x"}, {"links-TOTAL_FORMS": "99999999"}, {"links-0-id": "x"},
     {"expertise": ["987654"], "languages": "x"}, {"rank": "x" * 5000}, {}],
)  # fmt: skip
def test_whatever_was_kept_the_form_can_be_opened(at_desk, cast, person, nonsense):
    kept = make_unsaved(user=cast[Role.EDITOR], form=f"people.person:{person.pk}", short_bio="x")
    kept.data |= {name: [v] if isinstance(v, str) else v for name, v in nonsense.items()}
    kept.save()
    client, address = at_desk(Role.EDITOR), f"/admin/people/person/{person.pk}/change/"
    assert client.get(address).status_code == 200
    assert put_back(client, address, kept).status_code == 200
    assert client.get(f"/admin/unsaved/{kept.pk}/").status_code == 200
