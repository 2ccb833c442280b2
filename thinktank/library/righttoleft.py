"""Text of pages in Arabic letters, put together from where each letter stands.

PDFium gives a line of such letters in the order in which a program drew them, mostly from the left,
and takes letters that hang above each other for lines of their own. Here a line is what stands
within an em's height, read from the right. Naskh comes out whole; of Nastaliq, whose words overlap,
about every second word, where PDFium gives none.
"""

import ctypes
import re
from dataclasses import dataclass

ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")
LATIN = re.compile(r"[A-Za-z]")
# What runs from the left within such a line: numbers, and words in Latin letters.
RUN = re.compile(
    r"[0-9A-Za-z\u0660-\u0669\u06f0-\u06f9]"
    r"(?:[0-9A-Za-z\u0660-\u0669\u06f0-\u06f9.,:/ -]*[0-9A-Za-z\u0660-\u0669\u06f0-\u06f9])?"
)
GAP = 0.12  # of the letters' size; wider is a space
MOST_LETTERS = 30_000  # of one page


@dataclass(frozen=True, slots=True)
class Letter:
    letter: str
    origin: float
    left: float
    right: float
    base: float
    size: float


def is_mostly_arabic(text: str) -> bool:
    return len(ARABIC.findall(text)) > len(LATIN.findall(text))


def text_of(page, raw) -> str:
    """A PDFium text page (and its functions, `raw`) → its lines, the topmost first."""
    return "\n".join(map(_read, _lines(_letters(page, raw))))


def _letters(page, raw):
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    for at in range(min(page.count_chars(), MOST_LETTERS)):
        if raw.FPDFText_IsGenerated(page, at):
            continue  # a space or a line's end that PDFium made up
        raw.FPDFText_GetLooseCharBox(page, at, box)
        raw.FPDFText_GetCharOrigin(page, at, x, y)
        yield Letter(
            chr(raw.FPDFText_GetUnicode(page, at)), x.value, box.left, box.right, y.value,
            raw.FPDFText_GetFontSize(page, at),
        )  # fmt: skip


def _lines(letters):
    line = []
    for letter in sorted(letters, key=lambda letter: -letter.base):
        if line and line[0].base - letter.base >= max(letter.size, line[0].size):
            yield line
            line = []
        line.append(letter)
    if line:
        yield line


def _read(line):
    """A line's text, from the side on which its letters begin."""
    arabic = is_mostly_arabic("".join(letter.letter for letter in line))
    words, last = [], None
    for letter in sorted(line, key=lambda letter: -letter.origin if arabic else letter.origin):
        if last and _gap(letter, last) > GAP * max(letter.size, last.size):
            words.append(" ")
        words.append(letter.letter)
        last = letter
    text = "".join(words)
    return RUN.sub(lambda run: run.group()[::-1], text) if arabic else text


def _gap(letter, last):
    return max(last.left - letter.right, letter.left - last.right)
