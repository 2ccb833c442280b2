/* “@” in the box of a note offers colleagues, by the names that call them: a list under the box, walked
   with the arrow keys. Which words call whom is for the server to say (articles/mentions.py). */

import { h } from "./editor/elements.js";
import { word } from "./editor/words.js";

const BEGUN = /(?:^|[^\w.@-])@([^@\n]{0,40})$/u; // before the caret
const MOST = 8;
const boxes = new WeakSet();

document.addEventListener("focusin", ({ target }) => {
  if (!target.matches?.("textarea[data-remark]") || boxes.has(target)) return;
  boxes.add(target);
  offerNames(target);
});

function names() {
  return JSON.parse(document.getElementById("colleagues")?.textContent ?? "[]");
}

/** Those of whose name some word begins with what was typed, however it is accented. */
function fitting(typed) {
  const asked = plain(typed);
  return names().filter((name) => plain(name) !== asked && ` ${plain(name)}`.includes(` ${asked}`)).slice(0, MOST);
}

function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

function offerNames(box) {
  const list = h("ul", { className: "editor-pages", role: "listbox", id: `${box.id}-names` });
  list.setAttribute("aria-label", word("Colleagues"));
  let at = 0;

  const mark = (number) => {
    at = number;
    for (const [place, row] of [...list.children].entries()) row.setAttribute("aria-selected", String(place === at));
    list.children[at].scrollIntoView({ block: "nearest" });
    box.setAttribute("aria-activedescendant", list.children[at].id);
  };
  // In the page only while it offers something: what holds the box may be drawn anew at any time.
  const show = (found) => {
    if (!found.length) {
      list.remove();
      for (const name of ["aria-autocomplete", "aria-controls", "aria-activedescendant"]) box.removeAttribute(name);
      return;
    }
    list.replaceChildren(...found.map((name, number) =>
      h("li", { role: "option", id: `${list.id}-${number}`, "aria-selected": "false", dir: "auto" }, name)));
    box.after(list);
    box.setAttribute("aria-autocomplete", "list");
    box.setAttribute("aria-controls", list.id);
    mark(0);
  };
  const typed = () => BEGUN.exec(box.value.slice(0, box.selectionStart))?.[1];
  const look = () => {
    const words = typed();
    show(words === undefined ? [] : fitting(words));
  };
  const pick = (row) => {
    const end = box.selectionStart;
    box.setRangeText(`${row.textContent} `, end - typed().length, end, "end");
    box.dispatchEvent(new Event("input", { bubbles: true }));
    show([]);
  };

  box.addEventListener("input", look);
  box.addEventListener("blur", () => show([]));
  box.addEventListener("keydown", (event) => {
    const last = list.children.length - 1;
    if (!list.isConnected || event.isComposing) return;
    if (event.key === "ArrowDown") mark(at === last ? 0 : at + 1);
    else if (event.key === "ArrowUp") mark(at <= 0 ? last : at - 1);
    else if (event.key === "Enter" || event.key === "Tab") pick(list.children[at]);
    else if (event.key === "Escape") show([]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  // The box keeps the caret.
  list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    const row = event.target.closest("li");
    if (row) pick(row);
  });
  if (document.activeElement === box) look();
}
