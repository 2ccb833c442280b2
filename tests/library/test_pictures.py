"""Pictures taken in: upright, in the colours they were seen in, first frame; and within limits."""

import io
import json

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Picture
from PIL import ImageCms, ImageDraw

from tests.library.hostile import encoded
from thinktank.library import darkroom, pictures


def taken(content, **options):
    return pictures.take_in(SimpleUploadedFile("x", content), **options)


def seen(content, at=(0, 0), **options):
    """The colour of one pixel of the kept picture."""
    return Picture.open(io.BytesIO(taken(content, **options).content)).getpixel(at)


def near(colour, wanted, by=8):
    return all(abs(one - other) <= by for one, other in zip(colour, wanted, strict=True))


def drawn(size=(90, 80), mode="RGB"):
    """A picture with something in it."""
    picture = Picture.linear_gradient("L").resize(size).convert("RGB")
    draw = ImageDraw.Draw(picture)
    draw.ellipse([size[0] // 9, size[1] // 8, size[0] // 2, size[1] // 2], "navy")
    draw.rectangle([size[0] // 2, size[1] // 3, size[0] - 9, size[1] - 9], "gold")
    return picture.convert(mode)


def profile_with_red_and_blue_exchanged():
    """A true profile under which what is stored as red is seen as blue."""
    data = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return data.replace(b"rXYZ", b"keep").replace(b"bXYZ", b"rXYZ").replace(b"keep", b"bXYZ")


def test_colours_are_those_that_the_pictures_own_profile_means():
    red = Picture.new("RGB", (16, 16), "red")
    assert near(seen(encoded("PNG", red)), (255, 0, 0))
    odd = encoded("PNG", red, icc_profile=profile_with_red_and_blue_exchanged())
    assert near(seen(odd), (0, 0, 255), by=40)


def test_a_broken_profile_is_left_aside():
    red = Picture.new("RGB", (16, 16), "red")
    assert near(seen(encoded("PNG", red, icc_profile=b"A" * 500)), (255, 0, 0))


def test_print_colours_become_screen_colours():
    green = Picture.new("CMYK", (16, 16), (255, 0, 255, 0))
    assert near(seen(encoded("JPEG", green)), (0, 255, 0), by=40)


def test_sixteen_bits_of_grey_keep_their_brightness():
    assert near(seen(encoded("PNG", mode="I;16")), (156, 156, 156), by=2)


@pytest.mark.parametrize("turned", range(1, 9))
def test_each_orientation_stands_upright(turned):
    exif = Picture.Exif()
    exif[darkroom.ORIENTATION] = turned
    upright = Picture.new("RGB", (64, 32), "white")
    upright.paste("red", (0, 0, 32, 16))  # the mark: top left
    back = {value: key for key, value in ((6, 8), (8, 6))}.get(turned, turned)
    stored = upright.transpose(darkroom.UPRIGHT[back]) if turned > 1 else upright
    kept = Picture.open(io.BytesIO(taken(encoded("PNG", stored, exif=exif)).content))
    assert kept.size == (64, 32)
    assert near(kept.getpixel((8, 4)), (255, 0, 0), by=30)
    assert near(kept.getpixel((56, 28)), (255, 255, 255), by=30)


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP"])
def test_of_a_film_the_first_frame_is_kept(kind):
    frames = [Picture.new("RGB", (32, 32), colour) for colour in ("red", "green")]
    film = encoded(kind, frames[0], save_all=True, append_images=frames[1:])
    assert near(seen(film), (255, 0, 0), by=12)


def test_a_large_picture_worked_on_in_strips_is_the_same_picture(monkeypatch):
    picture = drawn((900, 700), "RGBA")
    whole = darkroom._in_strips(picture, 3)
    monkeypatch.setattr(darkroom, "STRIP", 9_000)
    assert darkroom._in_strips(picture, 3).tobytes() == whole.tobytes()
    assert whole.size == (300, 234)


def test_a_picture_is_kept_no_larger_than_needed():
    kept = taken(encoded("JPEG", drawn((5000, 2500))))
    assert (kept.width, kept.height) == (2400, 1200)
    assert set(kept.files) == {"kept.jpg", "400.jpg"}  # the rest is a worker's


def test_the_crops_lie_round_the_focal_point():
    picture = Picture.new("RGB", (600, 300), "white")
    picture.paste("red", (400, 0, 600, 300))
    files = taken(encoded("PNG", picture), focal=(100, 50)).files
    square = Picture.open(io.BytesIO(files["square-96-100-50.jpg"]))
    assert near(square.getpixel((90, 48)), (255, 0, 0), by=20)
    files = taken(encoded("PNG", picture), focal=(0, 50)).files
    square = Picture.open(io.BytesIO(files["square-96-0-50.jpg"]))
    assert near(square.getpixel((90, 48)), (255, 255, 255), by=20)


def test_the_same_picture_in_another_size_or_form_has_nearly_the_same_fingerprint():
    one = darkroom.fingerprint(drawn((900, 800)))
    small = Picture.open(io.BytesIO(encoded("JPEG", drawn((300, 266)), quality=40)))
    assert apart(one, darkroom.fingerprint(small)) <= 6
    other = drawn((900, 800)).transpose(Picture.Transpose.ROTATE_90)
    assert apart(one, darkroom.fingerprint(other)) > 6


def apart(one, other):
    return ((one ^ other) & (2**64 - 1)).bit_count()


@pytest.mark.parametrize("plain", ["flat", "gradient"])
def test_what_says_nothing_has_no_fingerprint(plain):
    flat, gradient = Picture.new("RGB", (64, 64), "teal"), Picture.linear_gradient("L")
    assert darkroom.fingerprint(flat if plain == "flat" else gradient) is None


def test_a_picture_that_takes_too_long_is_refused(monkeypatch, caplog):
    monkeypatch.setattr(pictures, "PATIENCE", 0.001)
    with pytest.raises(ValidationError, match="more memory or time than there is"):
        taken(encoded("PNG"))
    assert "The darkroom ended with code -9" in caplog.text


@pytest.mark.skipif("sys.platform != 'linux'", reason="no limit of addresses elsewhere")
def test_a_picture_that_takes_too_much_memory_is_refused(monkeypatch):
    monkeypatch.setattr(pictures, "MOST", pictures.MOST | {"AS": 120 * 2**20})
    with pytest.raises(ValidationError, match="more memory or time than there is"):
        taken(encoded("PNG", Picture.new("RGBA", (5000, 5000))))


def test_a_file_that_is_too_heavy_is_refused_before_it_is_read():
    heavy = SimpleUploadedFile("x.jpg", b"")
    heavy.size = pictures.LARGEST_FILE + 1
    with pytest.raises(ValidationError, match="The file has 26 MB; at most 25 MB fit"):
        pictures.take_in(heavy)


def test_the_process_that_decodes_knows_no_secret(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "canary")
    monkeypatch.setenv("DATABASE_URL", "canary")
    assert "canary" not in pictures._environment().values()


def test_the_darkroom_answers_one_line_and_then_its_files(capfdbinary, monkeypatch):
    monkeypatch.setattr(darkroom, "limit", lambda **most: None)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(encoded("PNG"))))
    limit = Picture.MAX_IMAGE_PIXELS
    picture = {"most_pixels": 10**6, "longest_side": 999, "kept_side": 99, "focal": [50, 50]}
    try:
        darkroom.main({"process": {}, "picture": picture | {"keep": True, "have": [], "small": 0}})
    finally:
        Picture.MAX_IMAGE_PIXELS = limit
    line, _end, files = capfdbinary.readouterr().out.partition(b"\n")
    answer = json.loads(line)
    assert [name for name, _size in answer["files"]] == ["kept.jpg", "64.jpg"]
    assert sum(size for _name, size in answer["files"]) == len(files)
