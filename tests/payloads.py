"""Hostile inputs: those kept beside a checkout, when they are there, and a few of our own always."""

import json
from itertools import cycle
from pathlib import Path

import pytest

BESIDE = Path(__file__).resolve().parents[2] / "shared" / "payloads"
OURS = {
    "xss.txt": [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        '<a href="javascript:alert(1)">x</a>',
        "<svg/onload=alert(1)>",
        '<p style="background:url(javascript:1)">x</p>',
        "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=1&gt;'>",
        "</title></textarea></style><script>1</script>",
        "<iframe srcdoc='<script>1</script>'></iframe>",
    ],
    "urls.txt": ["javascript:alert(1)", "//evil.example", "\\\\evil.example", " JaVaScRiPt:1", "data:text/html,1"],
    "search_queries.txt": ["", "'", '"', "a & | !", ":*", "\x00", "%_", "x" * 5000, "قنات", "-", '"open', "OR OR"],
    "filenames.txt": ["../../etc/passwd", "a\r\nb.pdf", "مضمون.pdf", "x" * 300 + ".pdf", 'a"b.pdf', "..", ""],
}  # fmt: skip


def payloads(name):
    """The lines of this file, decoded (see the folder's own loader for the form), and ours."""
    path = BESIDE / name
    lines = path.read_bytes().decode().split("\n") if path.exists() else []
    return list(dict.fromkeys([*OURS[name], *(_decoded(line) for line in lines if line.strip())]))


def hostile_words(most=4_000):
    """A line of 200,000 characters says nothing more than its first thousands."""
    return [line[:most] for line in payloads("xss.txt") + payloads("urls.txt")]


def in_turn(most=4_000):
    """The same without end: each field takes the next line, so that a few pages show them all."""
    return cycle(hostile_words(most))


def each(name):
    """The same, one test each, numbered."""
    return [pytest.param(text, id=f"{name}-{at}") for at, text in enumerate(payloads(name), 1)]


def _decoded(line):
    if line.startswith("@json "):
        return json.loads(line[6:])
    if line.startswith("@repeat "):
        text, times = json.loads(line[8:])
        return text * times
    return line
