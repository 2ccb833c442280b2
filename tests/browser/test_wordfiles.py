"""A Word file from the list to a draft and a newer one into it, as a person does it in a browser."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from articles.models import Article, Note
from articles.states import Role
from tests.browser.desk import Desk
from tests.make import make_article, make_institute, make_kind, make_user

FILES = Path(__file__).resolve().parent.parent / "imports"


@pytest.fixture
def editor(live_server):
    make_institute()
    make_kind()
    return make_user(role=Role.EDITOR)


@pytest.mark.parametrize("width", [1280, 390])
def test_a_file_is_imported_and_a_newer_one_merged(browser, live_server, editor, width):
    # axe is put into the page by the test, which the policy would rightly refuse.
    page = browser.new_page(bypass_csp=True, viewport={"width": width, "height": 900})
    desk = Desk(page, live_server)
    desk.enter(editor)
    desk.go("/admin/articles/article/")
    desk.press("Import a Word file…")
    looked_at(page, width)
    page.set_input_files("input[type=file]", FILES / "libreoffice.docx")
    desk.press("Import")
    answer(desk, width)
    page.wait_for_selector("#at-body .ProseMirror")
    assert "1 of 1" not in page.locator(".imported").inner_text()
    looked_at(page, width)
    page.locator("#at-body .ProseMirror p", has_text="The gauges are read").click()
    page.keyboard.press("End")
    page.keyboard.type(" At the desk.")
    desk.save()
    page.locator(".messagelist", has_text="Saved").wait_for()  # it said that it was imported before
    desk.press("Take in a newer file…")
    page.set_input_files("input[type=file]", FILES / "libreoffice-newer.docx")
    desk.press("Compare")
    answer(desk, width)
    page.wait_for_selector(".merge")
    looked_at(page, width)
    desk.press("Take in what is chosen")
    page.wait_for_selector(".errornote")
    page.locator(".is-conflict").get_by_label("Keep it as it is here").check()
    desk.press("Take in what is chosen")
    page.wait_for_selector("#at-body .ProseMirror")
    body = Article.objects.get().body
    assert "At the desk." in body
    assert "Write it down in ink." in body
    assert "A new paragraph of the newer file." in body
    page.close()


def answer(desk, width):
    desk.page.wait_for_selector(".choices")
    looked_at(desk.page, width)
    desk.page.get_by_label("The text with all changes accepted").check()
    desk.press("Go on")


def looked_at(page, width):
    page.wait_for_load_state("networkidle")
    found = Axe().run(page).response["violations"]
    assert not [(fault["id"], fault["nodes"][0]["html"]) for fault in found]
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_note_leads_to_its_paragraph_and_goes_without_the_form(page, live_server, editor):
    article = make_article(
        body="<p>First.</p>" + "<p>Filling.</p>" * 60 + "<p id='p-abcdef'>Last one.</p>"
    )
    for words in ("Is it so?", "And this?"):
        Note.objects.create(
            article=article, anchor="p-abcdef", quoted="Last one", text=words, by_name="A. Keeper"
        )
    desk = Desk(page, live_server)
    desk.enter(editor)
    desk.go(f"/admin/articles/article/{article.pk}/change/")
    page.wait_for_selector("#at-body .ProseMirror")
    page.locator("#at-body .ProseMirror p").first.click()
    page.keyboard.type("Typed. ")
    page.locator("#remarks .about a").first.click()
    page.wait_for_function("document.activeElement.isContentEditable")
    box = page.locator("#at-body .ProseMirror p", has_text="Last one.").bounding_box()
    assert 0 <= box["y"] <= 720
    page.get_by_role("button", name="Settle: Is it so?").click()
    page.wait_for_selector("text=Settled (1)")
    assert page.locator("#remarks .count").inner_text() == "1"
    assert "Typed." in page.locator("#at-body .ProseMirror").inner_text()
    page.get_by_role("button", name="Settle: And this?").click()
    page.wait_for_selector("text=Settled (2)")
    assert not Note.objects.filter(resolved_at=None).exists()
    assert not desk.said
