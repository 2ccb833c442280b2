/* Notes to colleagues in the text: written about the words that are selected, and a mark in the margin
   of each paragraph that has open ones. The marks are drawn on the text; they are no part of it. */

import { Extension, pm } from "django-prose-editor/editor";
import { compose, writing } from "../noting.js";
import { perBlock } from "./changes.js";
import { leaveScreen } from "./screen.js";
import { item } from "./toolbar.js";
import { word, words } from "./words.js";

const { NodeSelection, Plugin, PluginKey } = pm.state;
const { Decoration, DecorationSet } = pm.view;
const SHORTCUT = "Mod-Alt-m";
const LONGEST = 300; // characters of a quotation, as in articles/noting.py
const CELLS = new Set(["tableCell", "tableHeader"]); // paragraphs in them have no id
const key = new PluginKey("remarks");

/** Whether this page can take notes: there is a piece, and it is stored. */
export const canRemark = () => writing() !== null;

// -- the marks --

/** Map: lasting id → [{ note, begins }] of the open notes beside the text. */
function listed() {
  const found = new Map();
  for (const line of document.querySelectorAll("#remarks > .threads > li[data-lasting]")) {
    const note = { note: line.id.slice("note-".length), begins: line.querySelector(".said").textContent };
    found.set(line.dataset.lasting, [...(found.get(line.dataset.lasting) ?? []), note]);
  }
  return found;
}

/** What has a lasting id in a block: [{ offset, size, id }]. */
const carriers = perBlock((block) => {
  const found = [];
  const take = (node, offset) => {
    if (CELLS.has(node.type.name) || node.isInline) return false;
    if (node.attrs.id) found.push({ offset, size: node.nodeSize, id: node.attrs.id });
    return !node.isTextblock;
  };
  if (take(block, 0)) block.descendants((node, offset) => take(node, offset + 1));
  return found;
});

function drawn(doc, notes) {
  if (!notes.size) return DecorationSet.empty;
  const marks = [];
  doc.forEach((block, position) => {
    for (const { offset, size, id } of carriers(block)) {
      const here = notes.get(id);
      if (!here) continue;
      const from = position + offset;
      const said = words("%(number)s note to colleagues", "%(number)s notes to colleagues", here.length);
      marks.push(Decoration.node(from, from + size, { class: "has-remarks", "aria-description": said }));
    }
  });
  return DecorationSet.create(doc, marks);
}

function marksOf(editor) {
  return new Plugin({
    key,
    state: {
      init: (_config, { doc }) => ({ notes: listed(), marks: drawn(doc, listed()) }),
      apply(transaction, known) {
        const notes = transaction.getMeta(key) ?? known.notes;
        if (notes === known.notes && !transaction.docChanged) return known;
        return { notes, marks: drawn(transaction.doc, notes) };
      },
    },
    props: {
      decorations: (state) => key.getState(state).marks,
      handleDOMEvents: { click: (view, event) => inMargin(editor, view, event) },
    },
    view(view) {
      const hear = () => view.dispatch(view.state.tr.setMeta(key, listed()));
      document.addEventListener("notes:shown", hear);
      return { destroy: () => document.removeEventListener("notes:shown", hear) };
    },
  });
}

/** A click on the mark: beside the paragraph, where its lines end. */
function inMargin(editor, view, { target, clientX }) {
  const place = target.closest?.(".has-remarks");
  if (!place) return false;
  const { left, right } = place.getBoundingClientRect();
  const isBeside = getComputedStyle(place).direction === "rtl" ? clientX < left : clientX > right;
  if (!isBeside) return false;
  const found = view.state.doc.resolve(view.posAtDOM(place, 0));
  const node = found.parent.attrs.id ? found.parent : found.nodeAfter;
  const [first] = key.getState(view.state).notes.get(node?.attrs.id) ?? [];
  if (first) show(editor, first);
  return Boolean(first);
}

function show(editor, { note }) {
  leaveScreen(editor);
  document.dispatchEvent(new CustomEvent("notes:show", { detail: { note } }));
}

// -- writing one --

/** { position, node } of what the selection begins in and can have an id; null in an empty line. */
function holder({ selection }) {
  if (selection instanceof NodeSelection && "id" in selection.node.attrs && !selection.node.isInline) {
    return { position: selection.from, node: selection.node };
  }
  const { $from } = selection;
  let found = null;
  for (let depth = 1; depth <= $from.depth && !CELLS.has($from.node(depth).type.name); depth += 1) {
    const node = $from.node(depth);
    if ("id" in node.attrs && !node.isInline) found = { position: $from.before(depth), node };
  }
  return found?.node.textContent ? found : null;
}

/** The words that are selected, or how the paragraph begins. */
function wordsOf({ doc, selection }, node) {
  const text = selection.empty ? node.textContent.slice(0, 80) : doc.textBetween(selection.from, selection.to, " ", " ");
  return text.split(/\s+/).join(" ").trim().slice(0, LONGEST);
}

/** The id that a paragraph has; one that is not saved yet is given one, as the server would. */
function idOf({ position, node }, doc) {
  if (node.attrs.id) return node.attrs.id;
  const taken = new Set();
  doc.descendants(({ attrs }) => { taken.add(attrs.id); });
  for (;;) {
    const id = node.type.name === "heading" ? headingId(node, taken) : `${node.isTextblock ? "p" : "f"}-${digits()}`;
    if (!taken.has(id)) return id;
  }
}

function digits() {
  return Math.random().toString(36).slice(2, 10).padEnd(6, "0");
}

function headingId({ textContent }, taken) {
  const slug = textContent.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "").slice(0, 60) || "section";
  return taken.has(`h-${slug}`) ? `h-${slug}-${digits()}` : `h-${slug}`;
}

async function write(editor) {
  const { state } = editor;
  const place = holder(state);
  if (!place) return;
  const about = idOf(place, state.doc);
  const keepId = () => {
    if (editor.state.doc.nodeAt(place.position)?.attrs.id === about) return;
    editor.view.dispatch(editor.state.tr.setNodeAttribute(place.position, "id", about).setMeta("addToHistory", false));
  };
  await compose({ about, quoted: wordsOf(state, place.node), before: keepId });
}

export const Remarks = Extension.create({
  name: "remarks",
  addKeyboardShortcuts() {
    return { [SHORTCUT]: () => { write(this.editor); return true; } };
  },
  addProseMirrorPlugins() {
    return [marksOf(this.editor)];
  },
});

item({
  name: "remark",
  extension: "remarks",
  group: "remarks",
  label: word("Note to colleagues"),
  shortcut: SHORTCUT,
  isEnabled: ({ state }) => holder(state) !== null,
  run: write,
  choices: (editor) => {
    const here = key.getState(editor.state).notes.get(holder(editor.state)?.node.attrs.id) ?? [];
    if (!here.length) return [];
    return [
      { label: word("Write a note…"), run: () => write(editor) },
      ...here.map((each, at) => ({
        label: word("Go to: %(words)s", { words: each.begins.slice(0, 40) }), rule: at === 0,
        // Once the menu has given the focus back to the text.
        run: () => setTimeout(show, 0, editor, each),
      })),
    ];
  },
});
