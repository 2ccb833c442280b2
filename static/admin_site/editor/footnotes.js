/* Notes, written where they are cited. In the stored text: <foot-note id="n-…">its words</foot-note>.

   A note holds letters with their marks, and line breaks; never a block, never another note. */

import { Extension, mergeAttributes, Node, pm } from "django-prose-editor/editor";
import { keys } from "./notekeys.js";
import { NOTE, noteAround, numbers, openNote } from "./notenumbers.js";
import { noteList } from "./notelist.js";
import { NoteView } from "./noteview.js";
import { item } from "./toolbar.js";
import { word } from "./words.js";

const { Plugin, TextSelection } = pm.state;
const SHORTCUT = "Mod-Alt-f";

/** A note at the end of the selection, the caret in it; what is selected stays. */
function insertNote({ state, tr, dispatch }) {
  const { $to } = state.selection;
  const type = state.schema.nodes[NOTE];
  const fits = noteAround($to) === null && $to.parent.canReplaceWith($to.index(), $to.index(), type);
  if (!fits || openNote(state) !== null) return false;
  if (dispatch) {
    tr.insert($to.pos, type.create());
    tr.setSelection(TextSelection.create(tr.doc, $to.pos + 1)).scrollIntoView();
  }
  return true;
}

export const FootNote = Node.create({
  name: NOTE,
  group: "inline",
  inline: true,
  content: "(text | hardBreak)*",
  atom: true, // arrows and deletion take it as one character
  draggable: true,
  isolating: true,

  parseHTML: () => [{ tag: "foot-note" }],
  renderHTML: ({ HTMLAttributes }) => ["foot-note", mergeAttributes(HTMLAttributes), 0],
  renderText: ({ node }) => ` [${node.textContent}]`,
  addNodeView: () => (properties) => new NoteView(properties),

  addCommands() {
    return { insertNote: () => insertNote };
  },

  addKeyboardShortcuts() {
    return { [SHORTCUT]: () => this.editor.commands.insertNote() };
  },

  addExtensions() {
    return [Behaviour];
  },
});

/* Before the keys of paragraphs, lists and tables, and before what takes in a paste. */
const Behaviour = Extension.create({
  name: "footNoteBehaviour",
  priority: 1200,
  addProseMirrorPlugins() {
    return [numbers(), keys(), new Plugin({ view: noteList })];
  },
});

/* On a telephone an open note stands at the bottom: above the keyboard, which covers the page. */
const seen = window.visualViewport;
const aboveKeyboard = () => {
  const covered = Math.max(0, innerHeight - seen.height - seen.offsetTop);
  document.documentElement.style.setProperty("--keyboard", `${Math.round(covered)}px`);
};
seen?.addEventListener("resize", aboveKeyboard);
seen?.addEventListener("scroll", aboveKeyboard);

item({
  name: "note",
  extension: NOTE,
  group: "insert",
  label: word("Note"),
  shortcut: SHORTCUT,
  isEnabled: (editor) => editor.can().insertNote(),
  run: (editor) => editor.chain().focus().insertNote().run(),
});
