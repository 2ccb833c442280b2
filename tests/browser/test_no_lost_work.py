"""Nothing that is typed is lost: a closed tab, a log-in that ran out, two people in one form."""

import re

import pytest
from django.contrib.sessions.models import Session

from articles.models import Article
from articles.states import Role
from people.models import Person
from tests.browser.desk import Desk
from tests.make import PASSWORD, make_article, make_institute, make_kind, make_person, make_user
from thinktank.writing.models import Present, Unsaved

KEPT = re.compile(r"^Kept \d\d:\d\d:\d\d, not saved yet")


@pytest.fixture
def editor(transactional_db):
    make_institute(second_person_clears=True)
    return make_user(role=Role.EDITOR, name="zarmeen")


@pytest.fixture
def article(editor):
    return make_article(created_by=editor, title="Rivers", body="<p>As it was.</p>")


@pytest.fixture
def desk(live_server, page, editor):
    desk = Desk(page, live_server)
    desk.enter(editor)
    yield desk
    # The browser itself tells of the answers to a form whose log-in has run out.
    assert not [said for said in desk.said if not re.search(r"status of 40[139]", said)]


def address(article):
    return f"/admin/articles/article/{article.pk}/change/"


def open_form(desk, article):
    desk.go(address(article))
    desk.page.wait_for_selector("#at-body .ProseMirror")


def until_kept(desk):
    desk.page.locator(".kept-line", has_text=KEPT).wait_for(timeout=20_000)


def close(desk):
    """The tab goes, and with it whatever was in it."""
    context, server = desk.page.context, desk.server
    desk.page.close()
    return Desk(context.new_page(), server)


def test_text_survives_a_closed_tab(desk, article):
    open_form(desk, article)
    desk.fill("Title", "Rivers rising")
    desk.write("Typed and lost? ")
    until_kept(desk)
    other = close(desk)
    open_form(other, article)
    assert "As it was." in other.text.text_content()
    other.press("Put it back")
    other.page.wait_for_selector("text=It is not saved yet.")
    other.page.wait_for_selector("#at-body .ProseMirror")
    assert "Typed and lost?" in other.text.text_content()
    other.save()
    article.refresh_from_db()
    assert article.title == "Rivers rising"
    assert "Typed and lost?" in article.body
    assert not Unsaved.objects.exists()
    assert "Text that was not saved" not in other.page.content()


def test_the_last_words_before_a_tab_is_closed_are_kept_too(desk, article):
    open_form(desk, article)
    desk.page.wait_for_timeout(300)
    desk.write("In the last second. ")
    desk.page.close(run_before_unload=False)
    for _try in range(100):
        if Unsaved.objects.exists():
            break
        desk.page.context.pages or desk.page.context.new_page()
        desk.page.context.pages[0].wait_for_timeout(50)
    assert "In the last second." in Unsaved.objects.get().data["body"][0]


def test_a_new_piece_with_its_author_survives_a_reload(desk, editor):
    kind = make_kind()
    make_person(name="Mahgul Zhobani")
    desk.go(f"/admin/articles/article/add/?kind={kind.code}")
    desk.page.wait_for_selector("#at-body .ProseMirror")
    desk.fill("Title", "Wells")
    desk.choose("bylines-0-person", "Mahgul")
    desk.write("First words.")
    until_kept(desk)
    desk.page.on("dialog", lambda dialog: dialog.accept())
    desk.page.reload()
    desk.press("Put it back")
    desk.page.wait_for_selector("#at-body .ProseMirror")
    assert "First words." in desk.text.text_content()
    assert "Mahgul Zhobani" in desk.page.locator("#bylines-group").text_content()
    desk.save()
    assert Article.objects.get().bylines.get().person.name == "Mahgul Zhobani"


def test_an_untouched_form_is_not_kept(desk, article):
    open_form(desk, article)
    desk.page.wait_for_timeout(6000)
    assert not Unsaved.objects.exists()
    assert desk.page.locator(".kept-line").inner_text() == ""


def test_a_log_in_that_ran_out_is_mended_in_place_and_nothing_is_lost(desk, article):
    open_form(desk, article)
    desk.fill("Title", "Rivers rising")
    Session.objects.all().delete()
    desk.write("Typed without a log-in. ")
    desk.page.locator('.rail-buttons [name="_save"]').click()
    dialog = desk.page.get_by_role("dialog", name="You were logged out")
    dialog.wait_for()
    dialog.get_by_label("Password").fill("not it")
    dialog.get_by_role("button", name="Log in and go on").click()
    dialog.get_by_text("This password is not the right one.").wait_for()
    dialog.get_by_label("Password").fill(PASSWORD)
    dialog.get_by_role("button", name="Log in and go on").click()
    desk.page.wait_for_selector(".messagelist .success")
    article.refresh_from_db()
    assert article.title == "Rivers rising"
    assert "Typed without a log-in." in article.body
    assert not Unsaved.objects.exists()


def test_writing_goes_on_after_the_dialog_was_put_off(desk, article):
    open_form(desk, article)
    Session.objects.all().delete()
    desk.write("One. ")
    dialog = desk.page.get_by_role("dialog", name="You were logged out")
    dialog.wait_for()
    dialog.get_by_role("button", name="Back to the text").click()
    desk.write("Two. ")
    desk.press("Log in again…")
    dialog.get_by_label("Password").fill(PASSWORD)
    dialog.get_by_label("Password").press("Enter")
    until_kept(desk)
    assert not dialog.is_visible()
    text = Unsaved.objects.get().data["body"][0]
    assert "One." in text
    assert "Two." in text


def test_a_log_in_in_another_tab_is_taken_up(desk, article, editor):
    open_form(desk, article)
    desk.page.evaluate("document.getElementById('logout-form').target = '_blank'")
    with desk.page.context.expect_page() as opened:
        desk.page.get_by_role("button", name="Log out").click()
    other = opened.value
    other.goto(f"{desk.server.url}/admin/login/")
    other.get_by_label("Username").fill(editor.username)
    other.get_by_label("Password").fill(PASSWORD)
    other.get_by_role("button", name="Log in").click()
    other.wait_for_selector("text=The desk")
    desk.fill("Title", "Rivers rising")
    desk.save()
    article.refresh_from_db()
    assert article.title == "Rivers rising"


def test_text_is_not_saved_under_the_name_of_whoever_logged_in_since(desk, article):
    somebody = make_user(role=Role.PUBLISHER, name="somebody-else")
    open_form(desk, article)
    desk.fill("Title", "Rivers rising")
    other = desk.page.context.new_page()
    other.context.clear_cookies()
    Desk(other, desk.server).log_in(somebody)
    dialog = desk.page.get_by_role("dialog", name="You were logged out")
    dialog.get_by_text("Somebody else has logged in in this browser.").wait_for()
    article.refresh_from_db()
    assert article.title == "Rivers"
    dialog.get_by_label("Password").fill(PASSWORD)
    dialog.get_by_role("button", name="Log in and go on").click()
    until_kept(desk)
    desk.save()
    article.refresh_from_db()
    assert article.title == "Rivers rising"


def test_two_in_one_form_see_each_other_until_one_leaves(desk, browser, article, editor):
    make_person(name="Zarmeen Achak", user=editor)
    publisher = make_user(role=Role.PUBLISHER)
    make_person(name="Mahgul Zhobani", user=publisher)
    open_form(desk, article)
    other = Desk(browser.new_context().new_page(), desk.server)
    other.enter(publisher)
    open_form(other, article)
    other.page.get_by_text("Zarmeen Achak has this open too, since").first.wait_for()
    desk.write("A sign. ")
    desk.page.get_by_text("Mahgul Zhobani has this open too, since").first.wait_for()
    other.page.close()
    for _try in range(100):
        if Present.objects.count() == 1:
            break
        desk.page.wait_for_timeout(50)
    assert Present.objects.get().user == editor
    other.page.context.close()


def test_rows_of_a_person_come_back(desk):
    person = make_person(name="Zarmeen Achak")
    path = f"/admin/people/person/{person.pk}/change/"
    desk.go(path)
    desk.page.wait_for_selector("#id_long_bio ~ *, .ProseMirror")
    desk.page.locator("#links-group .add-row a").click()
    desk.page.locator("#id_links-0-kind").select_option("x")
    desk.page.locator("#id_links-0-value").fill("zarmeen")
    desk.page.locator("#id_short_bio").fill("She writes on rivers.")
    until_kept(desk)
    other = close(desk)
    other.go(path)
    other.press("Put it back")
    assert other.page.locator("#id_links-0-value").input_value() == "zarmeen"
    other.page.locator('.submit-row [name="_save"]').click()
    other.page.wait_for_selector(".messagelist .success")
    person = Person.objects.get(pk=person.pk)
    assert person.short_bio == "She writes on rivers."
    assert person.links.get().value == "zarmeen"
