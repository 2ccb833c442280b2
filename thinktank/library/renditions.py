"""The fixed list of what is drawn from a picture: names, sizes, and which part of it.

Nothing but numbers, so that the site and the darkroom (a process of its own) read the same list.
"""

from dataclasses import dataclass

KEPT = "kept.jpg"  # the picture itself; never served: all else is drawn from it
WIDTHS = (400, 800, 1200, 1600)
SQUARES = (96, 192, 400)
SHARE = (1200, 630)  # what other sites ask of the card that stands for a page
LARGE_CARD = 600  # pixels; a narrower one they show small
MIDDLE = (50, 50)


@dataclass(frozen=True)
class Rendition:
    """One file: this part of the picture (left, top, right, bottom), in this size."""

    name: str
    box: tuple[float, float, float, float]
    size: tuple[int, int]


def renditions(width: int, height: int, focal: tuple[int, int] = MIDDLE) -> list[Rendition]:
    """Everything that belongs to a picture of this size. Nothing is ever drawn larger than it is."""
    found = [
        Rendition(f"{wide}.{kind}", (0, 0, width, height), (wide, max(1, round(height * wide / width))))
        for wide in _fitting(WIDTHS, width)
        for kind in ("jpg", "avif")
    ]  # fmt: skip
    square = _part(width, height, focal, 1)
    found += [
        Rendition(f"square-{side}-{_words(focal)}.jpg", square, (side, side))
        for side in _fitting(SQUARES, min(width, height))
    ]
    return [*found, Rendition(share_name(focal), *_share(width, height, focal))]


def names(width: int, height: int, focal: tuple[int, int] = MIDDLE) -> set[str]:
    return {each.name for each in renditions(width, height, focal)}


def share_name(focal: tuple[int, int]) -> str:
    """A new focal point gives a new name: whoever kept the old address still gets the old card."""
    return f"share-{_words(focal)}.jpg"


def share_size(width: int, height: int) -> tuple[int, int]:
    """1200 × 630, or as much of that shape as the picture has."""
    return _share(width, height, MIDDLE)[1]


def widths_in(made: list[str], kind: str = "jpg") -> list[int]:
    """The widths of the whole picture among these names."""
    found = (name.partition(".") for name in made)
    return sorted(int(stem) for stem, _dot, end in found if end == kind and stem.isdigit())


def squares_in(made: list[str], focal: tuple[int, int]) -> list[int]:
    """The sides of the squares round this focal point among these names."""
    end = f"-{_words(focal)}.jpg"
    found = (name for name in made if name.startswith("square-") and name.endswith(end))
    return sorted(int(name.split("-")[1]) for name in found)


def square_name(side: int, focal: tuple[int, int]) -> str:
    return f"square-{side}-{_words(focal)}.jpg"


def _words(focal):
    return f"{focal[0]}-{focal[1]}"


def _fitting(sizes, most):
    return sorted({min(size, most) for size in sizes})


def _share(width, height, focal):
    wide, high = SHARE
    box = _part(width, height, focal, wide / high)
    there = box[2] - box[0]
    if there < wide:
        wide, high = max(1, round(there)), max(1, round(there * high / wide))
    return box, (wide, high)


def _part(width, height, focal, ratio):
    """The largest part of this ratio, its middle as near to the focal point as the edges allow."""
    wide = min(width, height * ratio)
    high = wide / ratio
    left = min(max(width * focal[0] / 100 - wide / 2, 0), width - wide)
    top = min(max(height * focal[1] / 100 - high / 2, 0), height - high)
    return (left, top, left + wide, top + high)
