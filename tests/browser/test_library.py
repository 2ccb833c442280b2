"""Pictures in a browser: dropped, described, chosen by keyboard, cut round their focal point."""

import base64
import io

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image as Picture

from articles.models import Article
from articles.states import Role
from tests.browser.desk import Desk
from tests.make import make_article, make_image, make_institute, make_kind, make_user
from thinktank.library.models import Image

DROP = """
([files, selector]) => {
  const dropped = new DataTransfer();
  for (const [name, type, content] of files) {
    const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
    dropped.items.add(new File([bytes], name, { type }));
  }
  for (const kind of ["dragover", "drop"]) {
    const options = { dataTransfer: dropped, bubbles: true, cancelable: true };
    document.querySelector(selector).dispatchEvent(new DragEvent(kind, options));
  }
}
"""


def photo(colour):
    """A file's bytes: half a colour, half a slope, so that pictures of two colours look unlike."""
    out, picture = io.BytesIO(), Picture.linear_gradient("L").convert("RGB")
    picture.paste(colour, (0, 0, 128, 256))
    picture.save(out, "PNG")
    return base64.b64encode(out.getvalue()).decode()


HOSTILE = base64.b64encode(b"<svg onload=alert(1)></svg>").decode()
DROPPED = [
    ("weir.png", "image/png", photo("teal")),
    ("<b>dam</b>.png", "image/png", HOSTILE),
    ("river in-may.png", "image/png", photo("white")),
]


@pytest.fixture
def desk(page, live_server):
    make_institute()
    make_kind()
    desk = Desk(page, live_server)
    desk.enter(make_user(role=Role.AUTHOR, name="author"))
    return desk


def row(page, name):
    return page.locator("li.upload", has_text=name)


def option(page, name=None):
    return page.locator(".chooser").get_by_role("option", name=name)


def test_three_files_dropped_two_are_taken_and_one_says_what_is_wrong(desk, page):
    desk.go("/admin/library/image/")
    page.evaluate(DROP, [DROPPED, "#changelist"])
    page.get_by_text("In the library: 2. Not taken: 1. Still to come: 0.").wait_for()
    assert "Wanted: JPEG, PNG, WebP or GIF." in row(page, "<b>dam</b>.png").inner_text()
    row(page, "<b>dam</b>.png").get_by_role("button", name="Take off this list").click()
    assert row(page, "<b>dam</b>.png").count() == 0

    weir = row(page, "weir.png")
    weir.get_by_label("Title").fill("")
    weir.get_by_label("Description for those who do not see it").fill("A weir in spring")
    weir.get_by_label("Credit").fill("Photo: Zarmeen Keenjhari")
    weir.get_by_role("button", name="Save").click()
    weir.get_by_text("Give it a title").wait_for()
    assert weir.get_by_label("Credit").input_value() == "Photo: Zarmeen Keenjhari"
    weir.get_by_label("Title").fill("The weir")
    weir.get_by_role("button", name="Save").click()
    weir.get_by_text("Saved.").wait_for()

    kept = Image.objects.get(title="The weir")
    assert (kept.alt, kept.credit) == ("A weir in spring", "Photo: Zarmeen Keenjhari")
    assert set(Image.objects.values_list("title", flat=True)) == {"The weir", "river in may"}
    assert not desk.said


def test_a_file_that_is_there_already_is_shown_and_may_be_used_instead(desk, page):
    desk.go("/admin/articles/article/add/")
    desk.press("Choose a picture…")
    for _twice in range(2):
        page.evaluate(DROP, [DROPPED[:1], ".chooser"])
        page.get_by_text("Still to come: 0.").wait_for()
        page.locator("li.upload .upload-details").last.wait_for()
    page.get_by_text("In the library: 2.").wait_for()
    page.get_by_role("button", name="Use that one").click()
    page.locator("dialog.chooser").wait_for(state="detached")
    first = Image.objects.order_by("pk").first()
    assert page.locator("[name=lead_image]").input_value() == str(first.pk)
    assert Image.objects.count() == 2
    assert not desk.said


def test_a_new_picture_is_described_and_used_in_one_go(desk, page):
    desk.go("/admin/articles/article/add/")
    desk.press("Choose a picture…")
    page.locator(".chooser [type=file]").set_input_files(
        {"name": "weir.png", "mimeType": "image/png", "buffer": base64.b64decode(photo("teal"))}
    )
    page.get_by_label("Description for those who do not see it").last.fill("A weir")
    desk.press("Use this picture")
    page.locator("dialog.chooser").wait_for(state="detached")
    image = Image.objects.get()
    assert (image.title, image.alt) == ("weir", "A weir")
    assert page.locator("[name=lead_image]").input_value() == str(image.pk)
    assert not desk.said


def test_a_picture_is_chosen_by_keyboard_alone_and_taken_out_again(desk, page):
    over = make_image(title="Old weir", rights_until="2026-03-03")
    weir, _dam = make_image(title="Weir"), make_image(title="Dam")
    desk.go("/admin/articles/article/add/")
    desk.fill("Title", "On rivers")
    button = page.get_by_role("button", name="Choose a picture…")
    button.focus()
    page.keyboard.press("Enter")
    option(page, "Dam").wait_for()
    page.keyboard.press("Escape")
    page.locator("dialog.chooser").wait_for(state="detached")
    assert button.evaluate("button => button === document.activeElement")
    assert page.locator("[name=lead_image]").input_value() == ""

    page.keyboard.press("Enter")
    option(page, "Dam").wait_for()
    page.keyboard.type("weir")
    page.keyboard.press("Enter")
    page.locator("[role=option]:focus").wait_for()
    page.keyboard.press("ArrowRight")
    assert "Rights ended on 3 March 2026" in page.locator("[role=option]:focus").inner_text()
    page.keyboard.press("Enter")  # not to be chosen
    assert page.locator("dialog.chooser").is_visible()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    page.locator("dialog.chooser").wait_for(state="detached")
    assert button.evaluate("button => button === document.activeElement")
    assert page.locator("[name=lead_image]").input_value() == str(weir.pk) != str(over.pk)
    assert page.get_by_role("link", name="Weir", exact=True).is_visible()

    save = page.locator(".rail-buttons").get_by_role("button", name="Save", exact=True)
    save.click()
    page.wait_for_url("**/change/")
    assert Article.objects.get().lead_image == weir
    page.locator("[data-remove]").click()
    assert page.get_by_text("No picture is chosen.").is_visible()
    with page.expect_navigation():
        save.click()
    assert Article.objects.get().lead_image is None
    assert not desk.said


def test_more_pictures_come_by_one_button_and_the_first_new_one_has_the_focus(desk, page):
    for number in range(30):
        make_image(title=f"Picture {number:02}")
    desk.go("/admin/articles/article/add/")
    desk.press("Choose a picture…")
    option(page, "Picture 29").wait_for()
    assert option(page).count() == 24
    desk.press("More")
    page.locator("[role=option]:focus", has_text="Picture 05").wait_for()
    assert option(page).count() == 30
    assert page.get_by_role("button", name="More").is_hidden()
    page.keyboard.press("Home")
    assert "Picture 29" in page.locator("[role=option]:focus").inner_text()
    page.keyboard.press("ArrowDown")
    across = page.locator("[role=option]").evaluate_all(
        "all => all.findIndex((each) => each.offsetTop > all[0].offsetTop)"
    )
    assert f"Picture {29 - across}" in page.locator("[role=option]:focus").inner_text()
    assert not desk.said


def test_the_focal_point_is_set_by_click_and_by_arrow_keys_and_the_cuts_follow(desk, page):
    image = make_image(title="Weir", size=(400, 200))
    desk.go(f"/admin/library/image/{image.pk}/change/")
    square = page.locator("[data-cut='1']")
    place = "image => image.style.objectPosition"
    assert square.evaluate(place) == "50% 50%"
    box = page.locator("[data-picture]").bounding_box()
    page.mouse.click(box["x"] + box["width"] * 0.9, box["y"] + box["height"] * 0.25)
    assert page.get_by_label("focal point, % from the left").input_value() == "90"
    assert square.evaluate(place) == "100% 50%"  # as near as the edge allows
    for key in ("ArrowLeft", "Shift+ArrowLeft", "Shift+ArrowLeft", "ArrowDown"):
        page.keyboard.press(key)
    marker = page.get_by_role("button", name="Focal point: 69 % from the left, 26 % from the top.")
    assert marker.evaluate("marker => marker === document.activeElement")
    assert square.evaluate(place) == "88% 50%"  # it begins at 176 of the 200 pixels left over
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url("**/admin/library/image/")
    image.refresh_from_db()
    assert image.focal == (69, 26)
    assert not desk.said


def test_a_picture_still_being_drawn_says_so_until_it_is_ready(desk, page):
    image = make_image()
    made = image.made
    Image.objects.filter(pk=image.pk).update(made=made[:1])
    desk.go(f"/admin/library/image/{image.pk}/change/")
    page.get_by_text("Being prepared").wait_for()
    Image.objects.filter(pk=image.pk).update(made=made)
    page.get_by_text("Ready.").wait_for()
    assert not desk.said


@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_no_fault_and_nothing_is_wider_than_the_screen(browser, live_server, width):
    make_institute()
    make_kind()
    user = make_user(role=Role.AUTHOR)
    image = make_image(rights_until="2026-03-03")
    article = make_article(lead_image=image, created_by=user)
    # axe is put into the page by the test, which the policy would rightly refuse.
    page = browser.new_page(bypass_csp=True, viewport={"width": width, "height": 900})
    desk = Desk(page, live_server)
    desk.enter(user)

    def judge():
        found = Axe().run(page).response["violations"]
        assert not [(page.url, fault["id"], fault["nodes"][0]["html"]) for fault in found]
        assert page.evaluate("document.documentElement.scrollWidth") <= width

    desk.go("/admin/library/image/")
    page.evaluate(DROP, [DROPPED, "#changelist"])
    page.get_by_text("Still to come: 0.").wait_for()
    judge()
    desk.go(f"/admin/library/image/{image.pk}/change/")
    judge()
    desk.go(f"/admin/articles/article/{article.pk}/change/")
    desk.press("Choose a picture…")
    option(page).first.wait_for()
    page.evaluate(DROP, [DROPPED[:2], ".chooser"])
    page.get_by_text("Still to come: 0.").wait_for()
    judge()
    page.close()
