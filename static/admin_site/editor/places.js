/* Going to a place in the text, from anywhere on the page:

     import { goTo } from "./places.js";
     goTo(textarea, { block: 3 });          // the fourth top-level block, as in the stored text
     goTo(textarea, { id: "p-a1b2c3" });    // the node with this lasting id

   The cursor stands there, the block is in view and is marked for a moment. False: no such place. */

const editors = new WeakMap();
const SHOWN = 1600; // ms

export function remember(textarea, editor) {
  editors.set(textarea, editor);
}

/** The editor that this field was turned into, if it is ready. */
export function editorOf(textarea) {
  return editors.get(textarea);
}

export function goTo(textarea, place) {
  const editor = editors.get(textarea);
  const position = editor ? positionOf(editor.state.doc, place) : null;
  if (position === null) return false;
  const isText = editor.state.doc.nodeAt(position).isTextblock;
  if (isText) editor.chain().focus().setTextSelection(position + 1).run();
  else editor.chain().focus().setNodeSelection(position).run();
  const element = editor.view.nodeDOM(position);
  element?.scrollIntoView?.({ block: "center" });
  element?.animate?.([{ backgroundColor: "#f5c54288" }, { backgroundColor: "transparent" }], SHOWN);
  return true;
}

/** Whether there is such a place; null before the editor is ready. */
export function stands(textarea, place) {
  const editor = editors.get(textarea);
  return editor ? positionOf(editor.state.doc, place) !== null : null;
}

function positionOf(doc, { block, id }) {
  if (id) {
    let found = null;
    doc.descendants((node, position) => {
      if (node.attrs.id === id) found ??= position;
      return found === null;
    });
    return found;
  }
  if (!(block >= 0 && block < doc.childCount)) return null;
  let position = 0;
  for (let number = 0; number < block; number += 1) position += doc.child(number).nodeSize;
  return position;
}
