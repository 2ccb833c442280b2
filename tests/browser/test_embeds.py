"""Embeds in the editor: recognised as the readers' page recognises them, and nothing is loaded."""

import re

import lxml.html
import pytest

from articles.models import Article
from tests.markup.test_embeds import FORMS, REFUSED
from tests.payloads import payloads
from thinktank.markup import embeds

ONE, TWO = '<p id="p-one111">One.</p>', '<p id="p-two222">Two.</p>'
VIDEO = '<figure id="f-aaaaaa" data-embed="youtube" data-id="dQw4-9Wg_cQ" data-title="The weir"><figcaption>May</figcaption></figure>'


@pytest.fixture
def desk(writing, request):
    desk = writing(getattr(request, "param", ONE + TWO))
    elsewhere = []
    desk.page.on(
        "request",
        lambda sent: (
            elsewhere.append(sent.url)
            if not sent.url.startswith((desk.server.url, "data:", "blob:"))
            else None
        ),
    )
    yield desk
    assert not elsewhere


def fill(desk, address, title):
    dialog = desk.page.get_by_role("dialog")
    dialog.get_by_label("Address of the page").fill(address)
    dialog.get_by_label("Title").fill(title)
    return dialog


def test_a_video_is_embedded_as_provider_and_id(desk):
    desk.caret("p")
    desk.tool("Embed a video, a chart or a page").click()
    dialog = fill(desk, "https://youtu.be/dQw4-9Wg_cQ?t=42", "The weir in May")
    assert "YouTube" in dialog.inner_text()
    dialog.get_by_role("button", name="Insert").click()
    card = desk.text.locator("figure[data-embed=youtube]")
    assert "The weir in May" in card.inner_text()
    assert not card.locator("iframe, img, video, a").count()
    card.locator("figcaption").click()
    desk.type("Filmed in May.")
    desk.save()
    body = Article.objects.get().body
    tree = lxml.html.fragment_fromstring(body, create_parent="div")
    marks = dict(tree.find("figure").attrib)
    assert re.fullmatch(r"f-\w+", marks.pop("id"))
    assert marks == {
        "data-embed": "youtube",
        "data-id": "dQw4-9Wg_cQ",
        "data-title": "The weir in May",
    }
    assert [child.tag for child in tree] == ["p", "figure", "p"]
    assert tree.find("figure/figcaption").text == "Filmed in May."
    assert desk.written == body


@pytest.mark.parametrize("desk", [f"{ONE}{VIDEO}{TWO}"], indirect=True)
def test_an_embed_is_changed_and_removed(desk):
    before = desk.written
    desk.text.locator(".figure-card").click()
    desk.text.get_by_role("button", name="Change…").click()
    dialog = desk.page.get_by_role("dialog")
    assert (
        dialog.get_by_label("Address of the page").input_value()
        == "https://www.youtube.com/watch?v=dQw4-9Wg_cQ"
    )
    fill(desk, "https://institute.example/report", "A report").get_by_role(
        "button", name="Change"
    ).click()
    desk.text.locator(".figure-card", has_text="Link to institute.example").wait_for()
    assert (
        'id="f-aaaaaa" data-embed="link" data-id="https://institute.example/report" data-title="A report"><figcaption>May'
        in desk.written
    )
    desk.keys("Control+z")
    assert desk.written == before
    desk.text.get_by_role("button", name="Remove").click()
    assert desk.written == ONE + TWO


@pytest.mark.parametrize(
    ("address", "title", "said"),
    [
        ("javascript:alert(1)", "A title", "This is no address of an https page."),
        ("http://institute.example/", "A title", "This is no address of an https page."),
        ("https://vimeo.com/76979871", " ", "Give a title"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_lost(desk, address, title, said):
    desk.tool("Embed a video, a chart or a page").click()
    dialog = fill(desk, address, title)
    dialog.get_by_role("button", name="Insert").click()
    assert said in dialog.inner_text()
    assert dialog.get_by_label("Address of the page").input_value() == address
    assert dialog.locator("[aria-invalid=true]").first.evaluate(
        "field => field === document.activeElement"
    )
    dialog.get_by_role("button", name="Cancel").click()
    assert "figure" not in desk.written


def test_the_editor_recognises_what_the_cleaner_lets_through(desk):
    """One list of patterns, read by two languages: the same answer to every address."""
    tried = [address for forms in FORMS.values() for address in forms] + REFUSED
    answers = desk.page.evaluate(
        """async (all) => {
            const { recognise } = await import("/static/admin_site/editor/embeds.js");
            return all.map((each) => { const found = recognise(each); return found && [found.provider, found.key]; });
        }""",
        [*tried, *payloads("urls.txt")],
    )
    for address, answer in zip(tried, answers, strict=False):
        assert answer == (list(embeds.recognise(address)) if embeds.recognise(address) else None), (
            address
        )
    # Of hostile ones, the browser's own parser may make another harmless page than ours.
    assert all(embeds.valid(*answer) for answer in answers if answer)
