/* The library's pictures that the text names: asked for together, once, and kept for this page. */

import { asked } from "../sending.js";
import { setting } from "./settings.js";

const MOST = 100; // ids in one question
const known = new Map();
let waiting = null;

/** → the picture with this id as the library tells it, or null: it is gone, or not for these eyes. */
export function pictureOf(id) {
  if (!known.has(id)) known.set(id, soon(id));
  return known.get(id);
}

/** What was just chosen or taken in needs no asking. */
export function know(picture) {
  known.set(String(picture.id), Promise.resolve(picture));
}

/** All that are wanted in this turn go into one question. */
function soon(id) {
  waiting ??= { ids: [], answer: Promise.resolve().then(ask) };
  waiting.ids.push(id);
  const answer = waiting.answer.then((found) => found.get(id) ?? null);
  answer.catch(() => known.delete(id)); // another try may succeed
  return answer;
}

async function ask() {
  const { ids } = waiting;
  waiting = null;
  const address = setting("pictures");
  if (!address) return new Map();
  const parts = [];
  for (let at = 0; at < ids.length; at += MOST) parts.push(ids.slice(at, at + MOST));
  const answers = await Promise.all(parts.map((part) => asked(`${address}?ids=${part.join(",")}`)));
  return new Map(answers.flatMap(({ pictures }) => pictures).map((picture) => [String(picture.id), picture]));
}

/** The figure of a picture as the library tells it, described as the library describes it. */
export function pictureNode(schema, { id, alt }, caption = schema.nodes.caption.create(), others = {}) {
  return schema.nodes.picture.create({ image: String(id), alt: alt ?? "", ...others }, caption);
}
