/* Special characters by their names, and a sign in the editor where one is invisible. They stand in the
   text as they are and are kept byte for byte. */

import { Extension, pm } from "django-prose-editor/editor";
import { touched } from "./changes.js";
import { ask, field } from "./dialogs.js";
import { h } from "./elements.js";
import { item } from "./toolbar.js";
import { word } from "./words.js";

const { Plugin, PluginKey } = pm.state;
const { Decoration, DecorationSet } = pm.view;

const VISIBLE = [
  ["–", word("En dash")], ["—", word("Em dash")], ["‘", word("Opening single quote")],
  ["’", word("Apostrophe, closing single quote")], ["“", word("Opening double quote")],
  ["”", word("Closing double quote")], ["«", word("Opening guillemet")], ["»", word("Closing guillemet")],
  ["…", word("Ellipsis")], ["−", word("Minus")], ["×", word("Times")], ["±", word("Plus or minus")],
  ["½", word("One half")], ["¼", word("One quarter")], ["¾", word("Three quarters")], ["‰", word("Per mille")],
  ["°", word("Degree")], ["′", word("Minutes, feet")], ["″", word("Seconds, inches")], ["§", word("Section")],
  ["¶", word("Paragraph")], ["†", word("Dagger")], ["‡", word("Double dagger")], ["€", word("Euro")],
  ["£", word("Pound")], ["₨", word("Rupee")], ["؟", word("Urdu question mark")], ["،", word("Urdu comma")],
  ["؛", word("Urdu semicolon")], ["۔", word("Urdu full stop")],
];
// Each with what the button shows in its place.
const INVISIBLE = [
  ["\u00a0", "␣", word("Non-breaking space")], ["\u202f", "␣", word("Narrow non-breaking space")],
  ["\u00ad", "-", word("Soft hyphen")], ["\u2011", "‑", word("Non-breaking hyphen")],
  ["\u200c", "ZWNJ", word("Non-joiner: letters stand apart")], ["\u200d", "ZWJ", word("Joiner: letters are joined")],
  ["\u200e", "LRM", word("Left-to-right mark")], ["\u200f", "RLM", word("Right-to-left mark")],
  ["\u2066", "LRI", word("Begins a left-to-right part")], ["\u2067", "RLI", word("Begins a right-to-left part")],
  ["\u2068", "FSI", word("Begins a part of its own direction")], ["\u2069", "PDI", word("Ends such a part")],
];
const NAMES = new Map(INVISIBLE.map(([character, , name]) => [character, name]));
const SPACES = new Set(["\u00a0", "\u202f"]);
const FOUND = new RegExp(`[${[...NAMES.keys()].filter((each) => each !== "\u2011").join("")}]`, "gu");
const key = new PluginKey("unseen");

export const Characters = Extension.create({
  name: "characters",
  addProseMirrorPlugins: () => [
    new Plugin({
      key,
      state: {
        init: (_, { doc }) => DecorationSet.create(doc, signs(doc, 0, doc.content.size)),
        apply: (tr, set, before, after) => (tr.docChanged ? renewed(tr, set, before.doc, after.doc) : set),
      },
      props: { decorations: (state) => key.getState(state) },
    }),
  ],
});

/** The signs move along with the text; only the blocks that changed are looked through. */
function renewed(tr, set, before, after) {
  const { start, afterEnd, position } = touched(before, after);
  let end = position;
  for (let number = start; number < afterEnd; number += 1) end += after.child(number).nodeSize;
  const moved = set.map(tr.mapping, after);
  return moved.remove(moved.find(position, end)).add(after, signs(after, position, end));
}

function signs(doc, from, to) {
  const found = [];
  doc.nodesBetween(from, to, (node, position) => {
    if (!node.isText) return;
    for (const { 0: character, index } of node.text.matchAll(FOUND)) {
      const look = { class: SPACES.has(character) ? "unseen is-space" : "unseen", title: NAMES.get(character) };
      found.push(Decoration.inline(position + index, position + index + 1, look));
    }
  });
  return found;
}

async function insertCharacter(editor) {
  let chosen = "";
  const shown = [...VISIBLE.map(([each, name]) => [each, each, name]), ...INVISIBLE];
  const filter = field({ label: word("Part of a name"), type: "search" });
  const buttons = shown.map(([character, sign, name]) => {
    const button = h("button", { type: "button", value: character }, h("b", { "aria-hidden": "true" }, sign), h("span", {}, name));
    button.addEventListener("click", () => {
      chosen = character;
      button.form.requestSubmit();
    });
    return button;
  });
  const list = h("div", { className: "editor-characters" }, ...buttons);
  const none = h("p", { className: "help", hidden: true }, word("No character has such a name."));
  filter.input.addEventListener("input", () => {
    const part = filter.input.value.trim().toLowerCase();
    for (const button of buttons) button.hidden = !button.textContent.toLowerCase().includes(part);
    none.hidden = buttons.some((button) => !button.hidden);
  });
  const answered = await ask({
    title: word("Special characters"),
    content: [filter.row, list, none],
    // Enter in the field takes the first that is left.
    accept: () => { chosen ||= buttons.find((button) => !button.hidden)?.value ?? ""; return Boolean(chosen); },
  });
  if (answered) editor.chain().focus().command(({ tr }) => Boolean(tr.insertText(chosen))).run();
}

item({
  name: "characters",
  extension: "characters",
  group: "language",
  label: word("Characters…"),
  title: word("Special characters…"),
  run: insertCharacter,
});
