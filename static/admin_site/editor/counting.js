/* Words and minutes under the text. The rule is the readers' own (thinktank/markup/reading.py): words
   are what white space divides, notes are not counted, 238 words a minute, one minute at least.
   Counted once the typing pauses; a block that did not change is not counted again. */

import { perBlock } from "./changes.js";
import { h } from "./elements.js";
import { words } from "./words.js";

const WORDS_A_MINUTE = 238;
const MOMENT = 700; // ms

export const wordsOf = perBlock((block) => {
  let text = "";
  const read = (node) => {
    if (node.type.name === "footNote") return;
    if (node.isText) text += node.text;
    else if (node.isLeaf) text += "\n";
    else {
      node.forEach(read);
      if (node.isTextblock) text += "\n";
    }
  };
  read(block);
  return text.split(/\s+/).filter(Boolean).length;
});

export function wordCount(doc) {
  let sum = 0;
  doc.forEach((block) => { sum += wordsOf(block); });
  return sum;
}

export const minutes = (count) => Math.max(1, Math.ceil(count / WORDS_A_MINUTE));

/** An element that says how long the text is. It does not interrupt a screen reader. */
export function countOf(editor) {
  const element = h("p", { className: "editor-count", "aria-live": "off" });
  let waiting = 0;
  const count = () => {
    const number = wordCount(editor.state.doc);
    const length = words("%(number)s word", "%(number)s words", number);
    const time = words("%(number)s minute to read", "%(number)s minutes to read", minutes(number));
    element.textContent = number ? `${length} · ${time}` : length;
  };
  editor.on("update", () => {
    clearTimeout(waiting);
    waiting = setTimeout(count, MOMENT);
  });
  count();
  return element;
}
