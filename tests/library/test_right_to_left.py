"""Text in Arabic letters, from where each letter of a page stands."""

from thinktank.library import righttoleft
from thinktank.library.righttoleft import Letter

SIZE, WIDE = 10, 5


def placed(text, *, base=100, right=200):
    """Letters as a page shows them, each WIDE: from the right, numbers and Latin words from the left."""
    letters, at = [], right
    shown = righttoleft.RUN.sub(lambda run: run.group()[::-1], text)
    for letter in shown:
        at -= WIDE
        if letter != " ":
            letters.append(Letter(letter, at, at, at + WIDE, base, SIZE))
    return letters


def read(letters):
    return "\n".join(map(righttoleft._read, righttoleft._lines(letters)))


def test_line_is_read_from_the_right_in_whatever_order_it_was_drawn():
    text = "پانی کی کمی"
    assert read(placed(text)) == read(placed(text)[::-1]) == text


def test_numbers_and_latin_words_within_it_run_from_the_left():
    text = "معاہدہ 1960 میں IAEA, Vienna اور ۱۹۷۴"
    assert read(placed(text)) == text


def test_letters_that_hang_above_each_other_are_of_one_line():
    low = placed("پا")
    high = [Letter("ن", 185, 185, 190, 106, SIZE)]
    assert read([*low, *high]) == "پان"


def test_lines_follow_each_other_from_the_top():
    assert read([*placed("دوسری", base=80), *placed("پہلی", base=100)]) == "پہلی\nدوسری"


def test_line_of_latin_letters_among_them_is_read_from_the_left():
    letters = [Letter(letter, at * WIDE, at * WIDE, (at + 1) * WIDE, 50, SIZE)
               for at, letter in enumerate("the river") if letter != " "]  # fmt: skip
    assert read(letters) == "the river"


def test_which_letters_are_the_most_decides():
    assert righttoleft.is_mostly_arabic("پانی اور IAEA")
    assert not righttoleft.is_mostly_arabic("The word پانی")
    assert not righttoleft.is_mostly_arabic("2026")
