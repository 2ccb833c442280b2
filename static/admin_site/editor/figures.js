/* What pictures, embeds and placeholders share: a figure of the text with a card, its caption to write
   in, and a panel of what can be said of it, shown while the figure is selected or its caption is
   written in. Escape in the caption selects the figure; Enter then goes to the panel. */

import { pm } from "django-prose-editor/editor";
import { h } from "./elements.js";

const { NodeSelection, Plugin, TextSelection } = pm.state;
const { Decoration, DecorationSet } = pm.view;

export class FigureView {
  /** `name`: what it is called ("Picture"); the rest is Tiptap's. */
  constructor({ node, editor, getPos }, name) {
    Object.assign(this, { node, editor, getPos });
    this.card = h("div", { className: "figure-card", contentEditable: "false" });
    this.contentDOM = h("div", { className: "figure-caption" });
    this.panel = h("div", { className: "figure-panel", contentEditable: "false", role: "group", "aria-label": name });
    this.dom = h("figure", { className: "figure", role: "group", "aria-label": name }, this.card, this.contentDOM, this.panel);
    this.card.addEventListener("click", () => {
      select(editor.view, getPos());
      editor.view.focus();
    });
    this.panel.addEventListener("keydown", (event) => this.panelKey(event));
  }

  update(node) {
    if (node.type !== this.node.type) return false;
    const before = this.node;
    this.node = node;
    if (before.attrs !== node.attrs) this.show(before.attrs);
    return true;
  }

  panelKey(event) {
    const isDone = event.key === "Enter" && event.target.matches("input, textarea");
    if (!isDone && event.key !== "Escape") return;
    event.preventDefault(); // Enter would send the form
    event.stopPropagation();
    this.editor.view.focus();
  }

  button(label, run) {
    const button = h("button", { type: "button" }, label);
    button.addEventListener("click", run);
    return button;
  }

  /** One step of the history: what is said of the figure. */
  set(attributes) {
    const { state, dispatch } = this.editor.view;
    const { tr } = state;
    for (const [name, value] of Object.entries(attributes)) {
      if (this.node.attrs[name] !== value) tr.setNodeAttribute(this.getPos(), name, value);
    }
    if (tr.docChanged) dispatch.call(this.editor.view, tr);
  }

  remove() {
    const place = this.getPos();
    const { view } = this.editor;
    const { tr } = view.state;
    tr.delete(place, place + this.node.nodeSize);
    view.dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(Math.min(place, tr.doc.content.size)))));
    view.focus();
  }

  selectNode() {
    this.dom.classList.add("ProseMirror-selectednode");
  }

  deselectNode() {
    this.dom.classList.remove("ProseMirror-selectednode");
  }

  stopEvent(event) {
    return this.panel.contains(event.target);
  }

  ignoreMutation(mutation) {
    return mutation.type !== "selection" && !this.contentDOM.contains(mutation.target);
  }
}

/** The place of the figure of this type that the selection is in, or null. */
function openFigure({ selection }, name) {
  if (selection instanceof NodeSelection && selection.node.type.name === name) return selection.from;
  const { $from } = selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    if ($from.node(depth).type.name === name) return $from.before(depth);
  }
  return null;
}

/** Marks the figure of this type that is open, and gives it its keys. */
export function whileOpen(name) {
  return new Plugin({
    props: {
      decorations(state) {
        const place = openFigure(state, name);
        if (place === null) return null;
        const end = place + state.doc.nodeAt(place).nodeSize;
        return DecorationSet.create(state.doc, [Decoration.node(place, end, { class: "is-open" })]);
      },
      handleKeyDown(view, { key }) {
        const place = openFigure(view.state, name);
        if (place === null) return false;
        const isSelected = view.state.selection instanceof NodeSelection;
        if (key === "Escape" && !isSelected) return select(view, place);
        return key === "Enter" && isSelected && goToPanel(view, place);
      },
    },
  });
}

function select(view, place) {
  const { tr } = view.state;
  view.dispatch(tr.setSelection(NodeSelection.create(tr.doc, place)));
  return true;
}

/** The first thing to fill in or press of the figure at this place. */
export function goToPanel(view, place) {
  const first = view.nodeDOM(place)?.querySelector(".figure-panel :is(input, textarea, button):enabled");
  first?.focus();
  first?.closest(".figure-panel").scrollIntoView({ block: "nearest" });
  return Boolean(first);
}

/** Puts a figure after the block of the selection, in the place of an empty paragraph; answers where. */
export function putFigure(tr, node) {
  const { $to } = tr.selection;
  const block = $to.depth ? $to.node(1) : null;
  const isEmpty = block?.type.name === "paragraph" && block.content.size === 0;
  const from = !block ? tr.selection.to : isEmpty ? $to.before(1) : $to.after(1);
  tr.replaceWith(from, isEmpty ? $to.after(1) : from, node);
  tr.setSelection(NodeSelection.create(tr.doc, from)).scrollIntoView();
  return from;
}

/** The stored form: the id first, as the server writes it. */
export function figure({ id, ...marks }) {
  return ["figure", id ? { id, ...marks } : marks, 0];
}

/** What the three kinds of figure have in common as nodes. */
export const FIGURE = {
  group: "block",
  content: "caption",
  isolating: true,
  draggable: true,
};
