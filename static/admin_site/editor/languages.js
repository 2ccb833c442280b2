/* The language of a passage: some words carry it as a mark, whole blocks as an attribute, so that
   screen readers, hyphenation and fonts know it and its letters run their own way. */

import { Mark, getMarkRange } from "django-prose-editor/editor";
import { setting } from "./settings.js";
import { item } from "./toolbar.js";
import { word } from "./words.js";

// The institute's own, as codes; all others with their names.
const { own: OWN = [], others: OTHERS = [] } = setting("languages") ?? {};
const RIGHT_TO_LEFT = new Set(["Arab", "Aran", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm", "Rohg"]);

/** "rtl" or "ltr", by the script in which the language is usually written. */
export function directionOf(code) {
  try {
    return RIGHT_TO_LEFT.has(new Intl.Locale(code).maximize().script) ? "rtl" : "ltr";
  } catch {
    return "ltr";
  }
}

/** The name of the language in the language of the desk: browsers do not know all of ours. */
export function nameOf(code) {
  const named = OTHERS.find(([each]) => each === code);
  if (named) return named[1];
  try {
    return new Intl.DisplayNames([document.documentElement.lang], { type: "language" }).of(code);
  } catch {
    return code;
  }
}

// In the order in which the server writes them.
const attributes = () => ({
  dir: { default: null, parseHTML: (element) => element.getAttribute("dir"), renderHTML: ({ dir }) => (dir ? { dir } : {}) },
  lang: { default: null, parseHTML: (element) => element.getAttribute("lang"), renderHTML: ({ lang }) => (lang ? { lang } : {}) },
});

export const Language = Mark.create({
  name: "language",
  inclusive: true,
  addAttributes: attributes,
  addGlobalAttributes: () => [{ types: ["paragraph", "heading"], attributes: attributes() }],
  parseHTML: () => [{ tag: "span[lang]" }, { tag: "span[dir]" }],
  renderHTML: ({ HTMLAttributes }) => ["span", HTMLAttributes, 0],
  addCommands: () => ({
    setLanguage: (code) => ({ state, tr, dispatch }) => {
      if (dispatch) say(state, tr, code ? { lang: code, dir: directionOf(code) } : null);
      return true;
    },
  }),
});

/** Whole blocks get attributes; a part of one, the mark; a cursor, what is typed next. */
function say(state, tr, language) {
  const { $from, $to, empty, from, to } = state.selection;
  const type = state.schema.marks.language;
  if (empty && $from.parent.content.size) {
    // What is typed from here on; taken away, the whole passage or the block loses it.
    const passage = getMarkRange($from, type);
    if (language) tr.addStoredMark(type.create(language));
    else if (passage) tr.removeMark(passage.from, passage.to, type).removeStoredMark(type);
    else inBlock(tr, $from.before(), null);
  } else if (empty || isWhole($from, $to)) {
    tr.doc.nodesBetween(from, Math.max(to, from + 1), (node, position) => {
      if (node.isTextblock) inBlock(tr, position, language);
    });
    tr.removeMark(from, to, type);
  } else {
    tr.removeMark(from, to, type);
    if (language) tr.addMark(from, to, type.create(language));
  }
}

function inBlock(tr, position, language) {
  const block = tr.doc.nodeAt(position);
  if (!block || !("lang" in block.type.spec.attrs)) return;
  tr.setNodeAttribute(position, "lang", language?.lang ?? null);
  tr.setNodeAttribute(position, "dir", language?.dir ?? null);
}

const isWhole = ($from, $to) => $from.parentOffset === 0 && $to.parentOffset === $to.parent.content.size && $from.parent.isTextblock;

/** The language at the cursor, of the passage or else of the block. */
function languageAt({ state: { storedMarks, selection: { $from, empty }, schema } }) {
  const marks = storedMarks ?? (empty ? $from.marks() : $from.nodeAfter?.marks ?? []);
  return (schema.marks.language.isInSet(marks) ?? $from.parent).attrs?.lang;
}

function choices(editor) {
  const now = languageAt(editor);
  const choice = (code, rule = false) => ({
    label: nameOf(code),
    rule,
    isActive: code === now,
    run: () => editor.chain().focus().setLanguage(code).run(),
  });
  const known = new Set(OWN.map((code) => code.split("-")[0]));
  const rest = OTHERS.filter(([code]) => !known.has(code)).sort(([, one], [, other]) => one.localeCompare(other));
  return [
    { label: word("As the text around it"), isActive: !now, run: () => editor.chain().focus().setLanguage(null).run() },
    ...OWN.map((code, number) => choice(code, number === 0)),
    ...rest.map(([code], number) => choice(code, number === 0)),
  ];
}

item({
  name: "language",
  extension: "language",
  group: "language",
  label: word("Language"),
  title: word("Language of the passage"),
  shown: (editor) => { const code = languageAt(editor); return code ? nameOf(code) : ""; },
  choices,
});
