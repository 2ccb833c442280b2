"""PDFs to test with, written by hand: as small as they may be, and with what a test wants in them.

PDF 32000-1:2008, 7.5 (structure of the file), 12.6 (actions), 7.11.4 (embedded files).
"""

import zlib

SCRIPT = b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>"
LAUNCH = b"<< /S /Launch /F (calc.exe) >>"
# 7.6.3: encrypted for a password that nobody knows.
LOCK = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >> /ID [<00> <00>]" % (
    b"6f" * 32, b"75" * 32,
)  # fmt: skip


def pdf(*pages, title="", language="", catalogue=b"", page=b"", trailer=b"", extra=()):
    """One text a page, in Latin letters. `catalogue`, `page`, `trailer`: more entries of these
    dictionaries; `extra`: more objects, numbered from 6 on.
    """
    pages = pages or ("The text of the annex.",)
    contents = [_stream(b"BT /F1 12 Tf 40 700 Td (%s) Tj ET" % _escaped(text)) for text in pages]
    first = 6 + len(extra)
    kids = b" ".join(b"%d 0 R" % (first + 2 * number) for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R %s %s >>" % (_language(language), catalogue),
        b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(pages), kids),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>",
        b"<< /Title <%s> >>" % ("\ufeff" + title).encode("utf-16-be").hex().encode(),
        b"<< >>",
        *extra,
    ]
    for number, content in enumerate(contents):
        objects += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> %s >>" % (first + 2 * number + 1, page),
            content,
        ]
    return written(objects, trailer)


def packed(*objects):
    """A PDF of one empty page whose catalogue (1 0 R) and `objects` (5 0 R …) lie in a packed stream."""
    inside = {1: b"<</Type/Catalog/Pages 2 0 R/OpenAction 5 0 R>>"}
    inside |= dict(enumerate(objects, start=5))
    places, bodies = [], b""
    for number, body in inside.items():
        places.append(b"%d %d" % (number, len(bodies)))
        bodies += body + b" "
    head = b" ".join(places) + b" "
    pack = b"/Type/ObjStm/N %d/First %d/Filter/FlateDecode" % (len(inside), len(head))
    plain = {
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 300]>>",
        4: _stream(zlib.compress(head + bodies), pack),
    }
    out, rows = bytearray(b"%PDF-1.5\n"), {0: (0, 0, 255)}
    rows |= {number: (2, 4, at) for at, number in enumerate(inside)}
    for number, body in plain.items():
        rows[number] = (1, len(out), 0)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table, last = len(out), 5 + len(objects)
    rows[last] = (1, table, 0)
    listed = b"".join(
        kind.to_bytes(1) + place.to_bytes(3) + at.to_bytes(1)
        for _number, (kind, place, at) in sorted(rows.items())
    )
    index = _stream(listed, b"/Type/XRef/Size %d/W[1 3 1]/Root 1 0 R" % (last + 1))
    out += b"%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (last, index, table)
    return bytes(out)


def written(objects, trailer=b""):
    """The numbered objects, then the table that says at which byte each begins."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info 4 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1, trailer, table,
    )  # fmt: skip
    return bytes(out)


def _stream(content, entries=b""):
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), entries, content)


def _language(code):
    return b"/Lang (%s)" % code.encode() if code else b""


def _escaped(text):
    for letter in "\\()":
        text = text.replace(letter, f"\\{letter}")
    return text.encode("cp1252")
