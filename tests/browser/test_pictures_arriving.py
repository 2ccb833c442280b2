"""A picture's file dropped on the text or pasted into it goes to the library and stands there."""

import base64
import re

import pytest

from tests.make import make_picture_file
from thinktank.library.models import Image

# A picture's file arrives as from a folder (drop) or as a copied picture (paste).
ARRIVES = """([event, files, html]) => {
  const data = new DataTransfer();
  for (const [name, type, content] of files) {
    const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
    data.items.add(new File([bytes], name, { type }));
  }
  if (html) data.setData("text/html", html);
  const place = document.querySelector("#at-body .ProseMirror p:last-of-type");
  const { right, bottom } = place.getBoundingClientRect();
  const how = { bubbles: true, cancelable: true };
  place.dispatchEvent(event === "drop"
    ? new DragEvent("drop", { ...how, dataTransfer: data, clientX: right - 1, clientY: bottom - 2 })
    : new ClipboardEvent("paste", { ...how, clipboardData: data }));
}"""


ONE, TWO = '<p id="p-one111">One.</p>', '<p id="p-two222">Two.</p>'


def png(colour="red"):
    return base64.b64encode(make_picture_file(size=(40, 30), colour=colour).read()).decode()


@pytest.mark.parametrize("event", ["drop", "paste"])
def test_a_file_goes_to_the_library_and_stands_in_the_text(writing, event):
    desk = writing(ONE + TWO)
    desk.caret("p:last-of-type")
    desk.page.evaluate(
        ARRIVES, [event, [["weir_in-spring.png", "image/png", png()]], '<img src="x.png">']
    )
    desk.text.locator("figure img").wait_for()
    picture = Image.objects.get()
    assert picture.title == "weir in spring"
    assert re.search(
        rf'{TWO}<figure data-image="{picture.pk}"><figcaption></figcaption></figure>',
        desk.written,
    )
    assert not desk.text.locator(".figure-way").count()


def test_one_goes_on_writing_while_pictures_are_on_their_way(writing):
    desk = writing(ONE + TWO)
    desk.page.route(
        "**/image/upload/", lambda route: (desk.page.wait_for_timeout(300), route.continue_())
    )
    files = [[f"{colour}.png", "image/png", png(colour)] for colour in ("red", "blue")]
    desk.page.evaluate(ARRIVES, ["drop", files, ""])
    assert "“red.png” is on its way" in desk.text.locator(".figure-way").first.inner_text()
    assert "on its way" not in desk.written
    desk.caret("p", at="start")
    desk.type("Before ")
    desk.until("document.querySelectorAll('#at-body figure img:not([hidden])').length === 2")
    assert desk.written.startswith(ONE.replace("One", "Before One") + TWO + "<figure")
    assert [image.title for image in Image.objects.order_by("pk")] == ["red", "blue"]
    assert desk.written.index(f'"{Image.objects.get(title="red").pk}"') < desk.written.index(
        f'"{Image.objects.get(title="blue").pk}"'
    )


def test_a_file_that_is_no_picture_is_refused_where_it_would_have_stood(writing):
    desk = writing(ONE)
    broken = base64.b64encode(b"not a picture").decode()
    desk.page.evaluate(ARRIVES, ["drop", [["chart.png", "image/png", broken]], ""])
    failed = desk.text.locator(".figure-way.is-failed")
    failed.wait_for()
    assert "picture" in failed.inner_text()
    failed.get_by_role("button", name="Close").click()
    assert desk.written == ONE
    assert not Image.objects.exists()
    # The browser says by itself that the desk refused it.
    desk.said[:] = [said for said in desk.said if "400 (Bad Request)" not in said]
