"""PDFs taken in: checked, then read by `readingroom.py`, in a process of its own.

Unlike a picture a PDF cannot be drawn anew: it would lose its text, its links and the structure
that screen readers need. So its own bytes are served, and a PDF that does more than show pages is
refused: one that runs a script, starts a program, carries other files or plays media. Those are
what hostile PDFs are made of, readers' programs warn of them, and a report needs none. What is left
is served with its exact type, never guessed at, in a sandbox (`views.py`).
"""

import base64
import hashlib
import json
import logging
import os
import re
import subprocess
import sys
import tempfile
import threading
import unicodedata
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image

from thinktank import languages
from thinktank.library.readingroom import COVER_HEIGHT, COVER_WIDTH, LONGEST_OUTPUT
from thinktank.library.righttoleft import is_mostly_arabic
from thinktank.markup.characters import HIDDEN

LARGEST_FILE = 100 * 2**20
READ_AT_ONCE = 10 * 2**20  # a larger file is read after its editor has gone on
PATIENCE = 25  # seconds by the clock; of work it has a little less
BLANKS = b"\0\t\n\f\r "
# A letter in the shape it has inside a word, ligatures too: found by what it is, not by its shape.
SHAPES = re.compile(r"[\ufb00-\ufdff\ufe70-\ufefc]+")
# What is no text: PDFium's mark of a word that was divided at a line's end (in the hyphen's place),
# then halves of characters, and letters of a font's own.
DIVIDED = re.compile("[\ufffe\u00ad][\r\n]*")
NO_TEXT = re.compile(r"[\ud800-\udfff\ue000-\uf8ff]")
IN_ARABIC_LETTERS = {"ar", "bal", "fa", "ks", "prs", "ps", "sd", "skr", "ur"}
# Titles that programs write by themselves.
NO_TITLE = re.compile(
    r"(?i)^(untitled|document|layout|slide|presentation|powerpoint presentation)?\W*\d*$"
)
BY_PROGRAMS = re.compile(r"(?i)^microsoft \w+ - |\.(docx?|odt|rtf|indd|pptx?|qxp|tex|dvi|pdf)$")

logger = logging.getLogger(__name__)
# One process of the site has several threads; each reading may take up to 512 MB beside it.
_places = threading.BoundedSemaphore(2)


@dataclass(frozen=True)
class Cover:
    """Page one, small."""

    content: bytes  # JPEG
    width: int
    height: int


@dataclass(frozen=True)
class Reading:
    """What was found in a PDF. `text` None: it could not be read, or not `whole`; "": none is there."""

    sha256: str
    pages: int
    title: str
    language: str
    cover: Cover | None
    text: str | None
    whole: bool


def read(file, *, whole: bool) -> Reading:
    """A PDF → Reading; without `whole` neither cover nor text. Leaves the file at its beginning.

    Raises ValidationError in an editor's words for what is no PDF, or none that we take.
    """
    if file.size > LARGEST_FILE:
        raise ValidationError(
            _("The file has %(size)d MB; at most %(limit)d MB fit. Save it smaller and try again.")
            % {"size": file.size // 2**20 + 1, "limit": LARGEST_FILE // 2**20}
        )
    with tempfile.TemporaryFile() as copy:
        digest = _copied(file, copy)
        _refuse_unless_whole(copy)
        found = _found_in(copy, whole=whole)
    if refused := found.get("active") or found.get("refused"):
        raise ValidationError(_reason(refused))
    return Reading(
        sha256=digest,
        pages=found["pages"],
        title=title_from(found["title"]),
        language=language_from(found["language"], found["sample"]),
        cover=_drawn(found["cover"]) if "cover" in found else None,
        text=plain(found["text"]) if "text" in found else None,
        whole=whole,
    )


def _copied(file, copy):
    """Fill `copy` from a file of whatever storage. Returns the digest of its bytes."""
    digest = hashlib.sha256()
    file.seek(0)
    while chunk := file.read(2**16):
        digest.update(chunk)
        copy.write(chunk)
    file.seek(0)
    return digest.hexdigest()


def _refuse_unless_whole(file):
    """A PDF from its first byte to its last: nothing before it, nothing after, nothing cut off."""
    file.seek(0)
    if file.read(5) != b"%PDF-":
        raise ValidationError(_("This is not a PDF. Save the document as PDF and try again."))
    file.seek(max(0, file.seek(0, os.SEEK_END) - 4096))
    if not file.read().rstrip(BLANKS).endswith(b"%%EOF"):
        raise ValidationError(
            _("This PDF does not end as a PDF does: some of it is missing, or something was added. "
              "Send it again, or save it anew as PDF.")
        )  # fmt: skip
    file.seek(0)


def _found_in(source, *, whole):
    """What the reading room says, line by line as far as it came."""
    words = [sys.executable, "-s", "-m", "thinktank.library.readingroom", *(["whole"] * whole)]
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as complaints, _places:
        try:
            done = subprocess.run(
                words, stdin=source, stdout=out, stderr=complaints, timeout=PATIENCE, check=False,
                cwd=settings.BASE_DIR, env=_environment(),
            )  # fmt: skip
            ended = done.returncode
        except subprocess.TimeoutExpired:
            ended = f"after {PATIENCE} seconds"
        if ended:
            complaints.seek(0)
            said = complaints.read(2**16).decode(errors="replace").strip()[-300:]
            logger.warning("The reading of a PDF ended early (%s): %s", ended, said)
        out.seek(0)
        return _facts(out.read(LONGEST_OUTPUT)) or {"refused": "effort" if ended else "broken"}


def _environment():
    """No secret of the site; only where its libraries are."""
    passed = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH")
    return {name: os.environ[name] for name in passed if name in os.environ}


def _facts(output):
    found = {}
    for line in output.splitlines(keepends=True):
        if line.endswith(b"\n"):
            found |= json.loads(line)
    return found


def _reason(refused):
    anew = _("Print it to a new PDF, which leaves only its pages, and take that.")
    return {
        "script": _("This PDF carries a script (JavaScript).") + " " + anew,
        "program": _("This PDF starts another program.") + " " + anew,
        "files": _("This PDF carries other files inside it.") + " " + anew,
        "media": _("This PDF plays sounds, films or Flash.") + " " + anew,
        "locked": _(
            "This PDF is locked with a password: readers could not open it. Save it without one."
        ),
        "effort": _("Reading this PDF takes more memory or time than there is.") + " " + anew,
    }.get(
        refused, _("This PDF is damaged: it cannot be opened. Save it anew as PDF and try again.")
    )


def _drawn(cover):
    """The pixels as a JPEG of our own. They are checked numbers: no decoder runs here."""
    size, pixels = (cover["width"], cover["height"]), base64.b64decode(cover["pixels"])
    if not (0 < size[0] <= COVER_WIDTH and 0 < size[1] <= COVER_HEIGHT):
        return None
    if cover["stride"] < 4 * size[0] or len(pixels) != cover["stride"] * size[1]:
        return None
    out = BytesIO()
    picture = Image.frombytes("RGB", size, pixels, "raw", "RGBX", cover["stride"], 1)
    picture.save(out, "JPEG", quality=80, optimize=True)
    return Cover(out.getvalue(), *size)


def plain(text: str) -> str:
    """A PDF's text as search reads it: whole words, letters as they are typed, one space between."""
    text = NO_TEXT.sub(" ", DIVIDED.sub("", text).replace("\r", " "))
    text = SHAPES.sub(lambda shape: unicodedata.normalize("NFKC", shape.group()), text)
    return " ".join(HIDDEN.sub("", unicodedata.normalize("NFC", text)).split())


def title_from(said: str) -> str:
    """A title as a person would give it; "" for what programs write: “Microsoft Word - x.doc”."""
    title = BY_PROGRAMS.sub("", BY_PROGRAMS.sub("", plain(said))).strip()
    return "" if NO_TITLE.match(title) else title[:200]


def title_of_file(name: str) -> str:
    """A file's name as words: "water_ledger-2026.pdf" → “water ledger 2026”."""
    return re.sub(r"[\s_\-]+", " ", plain(PurePath(name).stem)).strip()[:200]


def language_from(tag: str, sample: str) -> str:
    """The language that the PDF says (“ur-PK”), where its letters do not contradict; or a guess.

    Programs write the language of their menus rather than of the text, so the letters decide.
    """
    said = tag.partition("-")[0].strip().lower()
    arabic, empty = is_mostly_arabic(sample), not any(map(str.isalpha, sample))
    if said in languages.NAMES and (empty or (said in IN_ARABIC_LETTERS) == arabic):
        return said
    return "ur" if arabic else settings.LANGUAGE_CODE.partition("-")[0]
