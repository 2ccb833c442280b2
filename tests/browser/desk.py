"""A person at the desk: logs in, presses what is written on a button, types into what has a label."""

import re

from django.conf import settings
from django.test import Client

from tests.make import PASSWORD

MOVES = re.compile("Arrow|Home|End|Page")


class Desk:
    """Drives the admin as a person does, counts the clicks, and hears what the console says."""

    def __init__(self, page, server):
        self.page, self.server, self.clicks, self.said = page, server, 0, []
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.set_default_timeout(15_000)

    def log_in(self, user):
        self._leave()
        self.page.goto(f"{self.server.url}/admin/")
        self.page.get_by_label("Username").fill(user.get_username())
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.get_by_role("button", name="Log in").click()
        self.page.wait_for_selector("text=The desk")
        self.clicks = 0

    def enter(self, user):
        """Be logged in without the form and the first page: by the cookie alone."""
        client, name = Client(), settings.SESSION_COOKIE_NAME
        client.force_login(user)
        self._leave()
        cookie = {"name": name, "value": client.cookies[name].value, "url": self.server.url}
        self.page.context.add_cookies([cookie])
        self.clicks = 0

    def _leave(self):
        """What a page says when it is left is still said by whoever was logged in."""
        self.page.goto("about:blank")
        self.page.context.clear_cookies()

    def go(self, path):
        self.page.goto(f"{self.server.url}{path}")

    def press(self, words):
        """Click the button or link with exactly these words."""
        self.clicks += 1
        both = self.page.get_by_role("button", name=words, exact=True).or_(
            self.page.get_by_role("link", name=words, exact=True)
        )
        both.first.click()

    def fill(self, label, text):
        self.page.get_by_label(label, exact=True).first.fill(text)

    def choose(self, select_name, letters):
        """Reach a choice with search by keyboard, type some letters, and take the first by Enter."""
        box = self.page.locator(f'select[name="{select_name}"] + .select2 [role="combobox"]')
        box.first.focus()
        self.page.keyboard.type(letters, delay=30)
        self.page.wait_for_selector(".select2-results__option--highlighted:not(.loading-results)")
        self.page.keyboard.press("Enter")

    def write(self, text):
        """Type into the editor of the text; a line break begins a new paragraph."""
        editor = self.page.locator('.ProseMirror[contenteditable="true"]').first
        editor.focus()
        self.page.wait_for_function("document.activeElement.isContentEditable")
        for number, paragraph in enumerate(text.split("\n")):
            if number:
                self.page.keyboard.press("Enter")
            self.page.keyboard.insert_text(paragraph)

    def unfold(self, words):
        """Open a folded part of the form."""
        self.page.locator("summary", has_text=words).first.click()

    def save(self):
        """By the button in the rail: the first of the form is there for the Enter key alone."""
        self.page.locator('.rail-buttons [name="_save"]').click()
        self.page.wait_for_selector(".messagelist .success")

    def until(self, expression):
        """Wait for the page; Playwright's own way of asking again and again is refused by the policy."""
        for _try in range(200):
            if self.page.evaluate(expression):
                return
            self.page.wait_for_timeout(25)
        raise AssertionError(f"never came true: {expression}")

    # -- the editor of the text --

    @property
    def text(self):
        """Where one writes."""
        return self.page.locator('#at-body .ProseMirror[contenteditable="true"]')

    @property
    def tools(self):
        return self.page.get_by_role("toolbar", name="Tools for Text")

    def tool(self, name):
        """A button of the toolbar, by its name or the beginning of it ("Style: Paragraph")."""
        return self.tools.get_by_role("button", name=re.compile(rf"^{re.escape(name)}(:|$|…)"))

    def keys(self, *keys):
        """One after the other, as fast as a hand: the editor hears of a moved caret a moment later."""
        for key in keys:
            self.page.keyboard.press(key)
            self.page.evaluate(
                "new Promise((heard) => requestAnimationFrame(() => setTimeout(heard)))"
            )
            if MOVES.search(key):
                self.page.wait_for_timeout(30)

    def answer(self):
        """Enter in a dialog, and wait until one can write on."""
        self.keys("Enter")
        self.until("document.activeElement.isContentEditable")

    def type(self, words):
        self.page.keyboard.insert_text(words)

    def choose_in_menu(self, tool, words):
        """Open a tool's menu and take an entry by keyboard."""
        self.tool(tool).focus()
        self.keys("ArrowDown")
        menu = self.page.get_by_role("menu")
        entries = menu.get_by_role("menuitem", name=words, exact=True)
        entries.or_(menu.get_by_role("menuitemradio", name=words, exact=True)).focus()
        self.keys("Enter")

    def caret(self, selector, *, at="end"):
        """Put the caret at the start or the end of the first such element of the text."""
        self.text.locator(selector).first.evaluate(
            """async (element, at) => {
                const { editorOf } = await import("/static/admin_site/editor/places.js");
                const editor = editorOf(document.getElementById("id_body"));
                const from = editor.view.posAtDOM(element, 0);
                const to = editor.view.posAtDOM(element, element.childNodes.length);
                const ends = { start: from, end: to, all: { from, to } };
                editor.commands.setTextSelection(ends[at]);
                editor.view.focus();
            }""",
            at,
        )

    def select(self, selector):
        """Select all that stands in the first such element of the text."""
        self.caret(selector, at="all")

    @property
    def written(self):
        """What would be sent now as the text."""
        field = self.page.locator("#id_body")
        field.evaluate("field => field.form.dispatchEvent(new Event('editor:flush'))")
        return field.input_value()
