"""Pictures are decoded here, in a process of their own: bytes come in, freshly drawn files go out.

Run by `pictures.py` as `python -m thinktank.library.darkroom ORDER`, with the upload as standard
input. It knows neither Django nor the database nor a secret, holds little memory and little time,
and serves one picture: a decoder that is overcome by a hostile file takes nothing with it.

Standard output is one line of JSON, then the files it names, one after the other.
"""

import ctypes
import io
import json
import resource
import sys
from contextlib import suppress
from functools import cache, partial

from PIL import Image, ImageCms

from thinktank.library.renditions import KEPT, renditions

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
STRIP = 1_000_000  # pixels worked on at once: a second whole picture would need too much memory
ORIENTATION = 0x0112  # Exif 2.32, table 4
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM, 5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270, 7: Image.Transpose.TRANSVERSE, 8: Image.Transpose.ROTATE_90,
}  # fmt: skip
PROFILED = {"GRAY": "L", "RGB": "RGB", "CMYK": "CMYK"}


class TooLarge(Exception):
    """The picture has more pixels than are taken. Arguments: width, height."""


def main(order):
    limit(**order["process"])
    Image.MAX_IMAGE_PIXELS = None  # our own limit is lower, and says what is wanted
    try:
        answer, files = develop(sys.stdin.buffer, **order["picture"])
    except TooLarge as large:
        answer, files = {"refused": "size", "size": large.args}, {}
    except MemoryError:
        answer, files = {"refused": "effort"}, {}
    except Exception as broken:  # noqa: BLE001  a decoder may raise anything: it is no picture then
        answer, files = {"refused": "unreadable", "why": repr(broken)[:200]}, {}
    answer["files"] = [[name, len(content)] for name, content in files.items()]
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + b"".join(files.values()))


def limit(**most):
    """What this process may take: {"AS": addresses, "CPU": seconds, …}, see setrlimit(2).

    A system that does not know one of them (macOS: AS) goes without.
    """
    for name, value in most.items():
        with suppress(ValueError, OSError):
            resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (value, value))


def develop(file, *, most_pixels, longest_side, kept_side, focal, keep, have, small):
    """(what is known of the picture, {name: content}), without the names that are there already.

    `keep`: the picture itself is wanted too, as "kept.jpg". Of one with more pixels than `small`
    only the first rendition is drawn now; None: all of it, however large.
    """
    picture = _opened(file, most_pixels, longest_side, kept_side)
    turned = picture.getexif().get(ORIENTATION, 1)
    profile = picture.info.get("icc_profile")
    plain = _in_strips(picture, max(1, max(picture.size) // kept_side))
    picture.close()
    plain = _in_srgb(plain, profile)
    if turned in UPRIGHT:
        plain = plain.transpose(UPRIGHT[turned])
    plain.thumbnail((kept_side, kept_side), Image.Resampling.LANCZOS)
    wanted = renditions(*plain.size, focal)
    if small is not None and plain.width * plain.height > small:
        wanted = wanted[:1]
    files = {KEPT: _encoded(plain, KEPT)} if keep else {}
    sized = cache(partial(_sized, plain))
    for each in wanted:
        if each.name not in have:
            files[each.name] = _encoded(sized(each.size, each.box), each.name)
    return {"size": plain.size, "fingerprint": fingerprint(plain)}, files


def _opened(file, most_pixels, longest_side, kept_side):
    picture = Image.open(file, formats=FORMATS)
    width, height = picture.size
    if width * height > most_pixels or max(width, height) > longest_side:
        raise TooLarge(width, height)
    # A JPEG can be read at a half, a quarter, an eighth of its size: quicker, in less memory.
    scale = min(1, kept_side / max(width, height))
    picture.draft(None, (round(width * scale), round(height * scale)))
    picture.seek(0)
    picture.load()
    return picture


def _in_strips(picture, factor):
    """The picture without transparency, made smaller by this whole number, strip by strip."""
    width, height = picture.size
    step = max(1, STRIP // width // factor) * factor
    whole = None
    for top in range(0, height, step):
        strip = picture.crop((0, top, width, min(top + step, height)))
        strip = _on_white(strip).reduce(factor)
        if whole is None:
            whole = Image.new(strip.mode, (strip.width, -(-height // factor)))
        whole.paste(strip, (0, top // factor))
    return whole


def _on_white(strip):
    if strip.mode.startswith("I"):  # 16 bits of grey
        return strip.point(lambda value: value * (1 / 256)).convert("L")
    if strip.mode in ("RGBA", "LA", "PA", "P", "RGBa", "La") or "transparency" in strip.info:
        strip = strip.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", strip.size, "white"), strip).convert("RGB")
    return strip if strip.mode in ("L", "RGB", "CMYK") else strip.convert("RGB")


def _in_srgb(picture, profile):
    """The colours as a screen shows them, by the picture's own profile where it has a good one."""
    with suppress(ImageCms.PyCMSError, OSError, ValueError, KeyError, TypeError):
        theirs = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        mode = PROFILED[theirs.profile.xcolor_space.strip()]
        if mode == picture.mode or {mode, picture.mode} == {"L", "RGB"}:
            picture = ImageCms.profileToProfile(
                picture.convert(mode), theirs, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
    return picture.convert("RGB")


def _sized(picture, size, box):
    return picture.resize(size, Image.Resampling.LANCZOS, box=box, reducing_gap=3)


def _encoded(picture, name):
    out = io.BytesIO()
    # A fresh image carries no info dictionary, so no EXIF, profile or comment follows.
    fresh = Image.new("RGB", picture.size)
    fresh.paste(picture)
    if name.endswith(".avif"):
        fresh.save(out, "AVIF", quality=68, speed=8, max_threads=2)
    elif name == KEPT:
        fresh.save(out, "JPEG", quality=90)
    else:
        fresh.save(out, "JPEG", quality=80, progressive=True, optimize=True)
    return out.getvalue()


def fingerprint(picture):
    """64 bits that pictures which look alike share nearly all of; None for a plain surface or a
    plain gradient, which say nothing.

    Each bit says whether one of 9 × 8 grey fields is brighter than its right neighbour. Signed,
    as Postgres keeps such a number.
    """
    small = picture.convert("L").resize((9, 8), Image.Resampling.LANCZOS)
    fields = list(small.get_flattened_data())
    bits = 0
    for row in range(0, 72, 9):
        for at in range(row, row + 8):
            bits = bits << 1 | (fields[at] > fields[at + 1])
    says_nothing = max(fields) - min(fields) < 8 or bits in (0, 2**64 - 1)
    return None if says_nothing else ctypes.c_int64(bits).value


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
