/* All notes of the text beneath it, folded: “Notes (12)”. Each leads to its place. And the name of the
   note that one is in, said to those who do not see it open. */

import { h } from "./elements.js";
import { goIn } from "./notekeys.js";
import { openNote, placesOf, sameNotes } from "./notenumbers.js";
import { word, words } from "./words.js";

const MOMENT = 250; // ms after the last change

export function noteList(view) {
  const heading = h("summary", {});
  const list = h("ol", {});
  const fold = h("details", { className: "note-list", hidden: true }, heading, list);
  const said = h("p", { className: "visually-hidden", role: "status" });
  view.dom.after(fold, said);
  let waiting = 0;
  const write = () => {
    const { doc } = view.state;
    const notes = placesOf(view.state).map((place) => doc.nodeAt(place));
    fold.hidden = notes.length === 0;
    heading.textContent = word("Notes (%(number)s)", { number: notes.length.toLocaleString(document.documentElement.lang) });
    while (list.children.length > notes.length) list.lastChild.remove();
    notes.forEach((note, at) => writeOne(list.children[at] ?? list.appendChild(entry()), note, at));
  };
  list.addEventListener("click", ({ target }) => {
    const at = [...list.children].indexOf(target.closest("button")?.parentElement);
    if (at < 0) return;
    view.focus();
    goIn(view, placesOf(view.state)[at]);
  });
  write();
  return {
    update(_view, before) {
      say(said, view.state);
      if (sameNotes(before, view.state)) return;
      clearTimeout(waiting);
      waiting = setTimeout(write, MOMENT);
    },
    destroy() {
      clearTimeout(waiting);
      fold.remove();
      said.remove();
    },
  };
}

function say(said, state) {
  const place = openNote(state);
  const name = place === null ? "" : word("Note %(number)s", { number: placesOf(state).indexOf(place) + 1 });
  if (said.textContent !== name) said.textContent = name;
}

function entry() {
  return h("li", {}, h("button", { type: "button" }));
}

function writeOne(line, note, at) {
  const button = line.firstChild;
  const text = note.textBetween(0, note.content.size, " ", " ") || word("Empty");
  button.parentElement.classList.toggle("is-empty", note.content.size === 0);
  if (button.textContent === text) return;
  button.textContent = text;
  button.title = word("Go to note %(number)s", { number: at + 1 });
}
