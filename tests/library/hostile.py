"""Hostile pictures: a few of each family always, and those kept beside a checkout when they are there.

`each()` gives (name, whether it is taken, content). Whatever hides words in a file hides SECRET.
"""

import importlib.util
import io
import struct
import zipfile
import zlib

from PIL import Image

from tests.payloads import BESIDE

SECRET = b"__xss(1)"
THEIRS = (SECRET, b"PRIVATE-OWNER-CANARY")  # what theirs hide
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>" + SECRET + b"</script></svg>"
HTML = b"<!doctype html><script>" + SECRET + b"</script>"


def each():
    yield from _bombs()
    yield from _broken()
    yield from _of_another_kind()
    yield from _with_passengers()
    yield from _odd()
    yield from _kept_beside()


def _kept_beside():
    path = BESIDE / "make_hostile_images.py"
    if path.exists():
        spec = importlib.util.spec_from_file_location("make_hostile_images", path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        for name, expect, content in module.files():
            yield f"beside/{name}", expect == "clean", content


def _bombs():
    yield "square.png", False, png(20_000, 20_000)
    yield "pillow-would-only-warn.png", False, png(9_500, 9_500)
    yield "narrow.png", False, png(1, 40_000)
    yield "wide.png", False, png(40_000, 1)
    yield "one-pixel-too-many.png", False, png(10_000, 5_001)
    yield "claims-much.png", False, png(60_000, 60_000, rows=0)
    yield "claims-much.jpg", False, _claiming(encoded("JPEG"), 65_000, 65_000)
    yield (
        "claims-much.gif",
        False,
        b"GIF89a\xff\xff\xff\xff\x80\0\0" + bytes(6) + b"\x2c" + bytes(12),
    )
    text = b"Comment\0\0" + zlib.compress(b"A" * 30_000_000)
    yield "text.png", False, png(8, 8, extra=_chunk(b"zTXt", text))
    yield "as-large-as-may-be.png", True, png(10_000, 5_000, bits=32)


def _broken():
    jpeg, whole = encoded("JPEG"), encoded("PNG")
    yield "half.jpg", False, jpeg[: len(jpeg) // 2]
    yield "no-end.jpg", False, jpeg[: -len(jpeg) // 8]
    yield "half.png", False, whole[: len(whole) // 2]
    yield "wrong-sum.png", False, whole[:29] + bytes(4) + whole[33:]
    yield "no-pixels.png", False, png(0, 0, rows=0)
    yield "empty.jpg", False, b""
    yield "noise.jpg", False, bytes(at * 7919 % 256 for at in range(4096))


def _of_another_kind():
    yield "drawing.svg", False, SVG
    yield "drawing.png", False, b"\xef\xbb\xbf <!-- x -->" + SVG
    yield "drawing-in-utf16.jpg", False, SVG.decode().encode("utf-16")
    yield "page.jpg", False, HTML
    yield "program.jpg", False, b"MZ" + bytes(62) + SECRET
    yield "paper.jpg", False, b"%PDF-1.4\n" + SECRET
    for kind in ("TIFF", "BMP", "ICO", "PCX", "PPM"):
        yield f"{kind.lower()}.jpg", False, encoded(kind)
    yield "really-a-png.jpg", True, encoded("PNG")


def _with_passengers():
    jpeg = encoded("JPEG")
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("x.html", HTML)
    yield "archive-behind.jpg", True, jpeg + archive.getvalue()
    yield "page-behind.gif", True, encoded("GIF") + b"/*" + HTML
    yield (
        "comment.jpg",
        True,
        jpeg[:2] + b"\xff\xfe" + struct.pack(">H", len(HTML) + 2) + HTML + jpeg[2:],
    )
    exif = Image.Exif()
    exif[0x010E], exif[0x0112] = SECRET.decode(), 6
    exif.get_ifd(0x8825).update({1: "N", 2: (51.0, 30.0, 12.0)})
    for kind in ("JPEG", "PNG", "WEBP"):
        yield f"place.{kind.lower()}", True, encoded(kind, exif=exif)
    profile = b"ICC_PROFILE\0\1\1" + SECRET * 5_000
    yield (
        "profile.jpg",
        True,
        jpeg[:2] + b"\xff\xe2" + struct.pack(">H", len(profile) + 2) + profile + jpeg[2:],
    )


def _odd():
    """Honest, if unusual: each must come out as a plain picture."""
    for mode in ("CMYK", "L"):
        yield f"{mode.lower()}.jpg", True, encoded("JPEG", mode=mode)
    for mode in ("1", "L", "LA", "P", "RGBA", "I;16"):
        yield f"{mode.lower().replace(';', '-')}.png", True, encoded("PNG", mode=mode)
    yield "one-pixel.png", True, png(1, 1)
    frames = [Image.new("RGB", (32, 32), colour) for colour in ("red", "green", "blue")]
    for kind in ("GIF", "PNG", "WEBP"):
        content = encoded(kind, frames[0], save_all=True, append_images=frames[1:])
        yield f"film.{kind.lower()}", True, content


def encoded(kind, picture=None, *, mode="RGB", **options):
    out = io.BytesIO()
    ramp = Image.linear_gradient("L").resize((64, 48))
    (picture or (Image.new(mode, (64, 48), 40_000) if mode == "I;16" else ramp.convert(mode))).save(
        out, kind, **options
    )
    return out.getvalue()


def png(width, height, *, rows=None, extra=b"", bits=1):
    """A PNG of nothing but zeros, written without ever holding its pixels. 32 bits: transparent."""
    packed = zlib.compressobj(1)
    line, left = bytes(1 + (width * bits + 7) // 8), height if rows is None else rows
    data = b"".join(packed.compress(line * min(256, left - at)) for at in range(0, left, 256))
    depth, colour = (8, 6) if bits == 32 else (1, 0)
    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    chunks = _chunk(b"IHDR", head) + extra + _chunk(b"IDAT", data + packed.flush())
    return b"\x89PNG\r\n\x1a\n" + chunks + _chunk(b"IEND", b"")


def _chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _claiming(jpeg, width, height):
    at = jpeg.index(b"\xff\xc0") + 5
    return jpeg[:at] + struct.pack(">HH", height, width) + jpeg[at + 4 :]
