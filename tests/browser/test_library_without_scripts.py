"""Where no script runs, a picture is still taken in, and still put into a form by its number."""

import pytest

from articles.states import Role
from people.models import Person
from tests.browser.desk import Desk
from tests.make import make_image, make_institute, make_person, make_picture_file, make_user
from thinktank.library.models import Image


@pytest.fixture
def desk(browser, live_server):
    make_institute()
    page = browser.new_page(java_script_enabled=False)
    desk = Desk(page, live_server)
    desk.enter(make_user(role=Role.EDITOR))
    yield desk
    page.close()


def test_a_picture_is_chosen_by_its_number(desk):
    person, image = make_person(name="Mahgul Zhobani"), make_image()
    desk.go(f"/admin/people/person/{person.pk}/change/")
    assert not desk.page.get_by_role("button", name="Choose a picture…").is_visible()
    desk.fill("Number of the picture, as in the address of its page in the library", str(image.pk))
    desk.press("Save")
    desk.page.wait_for_url("**/admin/people/person/")
    assert Person.objects.get(pk=person.pk).photo == image


def test_a_picture_is_added_on_a_page_of_its_own(desk):
    desk.go("/admin/library/image/")
    assert not desk.page.locator("[data-uploads]").is_visible()
    desk.press("Add a picture")
    file = make_picture_file()
    desk.page.get_by_label("File").set_input_files(
        {"name": file.name, "mimeType": "image/png", "buffer": file.read()}
    )
    desk.fill("Title", "Weir")
    desk.press("Save")
    desk.page.wait_for_url("**/admin/library/image/")
    assert Image.objects.get().title == "Weir"
