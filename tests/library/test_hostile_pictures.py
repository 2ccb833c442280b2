"""Hostile pictures: each is refused in an editor's words, or comes out as nothing but its pixels."""

import io
import pickle
import subprocess
import sys

import pytest
from PIL import Image as Picture

from tests.library import hostile
from tests.pages import ROOT
from thinktank.library import pictures
from thinktank.library.renditions import KEPT

FILES = list(hostile.each())
MOST_MEMORY = 300  # MB, of the process that takes them in and of the one that decodes
FORMATS = {"jpg": "JPEG", "avif": "AVIF"}


@pytest.fixture(scope="module")
def taken_in(tmp_path_factory):
    """({name: Taken or sentence}, {process: MB}): all of them, by a process of its own."""
    path = tmp_path_factory.mktemp("hostile") / "answers"
    command = [sys.executable, "-m", "tests.library.take_in_all", path]
    subprocess.run(command, check=True, cwd=ROOT, capture_output=True)
    return pickle.loads(path.read_bytes())  # noqa: S301  our own process wrote it


@pytest.mark.parametrize("name", [name for name, taken, _content in FILES if not taken])
def test_what_is_no_picture_we_take_is_refused_with_what_is_wanted(taken_in, name):
    answer = taken_in[0][name]
    assert isinstance(answer, str)
    assert "Wanted: JPEG, PNG, WebP or GIF." in answer or "Save it smaller" in answer


@pytest.mark.parametrize("name", [name for name, taken, _content in FILES if taken])
def test_what_is_taken_is_drawn_anew_from_its_pixels_alone(taken_in, name):
    taken = taken_in[0][name]
    assert isinstance(taken, pictures.Taken), taken
    assert max(taken.width, taken.height) <= pictures.KEPT_SIDE
    for file, content in taken.files.items():
        assert not [word for word in (hostile.SECRET, *hostile.THEIRS) if word in content], file
        picture = Picture.open(io.BytesIO(content))
        picture.load()
        assert picture.format == FORMATS[file.rpartition(".")[2]]
        assert getattr(picture, "n_frames", 1) == 1
        assert not picture.getexif()
        assert not {"icc_profile", "exif", "xmp", "comment"} & set(picture.info)
    assert Picture.open(io.BytesIO(taken.files[KEPT])).size == (taken.width, taken.height)


def test_no_process_takes_much_memory_over_them(taken_in):
    assert {who: most for who, most in taken_in[1].items() if most > MOST_MEMORY} == {}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("square.png", "20000 × 20000 pixels; at most 12000 on a side and 50 million in all"),
        ("narrow.png", "1 × 40000 pixels"),
        ("one-pixel-too-many.png", "10000 × 5001 pixels"),
        ("claims-much.jpg", "65000 × 65000 pixels"),
    ],
)
def test_a_bomb_is_named_by_its_size(taken_in, name, words):
    assert words in taken_in[0][name]
