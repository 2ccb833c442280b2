/* Lasting ids: paragraphs, headings, figures and notes keep the id that the server gave them, and no two
   have the same. An id stays with its words: whoever makes room above a paragraph, pastes before it or
   moves it changes nothing for who has cited it. A copy has none until the server gives it one. */

import { Extension, pm } from "django-prose-editor/editor";
import { touched, walk } from "./changes.js";

const { Plugin } = pm.state;
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
    return [
      new Plugin({
        appendTransaction(_transactions, before, after) {
          if (before.doc === after.doc) return null;
          const changes = [...settled(before.doc, after.doc)];
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

/** The carriers whose id has to change, with the id that they should have. */
function settled(before, after) {
  const { start, beforeEnd, afterEnd, position } = touched(before, after);
  const old = carriers(before, start, beforeEnd, position);
  const now = carriers(after, start, afterEnd, position);
  // As with nearly every key: the same ids in the same order.
  if (old.length === now.length && old.every(({ id }, number) => id === now[number].id)) return [];
  const wanted = followWords(old, now);
  const known = new Set(old.map(({ id }) => id));
  const taken = new Set();
  for (const each of now) {
    const id = wanted.get(each);
    const isCopy = id && (taken.has(id) || (!known.has(id) && standsElsewhere(after, id, now)));
    if (isCopy) wanted.set(each, null);
    taken.add(id);
  }
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
