"""Pictures taken in: checked before they are decoded, then drawn anew from their pixels alone.

Nothing of the uploaded file itself is kept: no metadata, no second frame, no appended bytes.
"""

import io
import warnings
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
LARGEST_FILE = 25 * 1024 * 1024
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 12_000
KEPT_SIDE = 2400
WIDTHS = (400, 800, 1200, 1600)


@dataclass(frozen=True)
class Picture:
    """A picture as the library keeps it: JPEG bytes and their size in pixels."""

    content: bytes
    width: int
    height: int


def take_in(file):
    """An uploaded file → Picture, upright, in sRGB, at most KEPT_SIDE pixels on its longer side.

    Raises ValidationError in an editor's words for anything that is not a picture we take.
    """
    if file.size > LARGEST_FILE:
        raise ValidationError(
            _("The file has %(size)d MB; at most %(limit)d MB fit. Save it smaller and try again.")
            % {"size": file.size // 2**20 + 1, "limit": LARGEST_FILE // 2**20}
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(file, formats=FORMATS)
            _check_size(*picture.size)
            picture.seek(0)
            return _drawn_anew(picture)
    except ValidationError:
        raise
    except Exception as broken:
        raise ValidationError(
            _("This is not a picture we can read. Wanted: JPEG, PNG, WebP or GIF.")
        ) from broken


def _check_size(width, height):
    if width * height > MOST_PIXELS or max(width, height) > LONGEST_SIDE:
        raise ValidationError(
            _(
                "The picture measures %(width)d × %(height)d pixels; at most %(side)d on a side "
                "and %(limit)d million in all fit. Save it smaller and try again."
            )
            % {
                "width": width,
                "height": height,
                "side": LONGEST_SIDE,
                "limit": MOST_PIXELS // 10**6,
            }
        )


def _drawn_anew(picture):
    upright = ImageOps.exif_transpose(picture)
    if upright.mode in ("RGBA", "LA", "P", "PA"):
        upright = upright.convert("RGBA")
        ground = Image.new("RGBA", upright.size, "white")
        upright = Image.alpha_composite(ground, upright)
    upright = upright.convert("RGB")
    upright.thumbnail((KEPT_SIDE, KEPT_SIDE), Image.Resampling.LANCZOS)
    return Picture(_jpeg(upright, quality=90), *upright.size)


def rendition(content, width):
    """A kept picture's bytes → JPEG bytes `width` pixels wide (never wider than it is)."""
    picture = Image.open(io.BytesIO(content), formats=("JPEG",))
    width = min(width, picture.width)
    height = max(1, round(picture.height * width / picture.width))
    return _jpeg(picture.resize((width, height), Image.Resampling.LANCZOS), quality=80)


def _jpeg(picture, *, quality):
    out = io.BytesIO()
    # A fresh image carries no info dictionary, so no EXIF, profile or comment follows.
    fresh = Image.new("RGB", picture.size)
    fresh.paste(picture)
    fresh.save(out, "JPEG", quality=quality, progressive=True, optimize=True)
    return out.getvalue()
