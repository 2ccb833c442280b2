"""`python -m benchmarks.typing`: from the key to the painted letter, in a short text and a long one.

A browser opens the form of a new piece on a running site, puts a text into the editor, types in the
middle of it and asks the browser when each letter was on the screen. Nothing is saved.
"""

import argparse
import itertools
import random
import statistics
import sys

from playwright.sync_api import TimeoutError as TooLate
from playwright.sync_api import sync_playwright

from benchmarks.texts import Texts
from thinktank.library.models import Image

WORDS, NOTES, TABLES, PICTURES = 10_000, 150, 20, 30
A_PARAGRAPH = 80  # words
TYPED = "the quick brown fox jumps over the lazy dog and then goes home "
# The time from the key event to the first task after the frame that shows it.
LISTEN = """() => {
    window.painted = [];
    document.addEventListener("keydown", ({ timeStamp }) => requestAnimationFrame(() => {
        const after = new MessageChannel();
        after.port1.onmessage = () => painted.push(performance.now() - timeStamp);
        after.port2.postMessage(0);
    }), { capture: true });
}"""
FILL = """async (html) => {
    const { editorOf } = await import("/static/admin_site/editor/places.js");
    const editor = editorOf(document.getElementById("id_body"));
    const begin = performance.now();
    editor.commands.setContent(html);
    const blocks = editor.view.dom.querySelectorAll(":scope > p");
    const middle = blocks[Math.floor(blocks.length / 2)];
    editor.chain().setTextSelection(editor.view.posAtDOM(middle, 0) + 1).focus().run();
    middle.scrollIntoView({ block: "center" });
    return performance.now() - begin;
}"""


def long_text(seed=1):
    """A report of 10,000 words with 150 notes, 20 tables and 30 pictures, as the field stores it."""
    chance = random.Random(seed)
    texts, number = Texts(chance), itertools.count(1)
    pictures = list(Image.objects.values_list("pk", flat=True)[:PICTURES]) or [1]
    paragraphs = WORDS // A_PARAGRAPH
    blocks = []
    for place in range(paragraphs):
        if place % 6 == 0:
            blocks.append(f'<h2 id="h-part-{next(number)}">{texts.title()}</h2>')
        notes = NOTES * (place + 1) // paragraphs - NOTES * place // paragraphs
        blocks.append(_paragraph(texts, number, notes))
        if place * TABLES // paragraphs != (place + 1) * TABLES // paragraphs:
            blocks.append(_table(texts, number))
        if place * PICTURES // paragraphs != (place + 1) * PICTURES // paragraphs:
            blocks.append(_picture(texts, number, pictures[place % len(pictures)]))
    return "".join(blocks)


def _id(letter, number):
    return f"{letter}-{next(number):06}"


def _paragraph(texts, number, notes):
    note = "".join(
        f'<foot-note id="{_id("n", number)}">{texts.sentence(12)} <em>{texts.name()}</em>.</foot-note>'
        for _note in range(notes)
    )
    half = texts.sentence(A_PARAGRAPH // 2)
    return f'<p id="{_id("p", number)}">{half}{note} {texts.sentence(A_PARAGRAPH // 2)}</p>'


def _table(texts, number):
    head = "".join(f'<th scope="col"><p>{texts.name()}</p></th>' for _column in range(5))
    row = "".join(f"<td><p>{texts.sentence(2)}</p></td>" for _column in range(5))
    rows = f"<tr>{head}</tr>" + f"<tr>{row}</tr>" * 8
    return (
        f'<figure id="{_id("f", number)}" data-table=""><table><tbody>{rows}</tbody></table>'
        f"<figcaption>{texts.sentence(6)}</figcaption></figure>"
    )


def _picture(texts, number, key):
    return (
        f'<figure id="{_id("f", number)}" data-image="{key}" data-alt="{texts.sentence(5)}">'
        f"<figcaption>{texts.sentence(8)}</figcaption></figure>"
    )


def measure(page, html, rounds):
    """{"opened": ms to put the text in, "times": [ms from key to paint]}."""
    opened = page.evaluate(FILL, html)
    page.wait_for_timeout(1500)
    page.evaluate("painted.length = 0")
    for letter in itertools.islice(itertools.cycle(TYPED), rounds):
        page.keyboard.press("Space" if letter == " " else letter)
        page.wait_for_timeout(60)  # as a quick typist: 12 letters a second
    page.wait_for_timeout(300)
    return {"opened": opened, "times": page.evaluate("painted")}


def at_desk(browser, url, user, password):
    """A page with the form of a new piece, logged in."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{url}/admin/login/?next=/admin/articles/article/add/")
    page.fill("[name=username]", user)
    page.fill("[name=password]", password)
    page.click("[type=submit]")
    try:
        page.wait_for_selector("#at-body .ProseMirror")
    except TooLate:
        sys.exit(
            f"{user} cannot write a new piece at {url}. Give --user and --password of an editor."
        )
    page.evaluate(LISTEN)
    return page


def report(measured):
    print(f"{'':24}{'opened ms':>11}{'median ms':>11}{'p95 ms':>9}{'worst ms':>10}{'keys':>6}")
    for name, row in measured.items():
        times = row["times"]
        p95 = statistics.quantiles(times, n=20, method="inclusive")[-1]
        print(
            f"{name:24}{row['opened']:>11.0f}{statistics.median(times):>11.1f}{p95:>9.1f}"
            f"{max(times):>10.1f}{len(times):>6}"
        )


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", default="http://127.0.0.1:8000", help="a running site")
    parser.add_argument("--user", default="editor")
    parser.add_argument("--password", required=True)
    parser.add_argument("--chromium", help="its path, if it is not Playwright's own")
    parser.add_argument("--rounds", type=int, default=300, help="keys")
    asked = parser.parse_args()
    texts = {"one short paragraph": "<p>Some words.</p>", "10,000 words": long_text()}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=asked.chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        page = at_desk(browser, asked.url, asked.user, asked.password)
        report({name: measure(page, html, asked.rounds) for name, html in texts.items()})
        browser.close()


if __name__ == "__main__":
    main()
