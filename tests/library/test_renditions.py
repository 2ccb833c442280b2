"""The list of renditions: never larger than the picture, never beside it, one name each."""

from hypothesis import given
from hypothesis import strategies as st

from thinktank.library.renditions import (
    LARGE_CARD,
    names,
    renditions,
    share_name,
    share_size,
    squares_in,
    widths_in,
)

SIDES = st.integers(1, 2400)
PER_CENT = st.integers(0, 100)


def test_a_photo_has_each_width_in_both_forms_three_squares_and_a_card():
    assert names(2400, 1800, (30, 60)) == {
        "400.jpg", "400.avif", "800.jpg", "800.avif", "1200.jpg", "1200.avif",
        "1600.jpg", "1600.avif", "square-96-30-60.jpg", "square-192-30-60.jpg",
        "square-400-30-60.jpg", "share-30-60.jpg",
    }  # fmt: skip
    assert share_size(2400, 1800) == (1200, 630)


def test_the_first_is_what_the_desk_shows_at_once():
    assert renditions(2400, 1800)[0].name == "400.jpg"


@given(SIDES, SIDES, PER_CENT, PER_CENT)
def test_every_rendition_lies_in_its_picture_and_is_not_drawn_larger(width, height, x, y):
    found = renditions(width, height, (x, y))
    assert len({each.name for each in found}) == len(found)
    for each in found:
        left, top, right, bottom = each.box
        assert -1e-6 <= left < right <= width + 1e-6
        assert -1e-6 <= top < bottom <= height + 1e-6
        assert 1 <= each.size[0] <= max(1, round(right - left))
        assert 1 <= each.size[1] <= max(1, round(bottom - top)) + 1


@given(SIDES, SIDES, PER_CENT, PER_CENT)
def test_the_focal_point_is_in_every_crop(width, height, x, y):
    for each in renditions(width, height, (x, y)):
        left, top, right, bottom = each.box
        assert left - 1e-6 <= width * x / 100 <= right + 1e-6
        assert top - 1e-6 <= height * y / 100 <= bottom + 1e-6


def test_a_small_picture_is_shared_in_its_own_size_and_a_tiny_one_as_a_small_card():
    assert share_size(900, 900) == (900, 472)
    assert share_size(8, 8)[0] < LARGE_CARD <= share_size(900, 900)[0]


def test_another_focal_point_gives_crops_another_name_and_leaves_the_rest():
    one, other = names(900, 900, (10, 10)), names(900, 900, (10, 11))
    assert one & other == {"400.jpg", "400.avif", "800.jpg", "800.avif", "900.jpg", "900.avif"}
    assert share_name((10, 10)) in one - other


def test_what_is_drawn_is_read_from_the_names():
    made = [*names(900, 500, (1, 2)), "share-9-9.jpg", "square-96-9-9.jpg"]
    assert widths_in(made) == widths_in(made, "avif") == [400, 800, 900]
    assert squares_in(made, (1, 2)) == [96, 192, 400]
    assert squares_in(made, (9, 9)) == [96]
