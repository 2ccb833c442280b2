"""Pictures chosen: in the dialog, in a form's field; and the list in which they are found again."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Article
from articles.states import Role
from tests.admin.filling import filled
from tests.library.conftest import logged_in
from tests.make import make_article, make_image, make_kind, make_person, make_user
from thinktank.library.models import Image

pytestmark = pytest.mark.django_db
CHOOSE, LIST = "/admin/library/image/choose/", "/admin/library/image/"
DAY = timedelta(days=1)


def change(image):
    return reverse("admin:library_image_change", args=[image.pk])


# -- choosing --


def make_many(*titles):
    """Rows of pictures that share the files of one, which is drawn once."""
    one = make_image()
    fields = {name: getattr(one, name) for name in ("file", "width", "height", "made", "sha256")}
    return [
        Image.objects.create(title=title, key=f"{one.key[:20]}{number:04}", **fields)
        for number, title in enumerate(titles)
    ]


def test_the_newest_come_first_and_each_page_leads_to_the_next(author):
    images = make_many(*(f"Number {number}" for number in range(26)))
    first = author.get(CHOOSE).json()
    assert [each["id"] for each in first["pictures"]] == [each.pk for each in images[:1:-1]]
    rest = author.get(f"{CHOOSE}{first['older']}").json()
    assert [each["title"] for each in rest["pictures"]] == ["Number 1", "Number 0", "A picture"]
    assert rest["older"] is None


@pytest.mark.parametrize(("words", "found"), [
    ("weir", ["Weir"]), ("spring w", ["Weir"]), ("zarmeen", ["Weir"]), ("\x00weir", ["Weir"]),
    ("x" * 500, []), ("%", []), ("", ["Dam", "Weir"]),
])  # fmt: skip
def test_every_word_is_looked_for_in_title_description_and_credit(author, words, found):
    make_image(title="Weir", alt="In spring", credit="Photo: Zarmeen")
    make_image(title="Dam", alt="", credit="")
    answer = author.get(CHOOSE, {"q": words}).json()
    assert [each["title"] for each in answer["pictures"]] == found
    said = {0: "No picture has these words", 1: "1 picture.", 2: "2 pictures, newest first."}
    assert answer["said"].startswith(said[len(found)])


def test_a_search_carries_on_over_its_pages(author):
    make_many(*(f"Weir {number}" for number in range(25)), "Dam")
    older = author.get(CHOOSE, {"q": "weir"}).json()["older"]
    assert [each["title"] for each in author.get(CHOOSE + older).json()["pictures"]] == ["Weir 0"]


def test_a_picture_whose_rights_have_ended_is_marked(author, today):
    make_image(rights_until="2026-03-03")
    make_image(rights_until=today)
    alive, over = author.get(CHOOSE).json()["pictures"]
    assert (alive["ended"], over["ended"]) == ("", "Rights ended on 3 March 2026")


@pytest.mark.parametrize("place", ["x", "20260101T000000-", "99999999T999999-1", "-1"])
def test_a_place_that_is_none_is_404(author, place):
    assert author.get(CHOOSE, {"before": place}).status_code == 404


@pytest.mark.parametrize("address", [CHOOSE, LIST, "change"])
def test_one_picture_costs_what_thirty_cost(author, address):
    image = make_image()
    asked = change(image) if address == "change" else address

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert author.get(asked).status_code == 200
        return len(captured)

    queries()  # content types and the like are remembered from the first visit on
    few = queries()
    for picture in make_many(*"abcdefghijklmnopqrstuvwxyzäöüß"):
        make_person(photo=picture)
    assert queries() == few <= 12


# -- the field of a form --


@pytest.fixture
def draft(author_user):
    return make_article(kind=make_kind(), created_by=author_user)


def form_of(article):
    return reverse("admin:articles_article_change", args=[article.pk])


def test_an_author_puts_a_picture_into_an_own_draft_and_takes_it_out(author, draft):
    image = make_image(title="Weir")
    for chosen in (image, None):
        typed = filled(author.get(form_of(draft)), lead_image=chosen.pk if chosen else "")
        assert author.post(form_of(draft), typed).status_code == 302
        draft.refresh_from_db()
        assert draft.lead_image == chosen


@pytest.mark.parametrize("forged", ["987654", "-1", "x", "1e3", "9" * 40, "0"])
def test_a_forged_number_is_refused_beside_its_field_and_nothing_typed_is_lost(
    author, draft, forged
):
    typed = filled(author.get(form_of(draft)), lead_image=forged, title="A new title")
    page = author.post(form_of(draft), typed)
    assert page.status_code == 200
    assert "This picture is not in the library. Choose another." in page.content.decode()
    assert "A new title" in page.content.decode()
    assert Article.objects.get(pk=draft.pk).lead_image is None


def test_who_may_not_see_pictures_neither_chooses_nor_loses_one(author, author_user, draft):
    Article.objects.filter(pk=draft.pk).update(lead_image=make_image(title="Weir"))
    other = make_image(title="Canary")
    rights = author_user.groups.get().permissions
    rights.remove(*rights.filter(codename="view_image"))
    page = author.get(form_of(draft))
    assert "data-choose" not in page.content.decode()
    assert "picture-chooser" not in page.content.decode()
    author.post(form_of(draft), filled(page, lead_image=other.pk))
    draft.refresh_from_db()
    assert draft.lead_image.title == "Weir"


def test_a_form_shows_that_the_rights_to_its_picture_have_ended(author, draft):
    image = make_image(rights_until="2026-03-03")
    Article.objects.filter(pk=draft.pk).update(lead_image=image)
    assert "Rights ended on 3 March 2026" in author.get(form_of(draft)).content.decode()


@pytest.mark.parametrize("address", [
    "/admin/articles/article/add/", "/admin/people/person/add/", "/admin/themes/theme/add/",
    "/admin/site/institute/",
])  # fmt: skip
def test_every_form_that_takes_a_picture_has_the_chooser(institute, address):
    make_kind()
    page = logged_in(make_user(role=Role.ADMINISTRATOR)).get(address, follow=True).content.decode()
    assert page.count("data-picture-field") == 1
    assert page.count('id="picture-chooser"') == 1


# -- the list, and a picture's own page --


def test_the_list_says_what_wants_a_hand_and_filters_by_it(author, today):
    make_person(photo=make_image(title="Well kept"))
    make_person(photo=make_image(title="Over", rights_until=today - DAY))
    make_person(photo=make_image(title="Soon over", rights_until=today + 30 * DAY))
    make_person(photo=make_image(title="Later over", rights_until=today + 31 * DAY))
    make_person(photo=make_image(title="Wordless", alt=""))
    make_image(title="Idle")
    titles = {"Well kept", "Over", "Soon over", "Later over", "Wordless", "Idle"}

    def shown(query):
        page = author.get(f"{LIST}{query}").content.decode()
        return {title for title in titles if f">{title}<" in page}

    assert shown("") == titles
    for asked, found in (("ended", "Over"), ("ending", "Soon over"), ("undescribed", "Wordless"),
                         ("unused", "Idle")):  # fmt: skip
        assert shown(f"?state={asked}") == {found}
    page = author.get(LIST).content.decode()
    for note in ("Rights ended on", "Rights end on", "No description", "Not used"):
        assert page.count(note) == 1 + (note in ("No description", "Not used"))  # and the filter


def test_a_pictures_page_names_those_that_look_like_it(author):
    image, _twin = make_image(title="Weir"), make_image(title="Weir again")
    make_image(title="Some dam", size=(12, 8))
    page = author.get(change(image)).content.decode()
    assert "Weir again" in page
    assert "Some dam" not in page
