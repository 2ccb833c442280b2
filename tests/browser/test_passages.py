"""The language of a passage, by the menu of the toolbar."""

TWO = '<p id="p-aaaaaa">First words.</p><p id="p-bbbbbb">Second words.</p>'


def test_words_of_another_language_are_marked_and_run_their_way(writing):
    desk = writing("<p>The word سلامتی here.</p><p>All of it.</p>")
    desk.caret("p", at="start")
    desk.keys(*["ArrowRight"] * 9)
    desk.page.keyboard.down("Shift")
    desk.keys(*["ArrowLeft"] * 6)
    desk.page.keyboard.up("Shift")
    selected = desk.page.evaluate("getSelection().toString()")
    assert selected.strip()
    desk.choose_in_menu("Language of the passage", "Urdu")
    assert f'<span dir="rtl" lang="ur">{selected}</span>' in desk.written
    desk.tools.get_by_role("button", name="Language of the passage: Urdu").wait_for()


def test_whole_blocks_carry_their_language_themselves(writing):
    desk = writing(TWO)
    desk.select("p")
    desk.choose_in_menu("Language of the passage", "Urdu")
    assert desk.written.startswith('<p id="p-aaaaaa" dir="rtl" lang="ur">First words.</p>')
    block = desk.text.locator("p").first
    assert block.evaluate("block => getComputedStyle(block).direction") == "rtl"
    assert "Nastaliq" in block.evaluate("block => getComputedStyle(block).fontFamily")
    desk.select("p")
    desk.choose_in_menu("Language of the passage", "As the text around it")
    assert desk.written == TWO


def test_what_is_typed_next_is_in_the_language_chosen(writing):
    desk = writing(TWO)
    desk.caret("p")
    desk.choose_in_menu("Language of the passage", "Urdu")
    desk.page.keyboard.type("متن")
    assert 'First words.<span dir="rtl" lang="ur">متن</span></p>' in desk.written
