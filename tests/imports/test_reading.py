"""A Word file is read whole: notes, tables, pictures, headings in = out, every gap named."""

from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from articles.imports import reading
from tests.imports.wordfile import docx, drawing, note, p, picture, png, r, table
from thinktank.markup.cleaning import clean

HERE = Path(__file__).parent
CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
DIAGRAM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"


def read(*body, original=False, **parts):
    return reading.read(docx(*body, **parts), "file.docx", original=original)


@pytest.fixture(scope="module")
def libreoffice():
    return reading.read((HERE / "libreoffice.docx").read_bytes(), "libreoffice.docx")


def test_a_file_of_libreoffice_comes_whole(libreoffice):
    assert libreoffice.title == "Who counts the canals"
    assert libreoffice.language == "en-GB"
    assert libreoffice.report.counts == {
        "notes": [2, 2], "tables": [1, 1], "pictures": [1, 1], "headings": [2, 2],
    }  # fmt: skip
    assert libreoffice.report.left_out == []
    body = libreoffice.body
    for part in (
        "<foot-note>See <em>The Ledger of Waters</em>, p. 12, at <a ",
        ">its page</a>.<br>A second paragraph of the same note.</foot-note>",
        "<foot-note>An endnote, kept at the end.</foot-note>",
        "<ul><li><p>Read the gauge.</p><ul><li><p>At dawn.</p></li></ul></li>",
        "<ol><li><p>First.</p></li><li><p>Second.</p></li></ol>",
        "<blockquote><p>Water has no memory, the clerk said.</p></blockquote>",
        '<th scope="col"><p>Canal</p></th>',
        "<figcaption>Table 1: readings a day</figcaption>",
        '<span lang="fr-FR">bien entendu</span>',
        '<p lang="ur-PK" dir="rtl">پانی کا حساب</p>',
        'data-alt="A gauge by a canal"><figcaption>Figure 1: the gauge</figcaption>',
    ):
        assert part in body, part


def test_comments_keep_author_words_and_paragraph(libreoffice):
    (remark,) = libreoffice.remarks
    assert (remark.by, remark.text) == ("Mahrukh Sarang", "Is this still done?")
    assert f'<p id="{remark.anchor}">Write it down.</p>' in libreoffice.body
    assert f'id="{remark.anchor}"' in clean(libreoffice.body)


def test_a_comment_quotes_what_it_is_about_and_may_stand_in_a_note_or_a_table():
    mark = '<w:commentRangeStart w:id="{0}"/>'
    end = '<w:commentRangeEnd w:id="{0}"/><w:r><w:commentReference w:id="{0}"/></w:r>'
    found = read(
        p("Read ", mark.format(0), "twice a day", end.format(0)),
        table([f"{mark.format(1)}<w:r><w:t>cell</w:t></w:r>{end.format(1)}", "b"]),
        comments=f'<w:comment w:id="0" w:author="A. Keeper">{p("Really?")}</w:comment>'
        f'<w:comment w:id="1">{p("One.")}{p("Two.")}</w:comment>',
    )
    first, second = found.remarks
    assert (first.by, first.text, first.quoted) == ("A. Keeper", "Really?", "twice a day")
    assert (second.text, second.quoted) == ("One. Two.", "cell")
    assert f'<figure id="{second.anchor}" data-table="">' in found.body


@pytest.mark.parametrize(
    ("original", "words"), [(False, "often"), (True, "seldom")], ids=["accepted", "original"]
)
def test_tracked_changes_are_found_and_decided(original, words):
    content = (HERE / "libreoffice.docx").read_bytes()
    tracked = reading.tracked(content)
    assert (tracked.added, tracked.taken, tracked.people) == (1, 1, ("Mahrukh Sarang",))
    assert f"read {words} twice" in reading.read(content, "x.docx", original=original).body


@pytest.mark.parametrize(
    ("original", "wanted"), [(False, "<p>One two</p>"), (True, "<p>One</p><p> two</p>")]
)
def test_a_paragraph_whose_end_was_taken_out_runs_on(original, wanted):
    first = f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{r('One')}</w:p>"
    assert read(first, p(" two"), original=original).body.replace("<p>two", "<p> two") == wanted


@pytest.mark.parametrize(("original", "notes"), [(False, 1), (True, 2)])
def test_a_note_that_was_taken_out_is_counted_only_in_the_original(original, notes):
    body = p("A", note(1), f"<w:del>{note(2)}</w:del>")
    found = read(body, footnotes=[p("kept"), p("gone")], original=original)
    assert found.report.counts["notes"] == [notes, notes]


def test_rows_and_looks_that_were_changed_are_decided_too():
    row = "<w:tr><w:trPr><w:ins/></w:trPr><w:tc>{0}</w:tc><w:tc>{0}</w:tc></w:tr>".format(
        p("new row")
    )
    body = table(["a", "b"], ["c", "d"]).replace("</w:tbl>", f"{row}</w:tbl>")
    bold = r("word", "<w:b/><w:rPrChange><w:rPr><w:i/></w:rPr></w:rPrChange>")
    assert "new row" in read(body, p(bold)).body
    original = read(body, p(bold), original=True).body
    assert "new row" not in original
    assert "<em>word</em>" in original


def test_what_cannot_come_along_becomes_a_placeholder_with_its_place():
    formula = "<m:oMath><m:r><m:t>E=mc</m:t></m:r></m:oMath>"
    found = read(
        p("Habits", style="Heading1"),
        p("Energy ", formula, " is kept."),
        p(drawing(CHART, '<c:chart r:id="x"/>', "Readings a year")),
        p(drawing(DIAGRAM)),
        p('<w:r><w:object><o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r>'),
        p(picture("nowhere", "A lost picture")),
    )
    body = found.body
    assert "<p>Energy E=mc is kept.</p>" in body
    for kind, caption in (("equation", "E=mc"), ("chart", "Readings a year"), ("diagram", ""),
                          ("object", "Excel"), ("picture", "A lost picture")):  # fmt: skip
        assert f'<figure data-missing="{kind}"><figcaption>{caption}</figcaption></figure>' in body
    assert found.report.left_out[1] == (
        "A chart, at the beginning (“Readings a year”): a placeholder stands there."
    )
    assert found.report.counts["pictures"] == [1, 0]


def test_the_newer_of_two_drawings_counts_and_text_boxes_keep_their_words():
    box = f"<wps:txbx><w:txbxContent>{p('In the box.')}</w:txbxContent></wps:txbx>"
    shape = drawing("http://schemas.microsoft.com/office/word/2010/wordprocessingShape", box)
    both = (
        f"<w:r><mc:AlternateContent><mc:Choice>{shape[5:-6]}</mc:Choice>"
        f"<mc:Fallback><w:pict/></mc:Fallback></mc:AlternateContent></w:r>"
    )
    found = read(p("Before.", both), p("After."))
    assert found.body == "<p>Before.</p><p>In the box.</p><p>After.</p>"
    assert "1 text box" in found.report.left_out[0]


def test_pictures_keep_description_and_caption_and_are_one_when_they_are_the_same():
    found = read(
        p(picture("r1", "A weir in spring")), p("Figure 1: the weir", style="Caption"),
        p(picture("r1", "Description automatically generated")),
        p("Words ", picture("r2"), " around."),
        media={"r1": ("a.png", png()), "r2": ("b.png", png("red"))},
    )  # fmt: skip
    first, second = found.pictures
    assert found.pictures[first].content == png()
    assert (
        f'<figure data-file="{first}" data-alt="A weir in spring"><figcaption>Figure 1: the weir</figcaption></figure>'
        f'<figure data-file="{first}"><figcaption></figcaption></figure>'
        f'<p>Words around.</p><figure data-file="{second}">'
    ) in found.body.replace("Words  around", "Words around")
    assert found.report.counts["pictures"] == [3, 3]


def test_headings_follow_the_styles_they_rest_on():
    found = read(
        p("The title", style="Title"), p("One", style="Chapter"), p("Two", style="Heading2"),
        p("Said", style="Quote"), p(r("Ledger", '<w:rStyle w:val="BookTitle"/>')),
    )  # fmt: skip
    assert found.title == "The title"
    assert found.body == (
        "<h2>One</h2><h3>Two</h3><blockquote><p>Said</p></blockquote><p><em>Ledger</em></p>"
    )
    assert found.report.counts["headings"] == [2, 2]


def test_without_a_title_the_only_first_heading_is_it_else_the_files_name():
    found = read(p("Only one", style="Heading1"), p("x"))
    assert (found.title, found.body) == ("Only one", "<p>x</p>")
    assert found.report.counts["headings"] == [0, 0]
    several = read(p("One", style="Heading1"), p("Two", style="Heading1"))
    assert (several.title, several.body) == ("One", "<h2>One</h2><h2>Two</h2>")
    assert read(p("x")).title == "file"


def test_a_note_to_the_title_is_not_lost():
    found = read(p("T", note(1), style="Title"), p("First words."), footnotes=[p("Thanks.")])
    assert found.body == "<p>First words.<foot-note>Thanks.</foot-note></p>"
    assert found.report.counts["notes"] == [1, 1]


def test_the_list_of_contents_goes_and_is_named():
    gallery = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    contents = f"<w:sdt>{gallery}<w:sdtContent>{p('One 1', style='TOC1')}</w:sdtContent></w:sdt>"
    kept = f"<w:sdt><w:sdtPr/><w:sdtContent>{p('In a box of Word.')}</w:sdtContent></w:sdt>"
    found = read(contents, kept, p("Two 2", style="TOC1"))
    assert found.body == "<p>In a box of Word.</p>"
    assert "list of contents" in found.report.left_out[0]


def test_the_first_row_of_a_styled_table_heads_it_and_one_cell_is_no_table():
    styled = '<w:tblStyle w:val="GridTable4"/><w:tblLook w:firstRow="1"/>'
    found = read(table(["a", "b"], ["c", "d"], properties=styled), table(["frame"]))
    assert '<th scope="col"><p>a</p></th>' in found.body
    assert found.body.endswith("<p>frame</p>")
    assert found.report.counts["tables"] == [1, 1]


def test_a_number_of_a_note_that_is_not_there_is_named():
    found = read(p("A", note(7)))
    assert found.body == "<p>A</p>"
    assert "1 number of a note" in found.report.left_out[0]


@pytest.mark.parametrize(
    "names", [{"word/document.xml": "<w:document"}, {"word/footnotes.xml": "<x/><y/>"}]
)
def test_a_damaged_file_is_refused_in_a_sentence(names):
    with pytest.raises(ValidationError, match="damaged"):
        read(p("x"), parts=names)
