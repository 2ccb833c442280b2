/* From a field's list of parts (thinktank/markup/schema.py, extensions) to the editor's extensions. */

import {
  Bold, Document, Dropcursor, Gapcursor, HardBreak, History, Italic, Paragraph, Subscript, Superscript, Text,
  TrailingNode,
} from "django-prose-editor/editor";
import { Blockquote, BulletList, Caption, Heading, ListItem, OrderedList } from "./blocks.js";
import { Characters } from "./characters.js";
import { Embed } from "./embeds.js";
import { FootNote } from "./footnotes.js";
import { LastingIds } from "./ids.js";
import { Language } from "./languages.js";
import { Link } from "./links.js";
import { Missing } from "./missing.js";
import { Pasting } from "./pasting.js";
import { Picture } from "./pictures.js";
import { canRemark, Remarks } from "./remarks.js";
import { Screen } from "./screen.js";
import { DataTable, Table, TableCell, TableHeader, TableRow } from "./tables.js";

/** With nothing to do again, the keymap would try the key without Shift, which undoes. */
const Steps = History.extend({
  addKeyboardShortcuts() {
    const again = () => this.editor.commands.redo() || true;
    return { ...this.parent?.(), "Shift-Mod-z": again, "Shift-Mod-Z": again };
  },
});

// What every text has.
const BASE = [
  Document, Paragraph, Text, HardBreak, Steps, Gapcursor, Characters, Pasting,
  Dropcursor.configure({ color: "currentColor" }),
];
// By their names in the schema.
const PARTS = {
  Heading: [Heading], Bold: [Bold], Italic: [Italic], Subscript: [Subscript], Superscript: [Superscript],
  Link: [Link], Language: [Language], BulletList: [BulletList], OrderedList: [OrderedList],
  ListItem: [ListItem], Blockquote: [Blockquote], LastingIds: [LastingIds], FootNote: [FootNote],
  Picture: [Picture], Embed: [Embed], Missing: [Missing],
  DataTable: [DataTable, Table], TableRow: [TableRow], TableHeader: [TableHeader], TableCell: [TableCell],
};
// A figure has a caption, and room to write after it.
const FIGURES = ["DataTable", "Picture", "Embed", "Missing"];
const Room = TrailingNode.configure({
  notAfter: ["paragraph", "heading", "bulletList", "orderedList", "blockquote"],
});

export function extensionsFor(config) {
  const chosen = Object.entries(config).flatMap(([name, options]) =>
    PARTS[name].map((each) => (typeof options === "object" ? each.configure(options) : each)));
  const around = FIGURES.some((name) => config[name]) ? [Caption, Room] : [];
  // A text long enough for headings is written with the whole screen.
  const remarks = config.LastingIds && canRemark() ? [Remarks] : [];
  return [...BASE, ...around, ...(config.Heading ? [Screen] : []), ...remarks, ...chosen];
}
