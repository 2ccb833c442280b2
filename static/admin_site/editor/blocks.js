/* Paragraphs, headings, lists, quotations, captions: what may stand in what, and their tools.
   Items of lists, cells and quotations hold paragraphs and lists; figures stand at the top level. */

import {
  Blockquote as BaseBlockquote,
  BulletList,
  Heading,
  ListItem as BaseListItem,
  Node,
  OrderedList as BaseOrderedList,
} from "django-prose-editor/editor";
import { item } from "./toolbar.js";
import { word } from "./words.js";

export const INSIDE = "(paragraph | list)+";

export const Blockquote = BaseBlockquote.extend({
  content: INSIDE,
  addAttributes() {
    const pull = {
      default: false,
      parseHTML: (element) => element.classList.contains("pull"),
      renderHTML: ({ pull: isPull }) => (isPull ? { class: "pull" } : {}),
    };
    return { pull };
  },
  addCommands() {
    return { ...this.parent?.(), quote: (pull) => ({ chain, editor }) => quote(chain(), editor, pull) };
  },
});

/** Makes a quotation of this sort, turns one sort into the other, or makes it plain text again. */
function quote(chain, editor, pull) {
  if (editor.isActive("blockquote", { pull })) return chain.lift("blockquote").run();
  if (editor.isActive("blockquote")) return chain.updateAttributes("blockquote", { pull }).run();
  return chain.clearNodes().wrapIn("blockquote", { pull }).run();
}

export const ListItem = BaseListItem.extend({
  content: "paragraph (paragraph | list)*",
  addKeyboardShortcuts() {
    return { ...this.parent?.(), Backspace: () => leaveList(this.editor) };
  },
});

/** Backspace at the beginning of an item takes it out of the list, as word processors do. */
function leaveList(editor) {
  const { $from, empty } = editor.state.selection;
  const begins = empty && $from.parentOffset === 0 && $from.depth > 1;
  if (!begins || $from.node(-1).type.name !== "listItem" || $from.index(-1) !== 0) return false;
  return editor.commands.liftListItem("listItem");
}

export const OrderedList = BaseOrderedList.extend({
  addAttributes() {
    const start = { default: 1, parseHTML: (element) => Number.parseInt(element.getAttribute("start"), 10) || 1 };
    return { start };
  },
  addNodeView() {
    return null; // the package's own writes a style
  },
});

/** The line under a figure. Stored even when it is empty. */
export const Caption = Node.create({
  name: "caption",
  content: "inline*",
  defining: true,
  isolating: true,
  selectable: false,
  parseHTML: () => [{ tag: "figcaption" }],
  renderHTML: () => ["figcaption", 0],
  addKeyboardShortcuts() {
    return { Enter: () => this.editor.commands.command(goOnBelow) };
  },
});

/** Enter in a caption goes on with a paragraph under the figure. */
function goOnBelow({ state, tr, dispatch }) {
  const { $from } = state.selection;
  if ($from.parent.type.name !== "caption") return false;
  if (!dispatch) return true;
  const below = $from.after(-1);
  const next = tr.doc.nodeAt(below);
  if (!next?.isTextblock || next.content.size) tr.insert(below, state.schema.nodes.paragraph.create());
  tr.setSelection(state.selection.constructor.near(tr.doc.resolve(below + 1))).scrollIntoView();
  return true;
}

export { BulletList, Heading };

const STYLES = [
  { label: word("Paragraph"), name: "paragraph", shortcut: "Mod-Alt-0" },
  ...[2, 3, 4].map((level) => ({
    label: word("Heading %(level)s", { level }), name: "heading", attributes: { level }, shortcut: `Mod-Alt-${level}`,
  })),
];

item({
  name: "style",
  extension: "heading",
  group: "style",
  label: word("Paragraph"),
  title: word("Style"),
  shown: (editor) => STYLES.findLast(({ name, attributes }) => editor.isActive(name, attributes))?.label ?? word("Figure"),
  choices: (editor) => STYLES.map(({ label, name, attributes, shortcut }) => ({
    label,
    shortcut,
    isActive: editor.isActive(name, attributes),
    run: () => editor.chain().focus().setNode(name, attributes).run(),
  })),
});

for (const [name, group, letter, title, shortcut] of [
  ["bold", "marks", "B", word("Bold"), "Mod-b"],
  ["italic", "marks", "I", word("Italic"), "Mod-i"],
  ["superscript", "marks", "x²", word("Superscript"), "Mod-."],
  ["subscript", "marks", "x₂", word("Subscript"), "Mod-,"],
]) {
  item({
    name, extension: name, group, label: letter, title, shortcut,
    isActive: (editor) => editor.isActive(name),
    run: (editor) => editor.chain().focus().toggleMark(name).run(),
  });
}

for (const [name, label, title, shortcut] of [
  ["bulletList", word("List"), word("Bulleted list"), "Mod-Shift-8"],
  ["orderedList", word("Numbers"), word("Numbered list"), "Mod-Shift-7"],
]) {
  item({
    name, extension: name, group: "lists", label, title, shortcut,
    isActive: (editor) => editor.isActive(name),
    run: (editor) => editor.chain().focus().toggleList(name, "listItem").run(),
  });
}

for (const [name, label, pull] of [
  ["blockquote", word("Quote"), false],
  ["pullQuote", word("Pull quote"), true],
]) {
  item({
    name, extension: "blockquote", group: "quotes", label,
    isActive: (editor) => editor.isActive("blockquote", { pull }),
    run: (editor) => editor.chain().focus().quote(pull).run(),
  });
}

for (const [name, label, shortcut] of [
  ["undo", word("Undo"), "Mod-z"],
  ["redo", word("Redo"), "Mod-Shift-z"],
]) {
  item({
    name, extension: "history", group: "history", label, shortcut,
    isEnabled: (editor) => editor.can()[name](),
    run: (editor) => editor.chain().focus()[name]().run(),
  });
}
