/* Lasting ids: paragraphs, headings, figures and notes keep the id that the server gave them, and no two
   have the same. What is copied leaves its id behind; what is cut and pasted takes it along. */

import { Extension, pm } from "django-prose-editor/editor";
import { touched, walk } from "./changes.js";

const { Plugin } = pm.state;
const CARRIERS = ["paragraph", "heading", "dataTable", "picture", "embed", "missing", "footNote"];

export const LastingIds = Extension.create({
  name: "lastingIds",
  // Before the keys of lists and paragraphs.
  priority: 1100,

  addGlobalAttributes() {
    const id = {
      default: null,
      keepOnSplit: false,
      parseHTML: (element) => element.id || null,
      renderHTML: ({ id: value }) => (value ? { id: value } : {}),
    };
    return [{ types: CARRIERS, attributes: { id } }];
  },

  addKeyboardShortcuts() {
    return { Enter: () => this.editor.commands.command(emptyParagraphAbove) };
  },

  addProseMirrorPlugins() {
    return [
      new Plugin({
        appendTransaction(transactions, before, after) {
          if (before.doc === after.doc) return null;
          const surplus = copies(before.doc, after.doc);
          if (!surplus.length) return null;
          const tr = after.tr;
          for (const position of surplus) tr.setNodeAttribute(position, "id", null);
          return tr;
        },
      }),
    ];
  },
});

/** Enter before the first letter makes room above: the words keep their id. */
function emptyParagraphAbove({ state, tr, dispatch }) {
  const { $from, empty } = state.selection;
  const block = $from.parent;
  if (!empty || $from.depth !== 1 || $from.parentOffset || !block.content.size || !block.attrs.id) return false;
  if (dispatch) tr.insert($from.before(), state.schema.nodes.paragraph.create()).scrollIntoView();
  return true;
}

/** Positions of the nodes whose id another node had first. */
function copies(before, after) {
  const { start, beforeEnd, afterEnd, position } = touched(before, after);
  const known = new Map();
  walk(before, start, beforeEnd, position, ({ attrs }) => {
    if (attrs.id) known.set(attrs.id, (known.get(attrs.id) ?? 0) + 1);
  });
  const appeared = new Set();
  walk(after, start, afterEnd, position, ({ attrs }) => {
    if (!attrs.id) return;
    const left = known.get(attrs.id) ?? 0;
    if (left) known.set(attrs.id, left - 1);
    else appeared.add(attrs.id);
  });
  if (!appeared.size) return []; // as with nearly every key
  return [...appeared].flatMap((id) => allButOne(after, id, position, afterEnd));
}

/** One keeps the id: the one that was not touched, else the first. */
function allButOne(doc, id, from, end) {
  let to = 0;
  for (let number = 0; number < end; number += 1) to += doc.child(number).nodeSize;
  const found = [];
  doc.descendants((node, position) => { if (node.attrs.id === id) found.push(position); });
  const keeper = found.find((position) => position < from || position >= to) ?? found[0];
  return found.filter((position) => position !== keeper);
}
