/* Which notes a text has, in their order: the number of each, and which one is open.

   The places are kept from one state to the next and only moved by what is typed elsewhere. They are
   looked up anew when a step takes away, brings or enters a note. */

import { pm } from "django-prose-editor/editor";

const { NodeSelection, Plugin, PluginKey } = pm.state;
const { Decoration, DecorationSet } = pm.view;

export const NOTE = "footNote";
const key = new PluginKey("notes");

/** The places of all notes, in the order of the text. */
export function placesOf(state) {
  return key.getState(state)?.places ?? [];
}

/** Whether notes came, went or were written in between these two states. */
export function sameNotes(before, after) {
  return key.getState(before).seen === key.getState(after).seen;
}

/** The place of the note around this position, or null. */
export function noteAround($position) {
  for (let depth = $position.depth; depth > 0; depth -= 1) {
    if ($position.node(depth).type.name === NOTE) return $position.before(depth);
  }
  return null;
}

/** The place of the note that is selected or written in, or null. */
export function openNote({ selection }) {
  if (selection instanceof NodeSelection) {
    return selection.node.type.name === NOTE ? selection.from : noteAround(selection.$from);
  }
  return noteAround(selection.$head);
}

/** Whether this transaction took away, brought or entered a note. */
export function touchesNotes(transaction) {
  return transaction.steps.some((step, number) => {
    const before = transaction.docs[number];
    const after = transaction.docs[number + 1] ?? transaction.doc;
    let found = false;
    step.getMap().forEach((oldStart, oldEnd, newStart, newEnd) => {
      found ||= hasNote(before, oldStart, oldEnd) || hasNote(after, newStart, newEnd);
    });
    return found;
  });
}

function hasNote(doc, from, to) {
  let found = noteAround(doc.resolve(from)) !== null || noteAround(doc.resolve(to)) !== null;
  if (!found && to > from) {
    doc.nodesBetween(from, to, ({ type }) => {
      found ||= type.name === NOTE;
      return !found;
    });
  }
  return found;
}

function lookUp(doc) {
  const places = [];
  doc.descendants((node, place) => {
    if (node.type.name !== NOTE) return node.inlineContent || !node.isLeaf;
    places.push(place);
    return false;
  });
  const numbers = places.map((place, at) => {
    const end = place + doc.nodeAt(place).nodeSize;
    return Decoration.node(place, end, {}, { number: at + 1 });
  });
  return { seen: {}, places, decorations: DecorationSet.create(doc, numbers) };
}

function moved({ seen, places, decorations }, { mapping, doc }) {
  return {
    seen,
    places: places.map((place) => mapping.map(place)),
    decorations: decorations.map(mapping, doc),
  };
}

function opened(doc, place) {
  const note = doc.nodeAt(place);
  const end = place + note.nodeSize;
  const open = [Decoration.node(place, end, {}, { open: true })];
  // Without something after it, a last line break shows no line to write on.
  if (note.lastChild?.type.name === "hardBreak") {
    open.push(Decoration.widget(end - 1, () => document.createElement("br"), { side: 1, raw: true, key: "last-line" }));
  }
  return open;
}

export function numbers() {
  return new Plugin({
    key,
    state: {
      init: (_config, { doc }) => lookUp(doc),
      apply(transaction, notes) {
        if (!transaction.docChanged) return notes;
        return touchesNotes(transaction) ? lookUp(transaction.doc) : moved(notes, transaction);
      },
    },
    props: {
      decorations(state) {
        const { decorations } = key.getState(state);
        const place = openNote(state);
        return place === null ? decorations : decorations.add(state.doc, opened(state.doc, place));
      },
    },
  });
}
