"""An image and its files: when they are drawn, under which addresses, and who is told."""

import pytest
from django.core.files.storage import InMemoryStorage, default_storage
from django.tasks import TaskResultStatus
from django.test import override_settings
from django_tasks_db.models import DBTaskResult
from PIL import Image as Picture

from tests.library.test_pictures import drawn
from tests.make import make_image, make_picture_file
from thinktank.library import pictures, renditions
from thinktank.library.models import EarlierKey, Image, Usage
from thinktank.library.models.image import draw_renditions
from thinktank.library.signals import image_changed
from thinktank.tasks import backends, presence

pytestmark = pytest.mark.django_db


@pytest.fixture
def queue(settings):
    """Tasks are queued, and nobody does them."""
    settings.TASKS = {"default": backends.named("database")}


@pytest.fixture
def large(monkeypatch):
    """Even a small picture counts as large."""
    monkeypatch.setattr(pictures, "SMALL", 10)


@pytest.fixture
def told():
    """The images that image_changed was sent for."""
    found = []

    def note(image, **_unused):
        found.append(image)

    image_changed.connect(note)
    yield found
    image_changed.disconnect(note)


def image_of(picture, **fields):
    image = Image(title="A picture", **fields)
    image.take(make_picture_file(picture=picture))
    image.save()
    return image


def test_a_small_picture_is_ready_at_once(queue):
    image = make_image(size=(500, 300))
    assert image.ready
    assert image.waiting_seconds == 0
    assert not DBTaskResult.objects.exists()


def test_a_large_one_shows_itself_at_once_and_is_ready_when_the_worker_has_been(queue, large):
    image = image_of(drawn((500, 300)))
    assert image.made == ["400.jpg"]
    assert image.src(1200).endswith("/400.jpg")
    assert image.share_src == image.square_src() == image.src()
    assert image.avif_srcset == image.square_srcset == ""
    assert Image.objects.unready([image.pk]) == [image]
    task = DBTaskResult.objects.get()
    assert (task.task_path, task.status) == (draw_renditions.module_path, TaskResultStatus.READY)
    draw_renditions.call(*task.args_kwargs["args"])
    image.refresh_from_db()
    assert image.ready
    assert set(image.made) == renditions.names(500, 300)
    assert all(default_storage.exists(image.name_of(name)) for name in image.made)
    assert Image.objects.unready([image.pk]) == []


def test_the_wait_is_said_only_while_a_worker_lives(queue, large):
    image = image_of(drawn((500, 300)))
    assert image.waiting_seconds is None
    presence.appear("worker of this test")
    assert image.waiting_seconds == 4  # one task, three seconds, half a second until it is seen


def test_a_task_done_twice_and_one_for_a_picture_that_is_gone_do_no_harm(queue, large):
    image = image_of(drawn((500, 300)))
    other = Image.objects.get(pk=image.pk)
    image.draw_renditions()
    other.draw_renditions()
    assert set(other.made) == renditions.names(500, 300)
    folder = default_storage.listdir(f"images/{image.key}")[1]
    assert set(folder) == {renditions.KEPT, *other.made}  # no second file under another name
    draw_renditions.call(image.pk + 1000)


def test_saving_a_form_opened_before_the_worker_came_does_not_undo_its_work(queue, large):
    image = image_of(drawn((500, 300)))
    opened_before = Image.objects.get(pk=image.pk)
    image.draw_renditions()
    opened_before.alt = "Another"
    opened_before.save()
    assert Image.objects.get(pk=image.pk).ready


def test_a_worker_too_late_for_a_replaced_picture_leaves_the_new_one_alone(queue, large):
    image = image_of(drawn((500, 300)))
    late = Image.objects.get(pk=image.pk)
    image.take(make_picture_file(picture=drawn((420, 420))))
    image.save()
    late.draw_renditions()
    image.refresh_from_db()
    assert image.made == ["400.jpg"]


def test_a_new_focal_point_gives_new_crops_and_keeps_the_old_addresses(client):
    image = make_image(size=(500, 300))
    Usage.objects.record_public("test", [image])
    old = [image.share_src, image.square_src(96)]
    image.focal_x, image.focal_y = 30, 60
    image.save()
    assert image.share_src.endswith("/share-30-60.jpg")
    assert image.square_src(96).endswith("/square-96-30-60.jpg")
    for address in [*old, image.share_src, image.square_src(96)]:
        assert client.get(address).status_code == 200


def test_addresses_of_a_replaced_picture_still_give_what_they_gave(client):
    image = make_image(size=(500, 300))
    Usage.objects.record_public("test", [image])
    address = image.src(400)
    before = b"".join(client.get(address).streaming_content)
    image.take(make_picture_file(colour="red", size=(500, 300)))
    image.save()
    assert image.src(400) != address
    assert b"".join(client.get(address).streaming_content) == before
    assert b"".join(client.get(image.src(400)).streaming_content) != before
    Usage.objects.all().delete()
    assert client.get(address).status_code == 404  # one gate for both


def test_each_replacement_is_remembered(client):
    image = make_image()
    keys = [image.key]
    for colour in ("red", "blue"):
        image.take(make_picture_file(colour=colour))
        image.save()
        keys.append(image.key)
    assert [row.key for row in EarlierKey.objects.order_by("pk")] == keys[:-1]


def test_every_file_is_served_as_what_it_is_and_nothing_else_is(client):
    image = make_image(size=(500, 300))
    Usage.objects.record_public("test", [image])
    kinds = {name: client.get(image.address(name))["Content-Type"] for name in image.made}
    assert kinds == {
        name: "image/avif" if name.endswith("avif") else "image/jpeg" for name in image.made
    }
    for name in ("kept.jpg", "300.jpg", "800.jpg", "400.png", "share-1-1.jpg", "..%2Fkept.jpg", ""):
        assert client.get(f"/media/images/{image.key}/{name}").status_code == 404, name


def test_a_browser_that_has_the_file_is_told_so_only_while_it_is_public(client):
    image = make_image()
    Usage.objects.record_public("test", [image])
    mark = client.get(image.src())["ETag"]
    again = client.get(image.src(), headers={"if-none-match": mark})
    assert (again.status_code, again.content) == (304, b"")
    assert again["Cache-Control"] == "public, max-age=3600"
    Usage.objects.all().delete()
    assert client.get(image.src(), headers={"if-none-match": mark}).status_code == 404


def test_likely_duplicates_are_found_by_file_and_by_looks():
    first = image_of(drawn((300, 200)))
    again = image_of(drawn((300, 200)))
    smaller = image_of(drawn((150, 100)))
    other = image_of(drawn((300, 200)).transpose(Picture.Transpose.ROTATE_90))
    assert Image.objects.like(again)[0] == first
    assert set(Image.objects.like(again)) == {first, smaller}
    taken = pictures.take_in(make_picture_file(picture=drawn((301, 201))))
    assert set(Image.objects.like(taken)) == {first, again, smaller}
    assert not Image.objects.like(other)


def test_plain_pictures_are_alike_only_as_the_same_file():
    plain, same, _other = make_image(), make_image(), make_image(size=(9, 9))
    assert plain.fingerprint is None
    assert list(Image.objects.like(plain)) == [same]


@pytest.mark.parametrize("change", ["alt", "credit", "focal_x", "file", "renditions"])
def test_who_prints_a_picture_is_told_that_it_changed(
    change, told, queue, monkeypatch, django_capture_on_commit_callbacks
):
    image = make_image(size=(500, 300))
    with django_capture_on_commit_callbacks(execute=True):
        if change == "file":
            image.take(make_picture_file(colour="red"))
        elif change == "renditions":
            Image.objects.update(made=["400.jpg"])
            image.refresh_from_db()
            image.draw_renditions()
        else:
            setattr(image, change, 60 if change == "focal_x" else "Other words")
        image.save()
    assert image in told


def test_nobody_is_told_of_what_is_not_printed(told, django_capture_on_commit_callbacks):
    image = make_image()
    with django_capture_on_commit_callbacks(execute=True):
        image.title, image.source = "Other", "Another archive"
        image.save()
    assert told == []


def test_a_picture_whose_file_cannot_be_read_is_saved_all_the_same(queue, caplog):
    image = make_image()
    default_storage.delete(image.name_of(renditions.KEPT))
    image.focal_x = 10
    image.save()
    assert not image.ready
    assert DBTaskResult.objects.filter(task_path=draw_renditions.module_path).exists()
    assert "could not be drawn at once" in caplog.text


@override_settings(STORAGES={
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
})  # fmt: skip
def test_a_storage_without_folders_serves_as_well(client):
    image = make_image(size=(500, 300))
    Usage.objects.record_public("test", [image])
    assert isinstance(image.file.storage._wrapped, InMemoryStorage)
    image.focal_x = 10
    image.save()
    assert image.ready
    assert client.get(image.square_src(96)).status_code == 200
