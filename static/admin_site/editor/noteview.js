/* A note in the text: its number and, while it is selected or written in, its words beneath the line.

   The words stand in the text's own surface, so that copying, undoing, the tools and the checks of
   spelling work in them as everywhere else. */

import { h } from "./elements.js";
import { goIn, leave, remove } from "./notekeys.js";
import { word } from "./words.js";

export class NoteView {
  constructor({ node, editor, getPos, decorations }) {
    this.editor = editor;
    this.getPos = getPos;
    this.number = h("span", { className: "note-number", contentEditable: "false", draggable: true, role: "button" });
    this.head = h("span", { className: "note-head", contentEditable: "false", "aria-hidden": "true" });
    this.contentDOM = h("span", { className: "note-text" });
    this.contentDOM.dataset.placeholder = word("Write the note");
    this.panel = h("span", { className: "note-panel", role: "group" }, this.head, this.contentDOM, this.buttons());
    this.dom = h("span", { className: "note" }, this.number, this.panel);
    // Screen readers and switches press it without a mouse.
    this.number.addEventListener("click", () => goIn(editor.view, getPos()));
    this.update(node, decorations);
  }

  buttons() {
    const done = h("button", { type: "button" }, word("Done"));
    const away = h("button", { type: "button" }, word("Remove note"));
    for (const button of [done, away]) button.addEventListener("mousedown", (event) => event.preventDefault());
    done.addEventListener("click", () => leave(this.editor.view, this.getPos(), 1));
    away.addEventListener("click", () => remove(this.editor.view, this.getPos()));
    return h("span", { className: "note-foot", contentEditable: "false" }, done, away);
  }

  update(node, decorations) {
    if (this.node && node.type !== this.node.type) return false;
    this.node = node;
    const said = Object.assign({ number: 0, open: false }, ...decorations.map(({ spec }) => spec));
    this.show(said, node.content.size === 0);
    return true;
  }

  /** Writes only what differs: a note far from the change costs nothing. */
  show({ number, open }, isEmpty) {
    const seen = `${number} ${open} ${isEmpty}`;
    if (seen === this.seen) return;
    this.seen = seen;
    const name = word("Note %(number)s", { number });
    this.number.textContent = number;
    this.number.setAttribute("aria-label", isEmpty ? word("Note %(number)s, empty", { number }) : name);
    this.number.setAttribute("aria-expanded", String(open));
    this.panel.setAttribute("aria-label", name);
    this.head.textContent = name;
    this.panel.hidden = !open;
    this.dom.classList.toggle("is-open", open);
    this.dom.classList.toggle("is-empty", isEmpty);
  }

  selectNode() {
    this.dom.classList.add("is-selected");
  }

  deselectNode() {
    this.dom.classList.remove("is-selected");
  }

  /** The mouse selects words in the panel; the number alone is dragged. */
  stopEvent(event) {
    const { target } = event;
    if (target.closest?.(".note-foot")) return event.key !== "Escape";
    return event.type === "mousedown" && this.panel.contains(target);
  }

  ignoreMutation(mutation) {
    return mutation.type !== "selection" && !this.contentDOM.contains(mutation.target);
  }
}
