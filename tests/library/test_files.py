"""Files: what is taken in, and who may fetch it."""

import io
import warnings
from datetime import timedelta
from urllib.parse import unquote

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image as Picture

from articles import moves
from articles.models import Attachment
from articles.states import Role, Status
from tests.make import (
    make_article,
    make_document,
    make_image,
    make_person,
    make_picture_file,
    make_user,
)
from thinktank.library import pictures
from thinktank.library.models import Document, Image, Usage

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def test_picture_is_kept_upright_without_a_word_of_its_metadata():
    out, exif = io.BytesIO(), Picture.Exif()
    exif[0x0112] = 6  # turned by 90 degrees
    exif[0x010E] = "SECRET PLACE"
    Picture.new("RGB", (40, 20), "red").save(out, "JPEG", exif=exif, comment=b"SECRET NOTE")
    kept = pictures.take_in(SimpleUploadedFile("x.jpg", out.getvalue()))
    assert (kept.width, kept.height) == (20, 40)
    assert b"SECRET" not in kept.content
    assert not Picture.open(io.BytesIO(kept.content)).getexif()


def test_transparent_picture_is_put_on_white():
    out = io.BytesIO()
    Picture.new("RGBA", (8, 8), (0, 0, 0, 0)).save(out, "PNG")
    kept = pictures.take_in(SimpleUploadedFile("x.png", out.getvalue()))
    assert Picture.open(io.BytesIO(kept.content)).getpixel((4, 4)) == (255, 255, 255)


@pytest.mark.parametrize(
    "content",
    [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"<html>", b"GIF89a", b"\x89PNG\r\n\x1a\n" + b"\0" * 99],
)  # fmt: skip
def test_what_is_no_picture_is_refused_saying_what_is_wanted(content):
    with pytest.raises(ValidationError, match=r"Wanted: JPEG, PNG, WebP or GIF"):
        pictures.take_in(SimpleUploadedFile("x.png", content))


def test_bomb_is_refused_by_its_size_before_it_is_decoded():
    out = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        Picture.new("1", (12_000, 5_000)).save(out, "PNG")
    with pytest.raises(ValidationError, match="12000 × 5000 pixels"):
        pictures.take_in(SimpleUploadedFile("x.png", out.getvalue()))


def test_renditions_are_of_the_fixed_widths_and_never_wider_than_the_picture():
    image = make_image(size=(900, 300))
    assert image.widths == [400, 800, 900]
    for width in image.widths:
        for kind in ("jpg", "avif"):
            with default_storage.open(image.name_of(f"{width}.{kind}")) as file:
                assert Picture.open(file).size == (width, round(width / 3))
    assert image.src(1200).endswith("/900.jpg")


def test_replacing_a_picture_makes_new_addresses_and_keeps_the_old_files():
    image = make_image()
    old = image.name_of("8.jpg")
    image.take(make_picture_file(colour="red"))
    image.save()
    assert image.name_of("8.jpg") != old
    assert default_storage.exists(old)


@pytest.mark.parametrize("status", [s for s in Status if s != Status.PUBLISHED])
def test_files_of_what_is_not_public_are_not_there(client, status):
    image, document = make_image(), make_document()
    article = make_article(status=status, lead_image=image)
    Attachment.objects.create(article=article, document=document)
    moves.record(article)
    for address in (image.src(), document.get_absolute_url()):
        assert client.get(address).status_code == 404
        assert client.get(address, headers={"if-none-match": "*"}).status_code == 404
        assert client.get(address, headers={"range": "bytes=0-"}).status_code == 404


def test_files_of_a_public_piece_are_served_with_their_guards(client):
    image, document = make_image(), make_document(title="Data & method")
    article = make_article(status=Status.PUBLISHED, lead_image=image)
    Attachment.objects.create(article=article, document=document)
    moves.record(article)
    response = client.get(image.src())
    assert response["Content-Type"] == "image/jpeg"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    response = client.get(document.get_absolute_url())
    assert response["Content-Type"] == "application/pdf"
    assert "filename*=UTF-8''data-method.pdf" in response["Content-Disposition"]
    assert not response.cookies


def test_picture_of_a_scheduled_piece_appears_at_its_hour_without_any_worker(client):
    image = make_image()
    make_article(status=Status.PUBLISHED, published_at=timezone.now() + HOUR, lead_image=image)
    assert client.get(image.src()).status_code == 404
    Usage.objects.update(public_from=timezone.now() - HOUR)
    assert client.get(image.src()).status_code == 200


def test_staff_see_files_of_drafts_and_no_cache_keeps_them(client):
    image = make_image()
    client.force_login(make_user(role=Role.AUTHOR))
    response = client.get(image.src())
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"


def test_only_made_widths_are_served(client):
    image = make_image()
    make_person(photo=image)
    assert client.get(image.src()).status_code == 200
    assert client.get(image.src().replace("/8.jpg", "/9.jpg")).status_code == 404


def test_document_must_be_a_pdf_from_its_first_byte():
    with pytest.raises(ValidationError, match="not a PDF"):
        Document(title="x").take(SimpleUploadedFile("x.pdf", b"\n%PDF-1.4", "application/pdf"))


@pytest.mark.parametrize("title", ["../../etc/passwd", "a\u2044b", "مضمون", "??", 'a"b; c'])
def test_download_name_is_made_of_safe_words(client, title):
    document = make_document(title=title)
    client.force_login(make_user(role=Role.AUTHOR))
    response = client.get(document.get_absolute_url())
    name = unquote(response["Content-Disposition"].partition("''")[2])
    assert not set(name) & set('/\\";\r\n')
    assert ".." not in name


def test_stored_name_is_random_and_holds_nothing_of_the_upload():
    image = Image(title="x")
    image.take(make_picture_file(name="../../evil name.png"))
    assert image.file.name == f"images/{image.key}/kept.jpg"
    assert len(image.key) == 24
