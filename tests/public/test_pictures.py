"""Pictures on public pages: in the best form, with their place kept, and cut where faces are."""

import re

import lxml.html
import pytest

from articles import moves
from articles.states import Status
from tests.make import make_article, make_image, make_institute, make_person, make_theme
from thinktank.library.models import Image

pytestmark = pytest.mark.django_db


@pytest.fixture
def piece():
    make_institute()
    photo = make_image(size=(500, 300), focal_x=20)
    article = make_article(
        status=Status.PUBLISHED,
        title="The piece",
        lead_image=make_image(size=(900, 600), focal_y=30),
        by=[make_person(name="The Author", photo=photo)],
    )
    moves.record(article)
    return article


def page(client, address):
    return lxml.html.fromstring(client.get(address).content.decode())


@pytest.mark.parametrize("address", ["/articles/2026/the-piece/", "/"])
def test_the_lead_picture_comes_as_avif_or_jpeg_and_keeps_its_place(client, piece, address):
    [picture] = page(client, address).xpath("//picture")
    source, img = picture.xpath(".//source | .//img")
    assert source.get("type") == "image/avif"
    assert re.findall(r"/(\d+)\.avif (\d+)w", source.get("srcset")) == [
        ("400", "400"), ("800", "800"), ("900", "900"),
    ]  # fmt: skip
    assert source.get("sizes") == img.get("sizes")
    assert (img.get("width"), img.get("height")) == ("900", "600")
    assert img.get("alt") == piece.alt
    assert img.get("loading") is None  # it stands where the page begins
    for address_of_file in [img.get("src"), *re.findall(r"\S+\.avif", source.get("srcset"))]:
        assert client.get(address_of_file).status_code == 200


def test_until_more_is_drawn_the_page_names_what_is_there(client, piece):
    Image.objects.update(made=["400.jpg"])
    [picture] = page(client, "/articles/2026/the-piece/").xpath("//picture")
    assert not picture.xpath(".//source")
    assert picture.xpath(".//img")[0].get("srcset").count("w") == 1


def test_other_sites_are_given_a_card_cut_round_the_focal_point_with_its_size(client, piece):
    found = page(client, "/articles/2026/the-piece/")
    said = {meta.get("property") or meta.get("name"): meta.get("content")
            for meta in found.xpath("//meta")}  # fmt: skip
    assert said["og:image"].endswith("/share-50-30.jpg")
    assert (said["og:image:width"], said["og:image:height"]) == ("900", "472")
    assert said["twitter:card"] == "summary_large_image"
    card = client.get(said["og:image"].removeprefix("http://testserver"))
    assert card["Content-Type"] == "image/jpeg"
    assert f'"{said["og:image"]}"' in found.xpath("string(//script[@type='application/ld+json'])")


def test_a_picture_too_small_for_a_large_card_is_announced_as_a_small_one(client, piece):
    piece.lead_image = make_image(size=(300, 300))
    piece.save()
    moves.record(piece)
    content = client.get("/articles/2026/the-piece/").content.decode()
    assert '<meta name="twitter:card" content="summary">' in content


@pytest.mark.parametrize("address", ["/people/the-author/", "/articles/2026/the-piece/"])
def test_a_face_is_a_square_round_the_focal_point(client, piece, address):
    faces = page(client, address).xpath("//img[contains(@class, 'face')]")
    assert faces
    for face in faces:
        assert face.get("src").endswith("/square-192-20-50.jpg")
        assert "/square-96-20-50.jpg 96w" in face.get("srcset")


def test_the_picture_of_a_theme_keeps_its_frame(client, piece):
    make_theme(name="Water", image=make_image(size=(500, 300), alt="A weir"))
    [img] = page(client, "/themes/water/").xpath("//picture//img")
    assert (img.get("class"), img.get("alt")) == ("broad", "A weir")
