"""Small real PDFs: one page of text in the standard fonts that every reader of PDF has.

PDF 32000-1:2008, 7.5 (structure of the file) and 9.6.2.2 (the standard fonts).
"""

import textwrap

from django.core.files.base import ContentFile

from thinktank.demo import texts
from thinktank.demo.keeping import keep
from thinktank.library.models import Document

WIDTH, HEIGHT = 595, 842  # A4 in points
MARGIN = 72
# style: (font, size, leading, letters a line, so that even wide ones stay within the page)
STYLES = {
    "title": (b"F2", 18, 24, 46),
    "heading": (b"F2", 12, 26, 70),
    "text": (b"F1", 11, 15.5, 90),
    "foot": (b"F1", 9, 12, 110),
}


def document(name):
    """A text of content/documents as a document of the library."""
    piece = texts.piece(f"documents/{name}.txt")
    file = ContentFile(pdf(piece["title"], piece["body"], foot=piece["foot"]), name=f"{name}.pdf")
    kept = Document(title=piece["title"])
    kept.take(file)
    return keep(kept)


def pdf(title, text, *, foot):
    """One page: “# headings”, a paragraph a line → the bytes of a PDF."""
    content = b"\n".join(_page(title, text, foot))
    return _file(
        [
            b"<< /Type /Catalog /Pages 2 0 R /Lang (en-GB) /ViewerPreferences 8 0 R >>",
            b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents 4 0 R"
            b" /Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>" % (WIDTH, HEIGHT),
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
            _font(b"Times-Roman"),
            _font(b"Times-Bold"),
            b"<< /Title (%s) /Producer (Thinktank) >>" % _escaped(title),
            b"<< /DisplayDocTitle true >>",
        ]
    )


def _page(title, text, foot):
    """The page's lines as drawing commands, from the top down."""
    height = HEIGHT - MARGIN
    for style, paragraph in [("title", title), *_paragraphs(text)]:
        font, size, leading, letters = STYLES[style]
        for line in textwrap.wrap(paragraph, letters):
            height -= leading
            yield _drawn(font, size, height, line)
        height -= 4
    if height < MARGIN:
        raise ValueError(f"“{title}” does not fit on one page. Shorten it.")
    font, size, *_rest = STYLES["foot"]
    yield _drawn(font, size, MARGIN - 28, foot)


def _paragraphs(text):
    for paragraph in filter(None, text.split("\n")):
        style = "heading" if paragraph.startswith("# ") else "text"
        yield style, paragraph.removeprefix("# ")


def _drawn(font, size, height, line):
    return b"BT /%s %g Tf %d %g Td (%s) Tj ET" % (font, size, MARGIN, height, _escaped(line))


def _font(name):
    return b"<< /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding >>" % name


def _escaped(text):
    for letter in "\\()":
        text = text.replace(letter, f"\\{letter}")
    return text.encode("cp1252")


def _file(objects):
    """The numbered objects, then the table that says at which byte each begins."""
    out, places = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info 7 0 R >>\n" % (len(objects) + 1)
    out += b"startxref\n%d\n%%%%EOF\n" % table
    return bytes(out)
