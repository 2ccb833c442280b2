"""Pictures of the library in the text: chosen, described, replaced, dropped in, and gone."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from articles.models import Article
from tests.make import make_image

ONE, TWO = '<p id="p-one111">One.</p>', '<p id="p-two222">Two.</p>'


def figure(picture, caption="", **marks):
    said = {"data-alt": "A weir", **marks}
    written = "".join(f' {name}="{value}"' for name, value in said.items() if value is not None)
    return f'<figure id="f-aaaaaa" data-image="{picture.pk}"{written}><figcaption>{caption}</figcaption></figure>'


def choose(desk, title):
    """In the library's dialog, which is open."""
    chooser = desk.page.get_by_role("dialog")
    chooser.get_by_role("button", name=title).or_(
        chooser.get_by_role("option", name=title)
    ).first.click()
    desk.page.wait_for_selector("dialog[open]", state="detached")


def description(desk):
    return desk.text.get_by_label("Description for those who do not see it")


def saved(desk):
    desk.save()
    return Article.objects.get().body


def test_a_picture_is_chosen_described_and_stored_by_its_number(writing):
    picture = make_image(
        title="Weir in spring", alt="A weir, seen from above", credit="Photo: A. B."
    )
    desk = writing(ONE + TWO)
    desk.caret("p")
    desk.tool("Picture of the library").click()
    choose(desk, "Weir in spring")
    shown = desk.text.locator("figure img")
    shown.wait_for()
    assert shown.get_attribute("src") == picture.src(800)
    assert "Photo: A. B." in desk.text.locator(".figure-card").inner_text()
    # The description is asked for at once, beginning with the library's own.
    assert description(desk).evaluate("field => field === document.activeElement")
    assert description(desk).input_value() == picture.alt
    description(desk).fill("Water over a weir")
    desk.text.get_by_label("Wider than the text").check()
    desk.text.locator("figcaption").click()
    desk.type("The weir in May.")
    body = saved(desk)
    assert re.fullmatch(
        r'<p id="p-\w+">One\.</p><figure id="f-\w+" data-image="\d+" data-alt="Water over a weir" '
        r'data-size="wide"><figcaption>The weir in May\.</figcaption></figure><p id="p-\w+">Two\.</p>',
        _ordered(body),
    )
    assert f'data-image="{picture.pk}"' in body
    assert desk.written == body


def _ordered(body):
    """The figure's marks in one order, whichever way they were written."""
    names = ["id", "data-image", "data-alt", "data-size"]

    def put(found):
        marks = dict(re.findall(r'([\w-]+)="([^"]*)"', found[1]))
        return "<figure" + "".join(f' {name}="{marks[name]}"' for name in names) + ">"

    return re.sub(r"<figure([^>]*)>", put, body)


def test_a_decorative_picture_has_no_description_and_gets_the_old_one_back(writing):
    picture = make_image()
    desk = writing(f"{ONE}{figure(picture)}{TWO}")
    desk.text.locator("figure img").click()
    desk.text.get_by_label("Decorative: adds nothing to the text").check()
    assert 'data-decorative=""' in desk.written
    assert "data-alt" not in desk.written
    assert description(desk).is_disabled()
    desk.text.get_by_label("Decorative: adds nothing to the text").uncheck()
    assert 'data-alt="A weir"' in desk.written
    description(desk).fill("")
    description(desk).blur()
    assert "data-alt" not in desk.written
    desk.text.locator("p").first.click()
    assert "It needs a description" in desk.text.locator(".figure-state").inner_text()


def test_what_is_said_of_a_picture_can_be_undone(writing):
    desk = writing(f"{ONE}{figure(make_image())}{TWO}")
    before = desk.written
    desk.text.locator("figure img").click()
    description(desk).fill("Another")
    desk.keys("Enter")  # back in the text, and the form is not sent
    assert 'data-alt="Another"' in desk.written
    desk.keys("Control+z")
    assert desk.written == before
    assert description(desk).input_value() == "A weir"


def test_the_keyboard_reaches_all_of_a_picture(writing):
    desk = writing(f"{ONE}{figure(make_image(), 'Below')}{TWO}")
    desk.caret("figcaption")
    desk.type(" it")
    desk.keys("Escape", "Enter")
    desk.page.keyboard.insert_text("!")
    desk.keys("Tab", "Space")
    assert desk.text.get_by_label("Decorative: adds nothing to the text").is_checked()
    desk.keys("Escape", "Delete")
    assert "figure" not in desk.written
    desk.keys("Control+z")
    assert "Below it</figcaption>" in desk.written


def test_another_picture_keeps_the_caption_and_asks_for_its_description(writing):
    first, second = (
        make_image(title="First one", alt="A weir"),
        make_image(title="Second one", alt="A dam"),
    )
    desk = writing(f"{ONE}{figure(first, 'Caption <em>here</em>')}{TWO}")
    desk.text.locator("figure img").click()
    desk.text.get_by_role("button", name="Replace…").click()
    choose(desk, "Second one")
    desk.until(f"document.querySelector('#at-body figure img').src.includes('{second.key}')")
    assert f'id="f-aaaaaa" data-image="{second.pk}" data-alt="A dam"' in desk.written
    assert "Caption <em>here</em>" in desk.written
    desk.text.get_by_role("button", name="Remove the picture").click()
    assert desk.written == ONE + TWO


def test_all_pictures_of_a_text_are_asked_for_at_once(writing):
    pictures = [make_image(title=f"Picture {at}") for at in range(12)]
    asked = []
    desk = writing("<p>None yet.</p>")
    desk.page.on(
        "request", lambda request: asked.append(request.url) if "ids=" in request.url else None
    )
    Article.objects.update(
        body="".join(
            figure(picture).replace("aaaaaa", f"aaaa{at:02}") for at, picture in enumerate(pictures)
        )
    )
    desk.page.reload()
    desk.until("document.querySelectorAll('#at-body figure img:not([hidden])').length === 12")
    assert len(asked) == 1


def test_a_picture_that_is_gone_says_so_and_keeps_its_caption(writing):
    picture = make_image()
    number = picture.pk
    picture.delete()
    picture.pk = number
    desk = writing(f"{ONE}{figure(picture, 'Still here')}{TWO}")
    gone = "This picture is no longer in the library"
    desk.text.get_by_text(gone).wait_for()
    desk.caret("p")
    desk.type(" More.")
    assert f'data-image="{number}"' in desk.written
    assert "Still here" in desk.written


def test_what_an_import_could_not_bring_is_replaced_or_deleted(writing):
    make_image(title="The chart, drawn anew", alt="A chart")
    gap = '<figure id="f-{}" data-missing="{}"><figcaption>{}</figcaption></figure>'
    desk = writing(
        ONE
        + gap.format("aaaaaa", "chart", "Flow, 1960–2020")
        + gap.format("bbbbbb", "equation", "E = mc²")
    )
    card = desk.text.locator("figure[data-missing=chart] .figure-card")
    assert "A chart of the Word file stood here." in card.inner_text()
    card.click()
    desk.text.get_by_role("button", name="Replace by a picture…").locator("visible=true").click()
    choose(desk, "The chart, drawn anew")
    desk.text.locator("figure img").wait_for()
    assert re.search(
        r'<figure id="f-aaaaaa" data-image="\d+" data-alt="A chart"><figcaption>Flow, 1960–2020',
        desk.written,
    )
    desk.text.locator("figure[data-missing=equation] .figure-card").click()
    desk.text.get_by_role("button", name="Delete", exact=True).locator("visible=true").click()
    assert "data-missing" not in desk.written
    desk.keys("Control+z")
    assert "E = mc²" in desk.written


@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_no_fault_in_an_open_note_and_figure(writing, browser, width):
    picture = make_image(size=(800, 450))
    desk = writing(
        f"{ONE}<p>Two<foot-note>words</foot-note> three<foot-note></foot-note>.</p>{figure(picture, 'Below')}"
        '<figure data-embed="link" data-id="https://institute.example/" data-title="A page"><figcaption>'
        '</figcaption></figure><figure data-missing="chart"><figcaption>Flow</figcaption></figure>'
    )
    # axe is put into the page by the test, which the policy would rightly refuse.
    page = browser.new_page(bypass_csp=True, viewport={"width": width, "height": 900})
    page.context.add_cookies(desk.page.context.cookies())
    page.goto(desk.page.url)
    text = page.locator("#at-body .ProseMirror")
    text.locator("figure img").wait_for()
    page.locator("#at-body .note-list summary").click()
    for selector in (
        ".note-number",
        "figure img",
        "figure[data-embed] .figure-card",
        "figure[data-missing] .figure-card",
    ):
        text.locator(selector).first.click()
        found = Axe().run(page, "#at-body").response["violations"]
        assert not [(selector, fault["id"], fault["nodes"][0]["html"]) for fault in found]
        assert page.evaluate("document.documentElement.scrollWidth") <= width, selector
    page.close()
