"""What one can write: each part of a text by keyboard, and the HTML that comes of it."""

import re

TWO = '<p id="p-aaaaaa">First words.</p><p id="p-bbbbbb">Second words.</p>'
TABLE = (
    '<figure id="f-aaaaaa" data-table=""><table><tbody>'
    '<tr><th scope="col"><p>Port</p></th><th scope="col"><p>Depth</p></th></tr>'
    "<tr><td><p>Gwadar</p></td><td><p>14</p></td></tr>"
    '</tbody></table><figcaption>Depths</figcaption></figure><p id="p-aaaaaa">After.</p>'
)


# -- blocks --


def test_headings_by_menu_and_by_keys(writing):
    desk = writing(TWO)
    desk.caret("p")
    desk.choose_in_menu("Style", "Heading 2")
    desk.caret("p")
    desk.keys("Control+Alt+3")
    assert re.search(r"<h2[^>]*>First words.</h2><h3[^>]*>Second words.</h3>", desk.written)
    desk.keys("Control+Alt+0")
    assert '<p id="p-bbbbbb">Second words.</p>' in desk.written


def test_marks_lists_and_quotations_by_toolbar(writing):
    desk = writing(TWO)
    desk.select("p")
    for tool in ("Bold", "Italic", "Superscript"):
        desk.tool(tool).focus()
        desk.keys("Enter")
    assert "<strong><em><sup>First words.</sup></em></strong>" in re.sub(
        r"(<(?:strong|em|sup)>){3}First words\.(</(?:strong|em|sup)>){3}",
        "<strong><em><sup>First words.</sup></em></strong>",
        desk.written,
    )
    desk.caret("p:last-child")
    desk.tool("Numbered list").focus()
    desk.keys("Enter")
    desk.keys("Enter")
    desk.type("Third.")
    assert re.search(
        r"<ol><li><p[^>]*>Second words.</p></li><li><p>Third.</p></li></ol>$", desk.written
    )
    desk.keys("Enter", "Enter")
    desk.type("Said.")
    desk.tool("Quote").focus()
    desk.keys("Enter")
    assert desk.written.endswith("</ol><blockquote><p>Said.</p></blockquote>")
    desk.tool("Pull quote").focus()
    desk.keys("Enter")
    assert desk.written.endswith('<blockquote class="pull"><p>Said.</p></blockquote>')
    desk.tool("Pull quote").focus()
    desk.keys("Enter")
    assert desk.written.endswith("</ol><p>Said.</p>")


def test_backspace_takes_a_point_out_of_its_list(writing):
    one, two = '<p id="p-aaaaaa">One</p>', '<p id="p-bbbbbb">Two</p>'
    desk = writing(f"<ul><li>{one}</li><li>{two}</li></ul>")
    desk.caret("li:last-child p", at="start")
    desk.keys("Backspace")
    assert desk.written == f"<ul><li>{one}</li></ul>{two}"


# -- lasting ids --


def test_a_paragraph_that_is_split_leaves_its_id_with_the_first_part(writing):
    desk = writing(TWO)
    desk.caret("p", at="start")
    desk.keys(*["ArrowRight"] * 6, "Enter")
    assert desk.written.startswith('<p id="p-aaaaaa">First </p><p>words.</p><p id="p-bbbbbb">')


def test_room_above_a_paragraph_leaves_it_its_id(writing):
    desk = writing(TWO)
    desk.caret("p:last-child", at="start")
    desk.keys("Enter", "ArrowUp")
    desk.type("Between.")
    assert desk.written.endswith('<p>Between.</p><p id="p-bbbbbb">Second words.</p>')


def test_a_copy_has_no_id_and_the_words_it_was_put_before_keep_theirs(writing):
    desk = writing(TWO + '<p id="p-cccccc">Third.</p>')
    desk.caret("#p-bbbbbb", at="start")
    desk.keys("Shift+ArrowDown", "Control+c")
    desk.caret("#p-aaaaaa", at="start")
    desk.keys("Control+v")
    third = '<p id="p-cccccc">Third.</p>'
    assert desk.written == f"<p>Second words.</p>{TWO}{third}"
    desk.keys("Control+z")
    assert desk.written == TWO + third
    desk.caret("#p-cccccc")
    desk.keys("Enter", "Control+v")
    assert desk.written.startswith(f"{TWO}{third}<p>Second words.</p>")


def test_what_is_cut_and_what_is_left_keep_their_ids(writing):
    desk = writing(TWO)
    desk.caret("#p-aaaaaa", at="start")
    desk.keys("Shift+ArrowDown", "Control+x")
    assert desk.written == '<p id="p-bbbbbb">Second words.</p>'
    desk.caret("#p-bbbbbb")
    desk.keys("Enter", "Control+v")
    first, second = '<p id="p-aaaaaa">First words.</p>', '<p id="p-bbbbbb">Second words.</p>'
    assert desk.written.startswith(second + first)
    # Put in once more it is a copy.
    desk.keys("Enter", "Control+v")
    assert desk.written.startswith(second + first)
    assert desk.written.count("First words.") == 2
    assert desk.written.count('id="p-aaaaaa"') == 1


# -- tables --


def test_a_table_is_made_filled_and_captioned_by_keyboard(writing):
    desk = writing(TWO)
    desk.caret("p")
    desk.tool("Table").focus()
    desk.keys("Enter")
    dialog = desk.page.get_by_role("dialog", name="Table")
    dialog.get_by_label("Rows").fill("0")
    desk.keys("Enter")
    assert "A whole number from 1 to 100." in dialog.inner_text()
    dialog.get_by_label("Rows").fill("2")
    dialog.get_by_label("Columns").fill("2")
    desk.answer()
    for cell in ("Port", "Depth", "Gwadar", "14.5"):
        desk.type(cell)
        desk.keys("Tab")
    desk.type("Ormara")
    desk.keys("ArrowDown")
    desk.type("Depths in metres")
    desk.keys("Enter")
    desk.type("After it.")
    assert desk.written == (
        '<p id="p-aaaaaa">First words.</p><figure data-table=""><table><tbody>'
        '<tr><th scope="col"><p>Port</p></th><th scope="col"><p>Depth</p></th></tr>'
        "<tr><td><p>Gwadar</p></td><td><p>14.5</p></td></tr>"
        "<tr><td><p>Ormara</p></td><td><p></p></td></tr>"
        "</tbody></table><figcaption>Depths in metres</figcaption></figure><p>After it.</p>"
        '<p id="p-bbbbbb">Second words.</p>'
    )


def test_rows_columns_and_headings_are_changed_from_the_toolbar(writing):
    desk = writing(TABLE)
    assert desk.written == TABLE
    desk.caret("td p")
    desk.choose_in_menu("Table", "Row above")
    assert desk.written.count("<tr>") == 3
    desk.keys("ArrowUp")
    desk.choose_in_menu("Table", "Delete the row")
    assert desk.written == TABLE
    desk.caret("td p")
    desk.choose_in_menu("Table", "Heading column, on or off")
    assert '<th scope="row"><p>Gwadar</p></th>' in desk.written
    desk.choose_in_menu("Table", "Column after")
    assert desk.written.count("<th") + desk.written.count("<td") == 6
    desk.choose_in_menu("Table", "Delete the table")
    assert desk.written == '<p id="p-aaaaaa">After.</p>'
    desk.keys("Control+z")
    assert "<figcaption>Depths</figcaption>" in desk.written


def test_cells_are_merged_and_split(writing):
    desk = writing(TABLE)
    desk.caret("td:last-child p", at="start")
    desk.keys("Shift+ArrowLeft")
    desk.choose_in_menu("Table", "Merge the cells")
    assert '<td colspan="2"><p>Gwadar</p><p>14</p></td>' in desk.written
    desk.choose_in_menu("Table", "Split the cell")
    assert "colspan" not in desk.written


# -- characters --


def test_special_characters_are_found_by_name_and_kept_byte_for_byte(writing):
    desk = writing(TWO)
    desk.caret("p")
    for name in ("narrow", "per mille", "non-joiner", "soft", "begins a right", "ends such"):
        desk.tool("Special characters").focus()
        desk.keys("Enter")
        desk.type(name)
        desk.answer()
    typed = "First words.\u202f‰\u200c\u00ad\u2067\u2069</p>"
    assert typed in desk.written
    assert desk.text.locator(".unseen").count() == 5
    assert desk.text.locator('.unseen[title="Narrow non-breaking space"]').count() == 1
    desk.save()
    desk.article.refresh_from_db()
    assert typed in desk.article.body
