/* Tables: a figure that holds a table and its caption. Tab goes from cell to cell and, at the end, adds a
   row; everything else is in the menu of the toolbar's Table button. */

import {
  Node,
  Table as BaseTable,
  TableCell as BaseCell,
  TableHeader as BaseHeader,
  TableRow,
  pm,
} from "django-prose-editor/editor";
import { INSIDE } from "./blocks.js";
import { touched, walk } from "./changes.js";
import { ask, field, tick } from "./dialogs.js";
import { item } from "./toolbar.js";
import { word } from "./words.js";

const { Plugin, TextSelection } = pm.state;

export const DataTable = Node.create({
  name: "dataTable",
  group: "block",
  content: "table caption",
  isolating: true,
  parseHTML: () => [{ tag: "figure[data-table]" }],
  renderHTML: ({ HTMLAttributes }) => ["figure", { ...HTMLAttributes, "data-table": "" }, 0],
  addCommands: () => ({ insertDataTable: insert, deleteDataTable: () => remove }),
  addProseMirrorPlugins: () => [new Plugin({ appendTransaction: (_all, before, after) => withScopes(before, after) })],
});

export const Table = BaseTable.extend({
  group: "",
  addNodeView: () => null, // the package's own gives columns a width
});

const spans = {
  colspan: { default: 1, parseHTML: (cell) => cell.colSpan, renderHTML: ({ colspan }) => (colspan > 1 ? { colspan } : {}) },
  rowspan: { default: 1, parseHTML: (cell) => cell.rowSpan, renderHTML: ({ rowspan }) => (rowspan > 1 ? { rowspan } : {}) },
};

export const TableCell = BaseCell.extend({ content: INSIDE, addAttributes: () => spans });

export const TableHeader = BaseHeader.extend({
  content: INSIDE,
  addAttributes: () => ({
    ...spans,
    scope: { default: null, parseHTML: (cell) => cell.getAttribute("scope"), renderHTML: ({ scope }) => (scope ? { scope } : {}) },
  }),
});

export { TableRow };

/** A heading cell says what it is the heading of: in the first row of its column, else of its row. */
function withScopes(before, after) {
  if (before.doc === after.doc) return null;
  const { start, afterEnd, position } = touched(before.doc, after.doc);
  const found = [];
  walk(after.doc, start, afterEnd, position, (node, at) => {
    if (node.type.name !== "tableHeader" || node.attrs.scope) return;
    found.push([at, after.doc.resolve(at).index(-1) === 0 ? "col" : "row"]);
  });
  if (!found.length) return null;
  return found.reduce((tr, [at, scope]) => tr.setNodeAttribute(at, "scope", scope), after.tr);
}

const insert = ({ rows, columns, headings }) => ({ state, tr, dispatch }) => {
  const { dataTable, table, tableRow, tableCell, tableHeader, caption } = state.schema.nodes;
  const line = (type) => tableRow.create(null, Array.from({ length: columns }, () => type.createAndFill()));
  const lines = Array.from({ length: rows }, (_, number) => line(headings && number === 0 ? tableHeader : tableCell));
  const figure = dataTable.create(null, [table.create(null, lines), caption.create()]);
  if (!dispatch) return true;
  // After the paragraph of the cursor, in the place of an empty one.
  const { $to } = tr.selection;
  const block = $to.node(1);
  const isEmpty = block?.isTextblock && block.content.size === 0;
  const from = $to.depth ? (isEmpty ? $to.before(1) : $to.after(1)) : $to.pos;
  tr.replaceWith(from, isEmpty ? $to.after(1) : from, figure);
  tr.setSelection(TextSelection.near(tr.doc.resolve(from + 1))).scrollIntoView();
  return true;
};

function remove({ state, tr, dispatch }) {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    if ($from.node(depth).type.name !== "dataTable") continue;
    if (dispatch) {
      const at = $from.before(depth);
      tr.delete(at, $from.after(depth));
      tr.setSelection(TextSelection.near(tr.doc.resolve(Math.min(at, tr.doc.content.size)))).scrollIntoView();
    }
    return true;
  }
  return false;
}

async function insertTable(editor) {
  const number = (label, value, max) => field({ label, type: "number", value, min: 1, max, className: "is-short" });
  const rows = number(word("Rows"), 4, 100);
  const columns = number(word("Columns"), 3, 20);
  const headings = tick({ label: word("The first row holds headings"), checked: true });
  const answered = await ask({
    title: word("Table"),
    content: [rows.row, columns.row, headings.row],
    ok: word("Insert"),
    accept: () => [rows, columns].every(isInRange),
  });
  if (!answered) return;
  const size = { rows: rows.input.valueAsNumber, columns: columns.input.valueAsNumber };
  editor.chain().focus().insertDataTable({ ...size, headings: headings.input.checked }).run();
}

function isInRange({ input, say }) {
  const fits = Number.isInteger(input.valueAsNumber) && input.checkValidity();
  say(fits ? "" : word("A whole number from 1 to %(most)s.", { most: input.max }), fits ? "" : "error");
  if (!fits) input.focus();
  return fits;
}

const STEPS = [
  [word("Row above"), "addRowBefore"],
  [word("Row below"), "addRowAfter"],
  [word("Delete the row"), "deleteRow"],
  [word("Column before"), "addColumnBefore", true],
  [word("Column after"), "addColumnAfter"],
  [word("Delete the column"), "deleteColumn"],
  [word("Merge the cells"), "mergeCells", true],
  [word("Split the cell"), "splitCell"],
  [word("Heading row, on or off"), "toggleHeaderRow", true],
  [word("Heading column, on or off"), "toggleHeaderColumn"],
  [word("Heading cell, on or off"), "toggleHeaderCell"],
  [word("Delete the table"), "deleteDataTable", true],
];

function choices(editor) {
  if (!editor.isActive("dataTable")) return [];
  const inTable = editor.isActive("table");
  return STEPS.map(([label, command, rule]) => ({
    label,
    rule,
    isEnabled: (inTable || command === "deleteDataTable") && editor.can()[command](),
    run: () => editor.chain().focus()[command]().run(),
  }));
}

item({
  name: "table",
  extension: "dataTable",
  group: "insert",
  label: word("Table…"),
  shown: (editor) => (editor.isActive("dataTable") ? word("Table") : ""),
  choices,
  run: insertTable,
});
