import re

import pytest

from thinktank.demo import documents, texts


def a_pdf(text="A paragraph.\n\n# A heading\n\nFlow “as measured” (raw)."):
    return documents.pdf("A title", text, foot="A foot")


def test_table_says_at_which_byte_every_object_begins():
    pdf = a_pdf()
    table = int(re.search(rb"startxref\n(\d+)\n", pdf).group(1))
    assert pdf[table:].startswith(b"xref\n")
    places = [int(place) for place in re.findall(rb"(\d{10}) 00000 n", pdf[table:])]
    assert len(places) == int(re.search(rb"/Size (\d+)", pdf).group(1)) - 1
    for number, place in enumerate(places, start=1):
        assert pdf[place:].startswith(b"%d 0 obj\n" % number)


def test_stream_is_as_long_as_it_says():
    length, stream = re.search(
        rb"/Length (\d+) >>\nstream\n(.*?)\nendstream", a_pdf(), re.DOTALL
    ).groups()
    assert int(length) == len(stream)


def test_brackets_are_escaped_and_quotes_kept():
    assert "Flow “as measured” \\(raw\\)".encode("cp1252") in a_pdf()


def test_text_longer_than_the_page_is_refused():
    with pytest.raises(ValueError, match="does not fit on one page"):
        a_pdf("A line.\n" * 60)


@pytest.mark.parametrize("name", ["02-what-each-instrument-sees", "05-annex-gauging-stations"])
def test_demo_papers_fit(name):
    piece = texts.piece(f"documents/{name}.txt")
    assert documents.pdf(piece["title"], piece["body"], foot=piece["foot"])
