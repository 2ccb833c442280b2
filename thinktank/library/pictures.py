"""Pictures taken in: checked before they are decoded, then drawn anew from their pixels alone.

Nothing of the uploaded file itself is kept: no metadata, no second frame, no appended bytes. The
decoding is done by `darkroom.py`, in a process of its own.
"""

import hashlib
import json
import logging
import os
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from thinktank.library.renditions import KEPT, MIDDLE

LARGEST_FILE = 25 * 1024 * 1024
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 12_000
KEPT_SIDE = 2400
SMALL = 2_000_000  # pixels: a second of work, for which an editor may wait
PATIENCE = 30  # seconds by the clock; of work it gets a third
# Of the darkroom. Addresses are more than memory: what it fills stays well under this.
MOST = {"AS": 600 * 1024**2, "CPU": PATIENCE // 3, "FSIZE": 64 * 1024**2, "CORE": 0}

logger = logging.getLogger(__name__)
# One process of the site has several threads; each picture may take up to 250 MB beside it.
_places = threading.BoundedSemaphore(2)


@dataclass(frozen=True)
class Taken:
    """A picture as the library takes it: its size, its marks, {name: content} of what is drawn."""

    width: int
    height: int
    sha256: str  # of the file as it was uploaded
    fingerprint: int | None
    files: dict[str, bytes]

    @property
    def content(self) -> bytes:
        return self.files[KEPT]


def take_in(file, focal: tuple[int, int] = MIDDLE) -> Taken:
    """An uploaded file → Taken: upright, in sRGB, at most KEPT_SIDE pixels on its longer side.

    With more pixels than SMALL only its first rendition is drawn; a worker draws the others.
    Raises ValidationError in an editor's words for anything that is not a picture we take.
    """
    if file.size > LARGEST_FILE:
        raise ValidationError(
            _("The file has %(size)d MB; at most %(limit)d MB fit. Save it smaller and try again.")
            % {"size": file.size // 2**20 + 1, "limit": LARGEST_FILE // 2**20}
        )
    with tempfile.TemporaryFile() as copy:
        digest = _copied(file, copy)
        answer, files = _developed(copy, focal=focal, keep=True, have=[], small=SMALL)
    if "refused" in answer:
        raise ValidationError(_reason(answer))
    return Taken(*answer["size"], digest, answer["fingerprint"], files)


def draw(kept, *, focal: tuple[int, int], have: list[str]) -> tuple[dict[str, bytes], int | None]:
    """A kept picture → {name: content} of all renditions but those in `have`, and its fingerprint."""
    with tempfile.TemporaryFile() as copy:
        _copied(kept, copy)
        answer, files = _developed(copy, focal=focal, keep=False, have=have, small=None)
    if "refused" in answer:
        raise RuntimeError(f"A kept picture could not be drawn: {answer}")
    return files, answer["fingerprint"]


def _copied(file, copy):
    """Fill `copy` from a file of whatever storage. Returns the digest of its bytes."""
    digest = hashlib.sha256()
    file.seek(0)
    while chunk := file.read(2**16):
        digest.update(chunk)
        copy.write(chunk)
    file.seek(0)
    copy.seek(0)
    return digest.hexdigest()


def _developed(source, **picture):
    """(what the darkroom says, {name: content}). What ended it is an answer too: "effort"."""
    limits = {"most_pixels": MOST_PIXELS, "longest_side": LONGEST_SIDE, "kept_side": KEPT_SIDE}
    order = json.dumps({"process": MOST, "picture": limits | picture})
    with tempfile.TemporaryFile() as out, _places:
        code = _run([sys.executable, "-s", "-m", "thinktank.library.darkroom", order], source, out)
        if code:
            logger.warning("The darkroom ended with code %s on a picture.", code)
            return {"refused": "effort"}, {}
        out.seek(0)
        answer = json.loads(out.readline())
        return answer, {name: out.read(length) for name, length in answer.pop("files")}


def _run(command, source, out):
    """The code with which the command ended; it is killed when it takes too long."""
    with subprocess.Popen(
        command, stdin=source, stdout=out, stderr=subprocess.DEVNULL,
        cwd=settings.BASE_DIR, env=_environment(),
    ) as process:  # fmt: skip
        alarm = threading.Timer(PATIENCE, process.kill)
        alarm.start()
        try:
            return process.wait()
        finally:
            alarm.cancel()


def _environment():
    """No secret of the site; only where its libraries are, and few arenas of memory."""
    passed = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH")
    found = {name: os.environ[name] for name in passed if name in os.environ}
    return found | {"MALLOC_ARENA_MAX": "2"}


def _reason(answer):
    if answer["refused"] == "unreadable":
        return _("This is not a picture we can read. Wanted: JPEG, PNG, WebP or GIF.")
    if answer["refused"] == "effort":
        return _(
            "Reading this picture takes more memory or time than there is. Save it smaller, or as "
            "JPEG, and try again."
        )
    width, height = answer["size"]
    return _(
        "The picture measures %(width)d × %(height)d pixels; at most %(side)d on a side and "
        "%(limit)d million in all fit. Save it smaller and try again."
    ) % {
        "width": width,
        "height": height,
        "side": LONGEST_SIDE,
        "limit": MOST_PIXELS // 10**6,
    }
