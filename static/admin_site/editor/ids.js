/* Lasting ids: paragraphs, headings, figures and notes keep the id that the server gave them, and no two
   have the same. An id stays with its words: whoever makes room above a paragraph, pastes before it, moves
   it, or cuts it out and puts it in elsewhere changes nothing for who has cited it. A copy has none until
   the server gives it one. */

import { Extension, pm } from "django-prose-editor/editor";
import { touched, walk } from "./changes.js";

const { Plugin } = pm.state;
const MOST_GONE = 200; // lines that were taken out, the last ones
const CARRIERS = ["paragraph", "heading", "dataTable", "picture", "embed", "missing", "footNote"];

export const LastingIds = Extension.create({
  name: "lastingIds",

  addGlobalAttributes() {
    const id = {
      default: null,
      keepOnSplit: false,
      parseHTML: (element) => element.id || null,
      renderHTML: ({ id: value }) => (value ? { id: value } : {}),
    };
    return [{ types: CARRIERS, attributes: { id } }];
  },

  addProseMirrorPlugins() {
    const gone = new Map(); // words → the id of the line that was taken out with them
    return [
      new Plugin({
        appendTransaction(transactions, before, after) {
          if (before.doc === after.doc) return null;
          const isPasted = transactions.some((each) => each.getMeta("paste"));
          const changes = settled(before.doc, after.doc, gone, isPasted);
          if (!changes.length) return null;
          return changes.reduce((tr, { position, id }) => tr.setNodeAttribute(position, "id", id), after.tr);
        },
      }),
    ];
  },
});

/** What carries an id in some blocks: { position, id, text }; only lines of text have a text. */
function carriers(doc, start, end, from) {
  const found = [];
  walk(doc, start, end, from, (node, position) => {
    if (!("id" in node.attrs)) return;
    found.push({ position, id: node.attrs.id, text: node.isTextblock ? node.textContent : "" });
  });
  return found;
}

/** The carriers whose id has to change, with the id that they should have. `gone`: see comeBack(). */
function settled(before, after, gone, isPasted) {
  const { start, beforeEnd, afterEnd, position } = touched(before, after);
  const old = carriers(before, start, beforeEnd, position);
  const now = carriers(after, start, afterEnd, position);
  // As with nearly every key: the same ids in the same order.
  const isSame = old.length === now.length && old.every(({ id }, number) => id === now[number].id);
  if (isSame && !(isPasted && gone.size)) return [];
  const wanted = followWords(old, now);
  const known = new Set(old.map(({ id }) => id));
  const taken = new Set();
  for (const each of now) {
    const id = wanted.get(each);
    const isCopy = id && (taken.has(id) || (!known.has(id) && standsElsewhere(after, id, now)));
    if (isCopy) wanted.set(each, null);
    taken.add(id);
  }
  if (isPasted) comeBack(after, now, wanted, gone);
  keepInMind(old, new Set(wanted.values()), gone);
  return now.filter((each) => wanted.get(each) !== each.id).map((each) => ({ position: each.position, id: wanted.get(each) }));
}

/** Map of carriers → ids: an id goes where its words went. */
function followWords(old, now) {
  const words = new Map(old.filter(({ id, text }) => id && text).map(({ id, text }) => [id, text]));
  const wanted = new Map(now.map((each) => [each, each.id]));
  const free = now.filter(({ id, text }) => text && words.get(id) !== text);
  for (const [id, text] of words) {
    const home = now.find((each) => each.id === id && each.text === text) ?? free.find((each) => each.text === text);
    if (!home) continue;
    for (const each of now) if (wanted.get(each) === id) wanted.set(each, null);
    wanted.set(home, id);
    free.splice(free.indexOf(home), free.includes(home) ? 1 : 0);
  }
  return wanted;
}

/** What was cut and is put in again, whole, is the same line: it gets the id that it had. */
function comeBack(doc, now, wanted, gone) {
  for (const each of now) {
    const id = wanted.get(each) ? undefined : gone.get(each.text);
    if (!id || standsElsewhere(doc, id, []) || [...wanted.values()].includes(id)) continue;
    wanted.set(each, id);
    gone.delete(each.text);
  }
}

function keepInMind(old, kept, gone) {
  for (const { id, text } of old) {
    if (!id || !text || kept.has(id)) continue;
    gone.delete(text);
    gone.set(text, id);
    if (gone.size > MOST_GONE) gone.delete(gone.keys().next().value);
  }
}

/** Does a node that was not touched have this id? Asked only of ids that have just appeared. */
function standsElsewhere(doc, id, now) {
  const here = new Set(now.map(({ position }) => position));
  let found = false;
  doc.descendants((node, position) => {
    found ||= node.attrs.id === id && !here.has(position);
    return !found;
  });
  return found;
}
