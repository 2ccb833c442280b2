"""PDFs are read here, in a process of their own: bytes come in, what was found in them goes out.

Run by `documents.py` as `python -m thinktank.library.readingroom [whole]`, with the file as standard
input. PDFium is written in C++ and reads what strangers made. Here it has nothing to lose: no
Django, no database, no secret, no file it could write, little memory and little time.

Standard output is one JSON object a line, the most needed first: what was read before an end came
counts. A line of its own says that a PDF is refused, and why; without "whole" the text and the
picture of page one are left for later.
"""

import base64
import json
import mmap
import re
import sys
import time
from contextlib import suppress
from itertools import islice

from thinktank.library import righttoleft
from thinktank.library.righttoleft import is_mostly_arabic

MEMORY = 512 * 2**20
SECONDS = 20
LONGEST_OUTPUT = 8 * 2**20
LONGEST_TEXT = 300_000
TEXT_SECONDS = 10
SAMPLE_PAGES = 3
SAMPLE_LETTERS = 4000
COVER_WIDTH, COVER_HEIGHT = 400, 600

# What makes a PDF act instead of being read (PDF 32000-1:2008, 12.6 actions, 7.11.4 embedded files,
# 13.3 multimedia): what an object says it is.
ACTIVE = {
    "script": [b"JavaScript"],
    "program": [b"Launch"],
    "files": [b"EmbeddedFile", b"FileAttachment"],
    "media": [b"RichMedia"],
}


def main(file, whole):
    limit()
    import pypdfium2 as pdfium

    if found := active_bytes(file):
        return say(active=found)
    try:
        pdf = pdfium.PdfDocument(file)
        pages = len(pdf)
    except pdfium.PdfiumError as error:
        locked = error.err_code == pdfium.raw.FPDF_ERR_PASSWORD
        return say(refused="locked" if locked else "broken")
    if not pages:
        return say(refused="broken")
    if found := active_objects(pdf, pdfium):
        return say(active=found)
    say(
        pages=pages,
        title=title_of(pdf),
        language=language_of(pdf, pdfium),
        sample=sample(pdf, pdfium),
    )
    if whole:
        with suppress(pdfium.PdfiumError):
            say(cover=cover(pdf[0], pdfium))
        say(text="\n".join(texts(pdf, pdfium)))
    return None


def limit():
    """As the system allows: macOS keeps no limit of memory, Windows none at all."""
    try:
        import resource
    except ImportError:
        return
    for what, most in (
        ("RLIMIT_AS", MEMORY),
        ("RLIMIT_CPU", SECONDS),
        ("RLIMIT_FSIZE", LONGEST_OUTPUT),
        ("RLIMIT_CORE", 0),
    ):
        with suppress(AttributeError, ValueError, OSError):
            resource.setrlimit(getattr(resource, what), (most, most))


def say(**facts):
    sys.stdout.write(json.dumps(facts) + "\n")
    sys.stdout.flush()


def _spelt(*words):
    """These words in any spelling: each letter may stand as # and its number in hexadecimal."""
    return b"|".join(
        b"".join(b"(?:%c|#%02x|#%02X)" % (letter, letter, letter) for letter in word)
        for word in words
    )


# A name that makes active, and before it a key that says “I am …”, or the head of an object that is
# nothing but this name. So a link to https://language.example/JavaScript is a link.
NAMES = re.compile(
    rb"/(?:%s)(?=[\0\t\n\f\r ()<>\[\]{}/%%])"
    % b"|".join(b"(?P<%s>%s)" % (kind.encode(), _spelt(*words)) for kind, words in ACTIVE.items())
)
BEFORE = re.compile(rb"(?:/(?:%s)|obj)[\0\t\n\f\r ]*\Z" % _spelt(b"S", b"Type", b"Subtype"))
REACH = 200  # bytes; longer than a key and a name, spelt in whatever way


def kind_of(content):
    """The first kind of ACTIVE in these bytes, or None."""
    for found in NAMES.finditer(content):
        if BEFORE.search(content[max(0, found.start() - REACH) : found.start()]):
            return found.lastgroup
    return None


def active_bytes(file):
    """What the file's own bytes say, whatever its tables call current: programs repair differently."""
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        return kind_of(content)


class Watch:
    """A place to save to that keeps nothing and looks for the names in what passes."""

    def __init__(self):
        self.found, self.tail = None, b""

    def write(self, block):
        content = self.tail + bytes(block)
        self.found = self.found or kind_of(content)
        self.tail = content[-REACH:]
        return len(block)


def active_objects(pdf, pdfium):
    """The same of objects that are packed or encrypted: saved anew by PDFium, they lie open."""
    if pdf.get_formtype() in (pdfium.raw.FORMTYPE_XFA_FULL, pdfium.raw.FORMTYPE_XFA_FOREGROUND):
        return "script"
    if pdfium.raw.FPDFDoc_GetAttachmentCount(pdf) > 0:
        return "files"
    watch = Watch()
    pdf.save(watch, flags=pdfium.raw.FPDF_REMOVE_SECURITY)
    return watch.found


def title_of(pdf):
    return pdf.get_metadata_value("Title")[:500]


def language_of(pdf, pdfium):
    """The catalogue's /Lang, a language tag such as ur-PK; or ""."""
    length = pdfium.raw.FPDFCatalog_GetLanguage(pdf, None, 0)
    if not 0 < length < 200:
        return ""
    buffer = (pdfium.raw.FPDF_WCHAR * (length // 2))()
    pdfium.raw.FPDFCatalog_GetLanguage(pdf, buffer, length)
    return bytes(buffer).decode("utf-16-le", "ignore").rstrip("\0")


def sample(pdf, pdfium):
    """Some text of the first pages, by which its language can be guessed."""
    return " ".join(islice(texts(pdf, pdfium), SAMPLE_PAGES))[:SAMPLE_LETTERS]


def cover(page, pdfium):
    """Page one as raw pixels: who gets them need decode nothing."""
    width, height = page.get_size()
    bitmap = page.render(
        # A trifle less: sizes are rounded up.
        scale=min((COVER_WIDTH - 0.01) / max(width, 1), (COVER_HEIGHT - 0.01) / max(height, 1)),
        rev_byteorder=True,
        may_draw_forms=False,
        force_bitmap_format=pdfium.raw.FPDFBitmap_BGRx,
    )
    pixels = base64.b64encode(bytes(bitmap.buffer)).decode()
    return {
        "width": bitmap.width, "height": bitmap.height, "stride": bitmap.stride, "pixels": pixels,
    }  # fmt: skip


def texts(pdf, pdfium):
    """The pages' texts, until there is enough of them or time is up."""
    letters, begun = 0, time.monotonic()
    for number in range(len(pdf)):
        text = ""
        with suppress(pdfium.PdfiumError):  # one page that cannot be read is no reason to stop
            text = _text(pdf[number], pdfium)[: LONGEST_TEXT - letters]
        letters += len(text) + 1
        yield text
        if letters >= LONGEST_TEXT or time.monotonic() - begun > TEXT_SECONDS:
            return


def _text(page, pdfium):
    text = page.get_textpage()
    try:
        found = text.get_text_range(0, min(text.count_chars(), LONGEST_TEXT))
        return righttoleft.text_of(text, pdfium.raw) if is_mostly_arabic(found) else found
    finally:
        text.close()
        page.close()


if __name__ == "__main__":
    main(sys.stdin.buffer, whole="whole" in sys.argv[1:])
