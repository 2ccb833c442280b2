/* Keys in and beside a note, and what keeps a selection and a paste within it. */

import { pm } from "django-prose-editor/editor";
import { NOTE, noteAround, placesOf, touchesNotes } from "./notenumbers.js";

const { Fragment, Slice } = pm.model;
const { NodeSelection, Plugin, TextSelection } = pm.state;

const selectedNote = ({ selection }) => selection instanceof NodeSelection && selection.node.type.name === NOTE;

/* -- keys -- */

function keyDown(view, event) {
  const { state } = view;
  const command = event.ctrlKey || event.metaKey;
  if (selectedNote(state)) return onNumber(view, event);
  if (event.shiftKey && !command && /^Arrow(Left|Right)$/.test(event.key)) return selectOver(view, event);
  const place = noteAround(state.selection.$head);
  if (place === null || event.isComposing) return false;
  if (event.key === "Escape" || (event.key === "Enter" && command)) return leave(view, place, 1);
  if (event.key === "Enter") return lineBreak(view);
  if (event.key === "Tab" && !event.shiftKey) return goToButtons(view, place);
  if (event.key === "a" && command) return selectWords(view, place);
  if (event.altKey || command || event.shiftKey || !state.selection.empty) return false;
  return atTheEdge(view, event, place);
}

function onNumber(view, event) {
  if (event.key === "Enter") return goIn(view, view.state.selection.from);
  if (event.key === "Escape") return leave(view, view.state.selection.from, 1);
  return false;
}

/** The caret to the end of this note's words. */
export function goIn(view, place) {
  const { tr } = view.state;
  const end = place + tr.doc.nodeAt(place).nodeSize - 1;
  view.dispatch(tr.setSelection(TextSelection.create(tr.doc, end)).scrollIntoView());
  return true;
}

/** The caret to just before (-1) or just after (1) the number. */
export function leave(view, place, side) {
  const { tr } = view.state;
  const to = side < 0 ? place : place + tr.doc.nodeAt(place).nodeSize;
  view.dispatch(tr.setSelection(TextSelection.create(tr.doc, to)).scrollIntoView());
  view.focus();
  return true;
}

export function remove(view, place) {
  const { tr } = view.state;
  view.dispatch(tr.delete(place, place + tr.doc.nodeAt(place).nodeSize).scrollIntoView());
  view.focus();
  return true;
}

function lineBreak(view) {
  const { tr, schema } = view.state;
  view.dispatch(tr.replaceSelectionWith(schema.nodes.hardBreak.create()).scrollIntoView());
  return true;
}

function goToButtons(view, place) {
  view.nodeDOM(place).querySelector("button")?.focus();
  return true;
}

/** The first Ctrl+A takes the note's words, the second the whole text. */
function selectWords(view, place) {
  const { tr, selection } = view.state;
  const [from, to] = [place + 1, place + tr.doc.nodeAt(place).nodeSize - 1];
  if (selection.from === from && selection.to === to) return false;
  view.dispatch(tr.setSelection(TextSelection.create(tr.doc, from, to)));
  return true;
}

/** Arrows step out of the words; deleting stops at their edge, and takes an empty note away. */
function atTheEdge(view, { key }, place) {
  const { $head } = view.state.selection;
  const [atStart, atEnd] = [$head.parentOffset === 0, $head.parentOffset === $head.parent.content.size];
  const rightToLeft = getComputedStyle(view.nodeDOM(place)).direction === "rtl";
  const [back, on] = rightToLeft ? ["ArrowRight", "ArrowLeft"] : ["ArrowLeft", "ArrowRight"];
  if ((key === back && atStart) || (key === "ArrowUp" && onLine(view, place + 1))) return leave(view, place, -1);
  if ((key === on && atEnd) || (key === "ArrowDown" && onLine(view, $head.end()))) return leave(view, place, 1);
  if ((key === "Backspace" && atStart) || (key === "Delete" && atEnd)) return removeIfEmpty(view, place);
  return false;
}

/** Whether the caret is on the line of this position. */
function onLine(view, position) {
  const [there, here] = [view.coordsAtPos(position), view.coordsAtPos(view.state.selection.head)];
  return here.top < there.bottom && here.bottom > there.top;
}

function removeIfEmpty(view, place) {
  return view.state.doc.nodeAt(place).content.size > 0 || remove(view, place);
}

/** Shift and an arrow take a note beside the selection's end as one character. */
function selectOver(view, event) {
  const { $anchor, $head } = view.state.selection;
  const backward = (event.key === "ArrowLeft") === (getComputedStyle(view.dom).direction !== "rtl");
  const beside = $head.textOffset ? null : backward ? $head.nodeBefore : $head.nodeAfter;
  if (beside?.type.name !== NOTE) return false;
  const { tr } = view.state;
  const head = $head.pos + (backward ? -beside.nodeSize : beside.nodeSize);
  view.dispatch(tr.setSelection(TextSelection.create(tr.doc, $anchor.pos, head)).scrollIntoView());
  return true;
}

/* Telephones delete without telling which key it was. */
function beforeInput(view, event) {
  const key = { deleteContentBackward: "Backspace", deleteContentForward: "Delete" }[event.inputType];
  const place = key && view.state.selection.empty ? noteAround(view.state.selection.$head) : null;
  if (place === null || !event.cancelable || !atTheEdge(view, { key }, place)) return false;
  event.preventDefault();
  return true;
}

/* -- what is typed and pasted -- */

/** Letters typed while the number is selected go into the open words, not in their place. */
function typed(view, _from, _to, text) {
  if (!selectedNote(view.state)) return false;
  const { tr, selection } = view.state;
  tr.insertText(text, selection.to - 1);
  view.dispatch(tr.setSelection(TextSelection.create(tr.doc, selection.to - 1 + text.length)).scrollIntoView());
  return true;
}

function pasted(view, _event, slice) {
  const { tr, selection, schema } = view.state;
  if (!slice.size || (noteAround(selection.$from) === null && !selectedNote(view.state))) return false;
  if (selectedNote(view.state)) {
    const hasNotes = Boolean(find(slice.content, ({ type }) => type.name === NOTE));
    tr.setSelection(TextSelection.create(tr.doc, hasNotes ? selection.to : selection.to - 1));
    if (hasNotes) tr.replaceSelection(slice);
  }
  if (noteAround(tr.selection.$from) !== null) {
    tr.replaceSelection(new Slice(Fragment.from(asLine(slice.content, schema)), 0, 0));
  }
  view.dispatch(tr.scrollIntoView().setMeta("paste", true).setMeta("uiEvent", "paste"));
  return true;
}

function find(content, wanted) {
  let found = null;
  content.descendants((node) => {
    if (wanted(node)) found ??= node;
    return !found;
  });
  return found;
}

/** Blocks as one line: a break between any two, a note within it as its bare words. */
function asLine(content, schema) {
  const line = [];
  content.descendants((node) => {
    if (node.isText || node.type.name === "hardBreak") line.push(node);
    else if (node.isTextblock && line.length) line.push(schema.nodes.hardBreak.create());
    else if (node.type.name === NOTE && line.length) line.push(schema.text(" "));
  });
  return line;
}

/* -- what holds after every change -- */

/** A selection that begins in a note ends in it; one that begins outside takes a note whole. */
function withinOrAround(state) {
  const { selection: { $anchor, $head }, doc } = state;
  const [from, to] = [noteAround($anchor), noteAround($head)];
  if (from === to) return null;
  if (from !== null) {
    const end = from + doc.nodeAt(from).nodeSize - 1;
    return TextSelection.create(doc, $anchor.pos, $head.pos < $anchor.pos ? from + 1 : end);
  }
  const end = to + doc.nodeAt(to).nodeSize;
  return TextSelection.create(doc, $anchor.pos, $head.pos < $anchor.pos ? to : end);
}

/** A mark put on a passage is neither for the numbers nor for the notes that are cited in it. */
function unmark(tr, transactions, before, places) {
  const steps = transactions.flatMap((each) => each.steps);
  const marking = steps.every((step) => step.getMap().ranges.length === 0);
  const spans = marking ? [before.selection, hull(steps.filter(({ mark }) => mark))] : [];
  for (const place of places) {
    const note = tr.doc.nodeAt(place);
    for (const mark of note.marks) tr.removeNodeMark(place, mark);
    const end = place + note.nodeSize;
    if (!spans.some(({ from, to }) => from <= place && to >= end)) continue;
    const { content } = before.doc.nodeAt(place);
    if (!content.eq(note.content)) tr.replaceWith(place + 1, end - 1, content);
  }
}

function hull(steps) {
  return { from: Math.min(...steps.map(({ from }) => from)), to: Math.max(...steps.map(({ to }) => to)) };
}

function settle(transactions, before, after) {
  const selection = after.selection instanceof TextSelection ? withinOrAround(after) : null;
  const marked = transactions.some((each) => each.steps.some(({ mark }) => mark) || touchesNotes(each));
  const { tr } = after;
  if (marked) unmark(tr, transactions, before, placesOf(after));
  if (selection) tr.setSelection(TextSelection.create(tr.doc, selection.anchor, selection.head));
  return tr.docChanged || selection ? tr : null;
}

export function keys() {
  return new Plugin({
    props: {
      handleKeyDown: keyDown,
      handleTextInput: typed,
      handlePaste: pasted,
      handleDOMEvents: { beforeinput: beforeInput },
    },
    appendTransaction: settle,
  });
}
