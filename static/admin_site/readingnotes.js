/* Notes where a text is only read: words that are selected can have one, and a paragraph that has some
   leads to them. */

import { h } from "./editor/elements.js";
import { word, words } from "./editor/words.js";
import { compose } from "./noting.js";

const reading = document.querySelector(".reading");
const LONGEST = 300; // characters, as in articles/noting.py

// -- paragraphs with notes --

function mark() {
  for (const old of reading.querySelectorAll(".remark-mark")) old.remove();
  const found = new Map();
  for (const note of document.querySelectorAll("#remarks > .threads > li[data-lasting]")) {
    found.set(note.dataset.lasting, [...(found.get(note.dataset.lasting) ?? []), note.id]);
  }
  for (const [id, notes] of found) {
    const place = reading.querySelector(`[id="${CSS.escape(id)}"]`);
    place?.append(" ", h("a", { className: "remark-mark", href: `#${notes[0]}`, lang: document.documentElement.lang },
      words("%(number)s note", "%(number)s notes", notes.length)));
  }
}

mark();
document.addEventListener("notes:shown", mark);
reading.addEventListener("click", (event) => {
  const link = event.target.closest(".remark-mark");
  if (!link) return;
  event.preventDefault();
  document.dispatchEvent(new CustomEvent("notes:show", { detail: { note: link.hash.slice("#note-".length) } }));
});

// -- a note on the words that are selected --

const button = h("button", { type: "button" }, word("Note to colleagues…"));
const bar = h("div", { className: "remark-bar", hidden: true }, button);
document.body.append(bar);

/** { about, quoted, box } of the selection, or null where no paragraph with an id holds it. */
function selected() {
  const selection = getSelection();
  if (selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  const start = range.startContainer;
  const holder = (start.nodeType === Node.ELEMENT_NODE ? start : start.parentElement).closest("[id]");
  if (!holder || !reading.contains(holder)) return null;
  const quoted = String(selection).split(/\s+/).join(" ").trim();
  return quoted ? { about: holder.id, quoted: quoted.slice(0, LONGEST), box: range.getBoundingClientRect() } : null;
}

function offer() {
  const found = selected();
  bar.hidden = !found;
  if (!found) return;
  bar.style.setProperty("--top", `${Math.min(innerHeight - 56, Math.max(8, found.box.bottom + 8))}px`);
  bar.style.setProperty("--left", `${Math.max(8, Math.min(found.box.left, innerWidth - bar.offsetWidth - 8))}px`);
}

document.addEventListener("selectionchange", offer);
window.addEventListener("scroll", offer, { passive: true });
// The selection must outlive the press.
bar.addEventListener("mousedown", (event) => event.preventDefault());
button.addEventListener("click", async () => {
  const found = selected();
  if (found && await compose(found)) {
    getSelection().removeAllRanges();
    offer();
  }
});
