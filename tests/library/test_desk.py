"""The library's desk: taking pictures in, describing, choosing and finding them, each by right."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from articles.states import Role
from tests.library.conftest import logged_in
from tests.make import make_image, make_picture_file, make_user
from thinktank.library import pictures
from thinktank.library.admin.uploading import title_from
from thinktank.library.models import Image

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("institute")]
UPLOAD, CHOOSE = "/admin/library/image/upload/", "/admin/library/image/choose/"
LIST = "/admin/library/image/"
DAY = timedelta(days=1)


def describe(image):
    return reverse("admin:library_image_describe", args=[image.pk])


def state(image):
    return reverse("admin:library_image_state", args=[image.pk])


# -- taking in --


@pytest.mark.parametrize("role", Role)
def test_each_role_takes_a_picture_in_and_is_told_what_it_is_now(role):
    client = logged_in(make_user(role=role))
    answer = client.post(UPLOAD, {"file": make_picture_file(size=(20, 10), name="weir_in-may.png")})
    image = Image.objects.get()
    said = answer.json()
    assert (said["id"], said["title"], said["width"], said["height"]) == (
        image.pk, "weir in may", 20, 10,
    )  # fmt: skip
    assert (said["alt"], said["credit"], said["duplicates"]) == ("", "", [])
    assert client.get(said["src"]).status_code == 200
    assert client.get(said["address"]).status_code == 200


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("weir_in-spring.JPG", "weir in spring"),
        ("/etc/passwd.png", "passwd"),
        ("invoice\u202egnp.exe.png", "invoicegnp.exe"),
        ("دریا کا بند.webp", "دریا کا بند"),
        (f"{'x' * 300}.png", "x" * 200),
        ("_.png", "Picture"),
    ],
)
def test_the_first_title_is_the_files_name_in_words(name, title):
    assert title_from(name) == title


@pytest.mark.parametrize(
    "content", [b"", b"<svg onload=alert(1)>", b"GIF89a", b"\x89PNG\r\n\x1a\n"]
)
def test_what_is_no_picture_is_answered_with_a_sentence_and_leaves_nothing(author, content):
    answer = author.post(UPLOAD, {"file": SimpleUploadedFile("x.png", content, "image/png")})
    assert answer.json()["error"].endswith((
        "Wanted: JPEG, PNG, WebP or GIF.", "Choose one and try again.",
    ))  # fmt: skip
    assert not Image.objects.exists()


def test_a_post_without_a_file_says_so(author):
    answer = author.post(UPLOAD, {})
    assert answer.json() == {"error": "No file arrived. Choose one and try again."}


def test_the_page_knows_the_largest_file_that_is_taken(author):
    assert f'data-largest="{pictures.LARGEST_FILE}"' in author.get(LIST).content.decode()


def test_likely_duplicates_are_named_and_never_merged(author, today):
    there = make_image(title="Weir", size=(9, 9), rights_until=today - DAY)
    answer = author.post(UPLOAD, {"file": make_picture_file(size=(9, 9))}).json()
    (twin,) = answer["duplicates"]
    assert twin["id"] == there.pk != answer["id"]
    assert "Looks like “Weir”" in twin["said"]
    assert twin["ended"]
    assert Image.objects.count() == 2


@pytest.mark.parametrize("address", [UPLOAD, "/admin/library/image/1/describe/"])
def test_a_post_from_elsewhere_is_refused(address):
    client = logged_in(make_user(role=Role.AUTHOR), enforce_csrf_checks=True)
    assert client.post(address, {"file": make_picture_file()}).status_code == 403
    assert not Image.objects.exists()


# -- describing --


def test_a_picture_is_described_field_by_field(author):
    image = make_image(credit="")
    answer = author.post(describe(image), {"title": "Weir", "alt": "A weir", "credit": "Photo: Z."})
    image.refresh_from_db()
    assert (image.title, image.alt, image.credit) == ("Weir", "A weir", "Photo: Z.")
    assert answer.json()["credit"] == "Photo: Z."


def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_saved(author):
    image = make_image(title="Weir")
    answer = author.post(describe(image), {"title": "", "alt": "a\x07b", "credit": "x" * 201})
    assert set(answer.json()["errors"]) == {"title", "alt", "credit"}
    image.refresh_from_db()
    assert image.title == "Weir"


def test_other_fields_of_the_picture_are_not_reached(author):
    image = make_image()
    author.post(describe(image), {"title": "Weir", "key": "0" * 24, "licence": "none"})
    key = image.key
    image.refresh_from_db()
    assert (image.key, image.licence) == (key, "")


# -- who may what --


def test_one_without_the_right_gets_404_alike_for_what_is_there_and_what_is_not(outsider):
    image = make_image()
    for address in (UPLOAD, CHOOSE, describe(image), state(image), LIST,
                    "/admin/library/image/987654/describe/", "/admin/library/image/987654/state/"):  # fmt: skip
        assert outsider.get(address).status_code == 404, address
        assert outsider.post(address, {"title": "X"}).status_code == 404, address
    image.refresh_from_db()
    assert image.title == "A picture"


def test_who_is_not_logged_in_or_no_staff_is_sent_to_the_log_in_page():
    image, reader = make_image(), logged_in(make_user())
    for client in (Client(), reader):
        for address in (UPLOAD, CHOOSE, describe(image), state(image)):
            assert client.post(address).url.startswith("/admin/login/"), address


def test_what_changes_takes_posts_only(author):
    assert author.get(UPLOAD).status_code == 405
    assert author.get(describe(make_image())).status_code == 405


def test_a_picture_that_is_not_there_is_404(author):
    for page in ("describe", "state"):
        assert author.post(f"/admin/library/image/987654/{page}/").status_code == 404


# -- being drawn --


def test_a_picture_that_is_still_being_drawn_says_so_until_it_is_ready(author):
    image = make_image()
    assert author.get(state(image)).json() == {"ready": True, "said": "Ready."}
    Image.objects.filter(pk=image.pk).update(made=[])
    answer = author.get(state(image)).json()
    assert not answer["ready"]
    assert answer["said"].startswith("Being prepared")
    page = author.get(reverse("admin:library_image_change", args=[image.pk])).content.decode()
    assert answer["said"] in page
