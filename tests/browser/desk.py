"""A person at the desk: logs in, presses what is written on a button, types into what has a label."""

from tests.make import PASSWORD


class Desk:
    """Drives the admin as a person does, counts the clicks, and hears what the console says."""

    def __init__(self, page, server):
        self.page, self.server, self.clicks, self.said = page, server, 0, []
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.set_default_timeout(15_000)

    def log_in(self, user):
        self.page.context.clear_cookies()
        self.page.goto(f"{self.server.url}/admin/")
        self.page.get_by_label("Username").fill(user.get_username())
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.get_by_role("button", name="Log in").click()
        self.page.wait_for_selector("text=The desk")
        self.clicks = 0

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
