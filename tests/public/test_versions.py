"""What readers learn of a piece after publication: earlier versions, corrections, tombstones."""

import json
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import clearance, history, moves
from articles.models import Article, Correction
from articles.states import Role, Status
from tests.make import NINE, make_article, make_image, make_institute, make_person, make_user

pytestmark = pytest.mark.django_db
NOTE = "It said five parts; it says seven."


@pytest.fixture(autouse=True)
def institute():
    return make_institute(second_person_clears=True)


@pytest.fixture
def cast():
    return {role: make_user(role=role, name=role.lower()) for role in Role}


@pytest.fixture
def live(cast):
    body = "<p>The river carries five parts of silt.</p><p>It flows on.</p>"
    article = make_article(title="Rivers", body=body, by=[make_person(name="Sahiba Zhobani")])
    cleared(article, cast)
    return moves.take_step(article, "publish", by=cast[Role.PUBLISHER]).article


def cleared(article, cast):
    moves.take_step(article, "send", by=cast[Role.EDITOR])
    moves.take_step(article, "clear", by=cast[Role.PUBLISHER])


def begun(article, cast, **changed):
    change = moves.take_step(article, "revise", by=cast[Role.EDITOR]).made
    for name, value in changed.items():
        setattr(change, name, value)
    change.save()
    clearance.saved(change, history.keep(change, by=cast[Role.EDITOR]), cast[Role.EDITOR])
    return change


def corrected(article, cast, *, kind="correction", note=NOTE, **changed):
    change = begun(article, cast, **changed)
    cleared(change, cast)
    moves.take_step(change, "apply", by=cast[Role.PUBLISHER], change_type=kind, change_note=note)
    return article.corrections.first()


def mended(article, cast, **changed):
    return moves.take_step(begun(article, cast, **changed), "correct_typo", by=cast[Role.PUBLISHER])


def once_corrected(live, cast):
    body = live.body.replace("five", "seven")
    return corrected(live, cast, body=body, title="Rivers rising")


def page_of(client, article, rest=""):
    article.refresh_from_db()
    return client.get(article.get_absolute_url() + rest)


def text_of(response):
    return response.content.decode()


# -- versions --


def test_an_earlier_version_is_shown_as_it_was_under_a_banner(client, live, cast):
    once_corrected(live, cast)
    response = page_of(client, live, "v1/")
    page = text_of(response)
    assert "five parts of silt" in page
    assert "seven" not in page
    assert "This is version 1 of" in page
    assert f'<a href="{live.get_absolute_url()}"><bdi>Rivers rising</bdi></a>' in page
    assert "<h1>Rivers</h1>" in page
    assert "Sahiba Zhobani" in page
    assert '<meta name="robots" content="noindex">' in page
    assert f'<link rel="canonical" href="http://testserver{live.get_absolute_url()}">' in page
    assert "ld+json" not in page
    assert "citation_" not in page


def test_the_newest_version_is_the_piece_itself(client, live, cast):
    response = page_of(client, live, "v1/")
    assert (response.status_code, response.url) == (302, live.get_absolute_url())
    once_corrected(live, cast)
    assert page_of(client, live, "v2/").status_code == 302


@pytest.mark.parametrize("number", [0, 3, 10**30])
def test_a_version_that_is_none_is_not_found(client, live, cast, number):
    once_corrected(live, cast)
    assert page_of(client, live, f"v{number}/").status_code == 404


def test_versions_of_what_is_not_public_are_not_there(client, live, cast):
    once_corrected(live, cast)
    Article.objects.filter(pk=live.pk).update(expires_at=timezone.now())
    assert page_of(client, live, "v1/").status_code == 404
    later = timezone.now() + timedelta(days=1)
    Article.objects.filter(pk=live.pk).update(published_at=later, expires_at=None)
    assert page_of(client, live, "v1/").status_code == 404


def test_a_text_that_was_changed_before_its_hour_never_becomes_a_version(client, cast):
    article = make_article(title="Rivers", body="<p>Canary of the first text.</p>")
    cleared(article, cast)
    at = timezone.now() + timedelta(hours=1)
    moves.take_step(article, "publish", by=cast[Role.PUBLISHER], at=at)
    change = begun(article, cast, body="<p>The text that goes out.</p>")
    cleared(change, cast)
    moves.take_step(change, "apply", by=cast[Role.PUBLISHER])
    past = timezone.now() - timedelta(minutes=1)
    Article.objects.filter(pk=article.pk).update(published_at=past)
    article.revisions.public().update(public_from=past)
    assert list(article.revisions.public().values_list("version", flat=True)) == [1]
    assert page_of(client, article, "v1/").status_code == 302
    assert "The text that goes out." in text_of(page_of(client, article))


def test_versions_are_listed_once_there_are_several(client, live, cast):
    assert "Versions:" not in text_of(page_of(client, live))
    once_corrected(live, cast)
    page = text_of(page_of(client, live))
    assert "Versions:" in page
    assert f'href="{live.get_absolute_url()}v1/"' in page
    assert f'href="{live.get_absolute_url()}v2/"' not in page


def test_pictures_of_an_earlier_version_are_still_served_and_go_with_the_piece(client, live, cast):
    picture = make_image()
    corrected(live, cast, lead_image=picture, kind="update")
    corrected(live, cast, lead_image=None, kind="update")
    page = text_of(page_of(client, live, "v2/"))
    assert picture.src() in page
    assert client.get(picture.src()).status_code == 200
    moves.take_step(live, "withdraw", by=cast[Role.PUBLISHER], why="Wrong data.")
    assert client.get(picture.src()).status_code == 404


def test_a_moved_piece_takes_its_versions_along(client, live, cast):
    correction = once_corrected(live, cast)
    old = live.get_absolute_url()
    live.refresh_from_db()
    live.slug = "streams"
    live.save()
    for rest in ("v1/", f"corrections/{correction.pk}/"):
        response = client.get(f"{old}{rest}")
        assert (response.status_code, response.url) == (301, f"{live.get_absolute_url()}{rest}")
        assert client.get(response.url).status_code == 200


# -- corrections --


def test_a_correction_is_told_with_date_kind_and_note_and_both_texts(client, live, cast):
    correction = once_corrected(live, cast)
    address = f"{live.get_absolute_url()}corrections/{correction.pk}/"
    for listing in (page_of(client, live), client.get("/corrections/")):
        page = text_of(listing)
        for said in ("Correction", NOTE, f'href="{address}"', "Show both texts"):
            assert said in page
    page = text_of(client.get(address))
    assert re.search(r"<del>[^/]*</span>five</del>", page)
    assert re.search(r"<ins>[^/]*</span>seven</ins>", page)
    assert "It flows on." not in page
    assert '<meta name="robots" content="noindex">' in page


def test_both_texts_show_nothing_that_is_no_part_of_what_is_answered_for(client, live, cast):
    live.refresh_from_db()
    live.tags.add("canary-tag")
    picture = make_image(title="Canary of the library")
    correction = corrected(live, cast, lead_image=picture, lead_alt="A weir")
    page = text_of(page_of(client, live, f"corrections/{correction.pk}/"))
    assert "canary" not in page.lower()
    assert "The picture was put in" in page


def test_a_correction_without_both_texts_has_no_page(client, live):
    correction = Correction.objects.create(article=live, text="Typed by hand.")
    assert "Show both texts" not in text_of(page_of(client, live))
    assert page_of(client, live, f"corrections/{correction.pk}/").status_code == 404


def test_a_correction_of_another_piece_is_not_found(client, live, cast):
    correction = once_corrected(live, cast)
    other = make_article(status=Status.PUBLISHED)
    assert page_of(client, other, f"corrections/{correction.pk}/").status_code == 404


def test_a_mended_typing_error_is_announced_nowhere(client, live, cast):
    mended(live, cast, body=live.body.replace("flows", "floows"))
    typo = live.corrections.get()
    assert live.revisions.out().count() == 2
    assert page_of(client, live, f"corrections/{typo.pk}/").status_code == 404
    for address in ("/corrections/", "/corrections/feed/"):
        assert "Rivers" not in text_of(client.get(address))


def test_a_mended_typing_error_changes_nothing_on_the_page_but_the_text(client, live, cast):
    once_corrected(live, cast)
    live.refresh_from_db()
    others = ("/articles/", "/", "/corrections/", "/corrections/feed/", "/sitemap.xml")
    before = text_of(page_of(client, live)), [client.get(each).content for each in others]
    mended(live, cast, body=live.body.replace("flows", "floows"))
    after = text_of(page_of(client, live)), [client.get(each).content for each in others]
    assert "floows" in after[0]
    assert after[0].replace("floows", "flows") == before[0]
    assert after[1] == before[1]


def test_a_change_in_preparation_changes_no_byte_for_readers(client, live, cast):
    correction = once_corrected(live, cast)
    live.refresh_from_db()
    pages = [
        live.get_absolute_url() + each for each in ("", "v1/", f"corrections/{correction.pk}/")
    ]
    pages += ["/corrections/", "/corrections/feed/", "/feed/", "/articles/"]
    before = [client.get(each).content for each in pages]
    change = begun(live, cast, title="Canary", body="<p>Canary.</p>")
    cleared(change, cast)
    at = timezone.now() + timedelta(hours=1)
    moves.take_step(change, "apply", by=cast[Role.PUBLISHER], at=at, change_type="update",
                    change_note="Canary.")  # fmt: skip
    assert [client.get(each).content for each in pages] == before
    assert page_of(client, live, "v3/").status_code == 404


def test_retractions_of_withdrawn_pieces_stand_among_the_corrections_and_in_their_feed(
    client, live, cast
):
    why = "The data could not be confirmed."
    moves.take_step(live, "withdraw", by=cast[Role.PUBLISHER], why=why, retraction=True)
    for address in ("/corrections/", "/corrections/feed/"):
        page = text_of(client.get(address))
        assert "Retraction" in page
        assert why in page


def test_corrections_of_withdrawn_pieces_show_no_texts(client, live, cast):
    correction = once_corrected(live, cast)
    moves.take_step(live, "withdraw", by=cast[Role.PUBLISHER], why="Wrong data.")
    assert "Show both texts" not in text_of(client.get("/corrections/"))
    for rest in ("v1/", f"corrections/{correction.pk}/"):
        response = page_of(client, live, rest)
        assert response.status_code == 410
        assert "parts of silt" not in text_of(response)


def test_pages_of_versions_and_corrections_cost_the_same_for_two_and_for_thirty(client, live, cast):
    def cost(rest):
        with CaptureQueriesContext(connection) as queries:
            assert page_of(client, live, rest).status_code == 200
        return len(queries)

    correction = once_corrected(live, cast)
    pages = ("", "v1/", f"corrections/{correction.pk}/")
    few = [cost(each) for each in pages]
    article = Article.objects.get(pk=live.pk)
    for number in range(30):
        article.standfirst = f"Number {number}."
        article.save()
        revision = history.make_public(history.keep(article), NINE)
        Correction.objects.create(
            article=article, text="x", before=correction.after, after=revision
        )
    assert [cost(each) for each in pages] == few
    assert max(few) <= 13


# -- what machines read --


def test_json_ld_tells_the_version_the_correction_and_when_it_was_changed(client, live, cast):
    assert data_of(page_of(client, live))["version"] == 1
    correction = once_corrected(live, cast)
    data = data_of(page_of(client, live))
    assert data["version"] == 2
    assert data["correction"] == [
        {"@type": "CorrectionComment", "text": NOTE, "datePublished": correction.date.isoformat()}
    ]
    live.refresh_from_db()
    assert data["dateModified"] == live.updated_at.isoformat()
    mended(live, cast, body=live.body.replace("flows", "floows"))
    later = data_of(page_of(client, live))
    assert (later["version"], later["dateModified"]) == (2, data["dateModified"])


def data_of(response):
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', text_of(response))
    return json.loads(block[1])


# -- tombstones --


def test_a_tombstone_says_title_names_reason_days_and_how_to_cite_it(client, live, cast):
    why = "The data could not be confirmed."
    moves.take_step(live, "withdraw", by=cast[Role.PUBLISHER], why=why, retraction=True)
    response = page_of(client, live)
    page = text_of(response)
    assert response.status_code == 410
    assert page.count(why) == 1
    for said in ("Rivers", "Sahiba Zhobani", "withdrawn", "Retraction", f"/id/{live.code}/",
                 "How to cite this record", "Qanat Institute"):  # fmt: skip
        assert said in page


def test_what_was_taken_down_leaves_title_and_names_and_no_word_of_its_text(client, live, cast):
    correction = once_corrected(live, cast)
    why = "By order of the court of Larkana, 12 March."
    moves.take_step(live, "take_down", by=cast[Role.PUBLISHER], why=why)
    response = page_of(client, live)
    page = text_of(response)
    assert response.status_code == 410
    for said in ("Rivers rising", "Sahiba Zhobani", why, "How to cite this record"):
        assert said in page
    pages = [page, text_of(client.get("/corrections/")), text_of(client.get("/corrections/feed/"))]
    pages += [
        text_of(page_of(client, live, each)) for each in ("v1/", f"corrections/{correction.pk}/")
    ]
    for each in pages:
        assert "parts" not in each


def test_old_and_new_piece_point_at_each_other(client, live):
    newer = make_article(status=Status.PUBLISHED, title="Streams", supersedes=live)
    assert "A newer piece takes the place of this one" in text_of(page_of(client, live))
    page = text_of(page_of(client, newer))
    assert "Takes the place of" in page
    assert f'href="{live.get_absolute_url()}"' in page


# -- what was published before histories were kept --


def test_what_was_published_before_gets_its_first_version_once(client, cast):
    article = make_article(status=Status.PUBLISHED, title="Old rivers")
    draft = make_article()
    assert history.number_published() == 1
    assert history.number_published() == 0
    first = article.revisions.get()
    assert (first.version, first.public_from) == (1, NINE)
    assert first.html == article.body_html
    assert not draft.revisions.exists()
    corrected(article, cast, body="<p>Another text.</p>")
    assert "The text of the piece." in text_of(page_of(client, article, "v1/"))
