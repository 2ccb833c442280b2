/* The toolbar: one tab stop, arrow keys between its items, Home and End; Escape goes back to the text.

   A module of the editor offers its tools when it is loaded:

     import { item } from "./toolbar.js";
     item({
       name: "note",                   // unique
       extension: "footNote",          // shown only where the editor has this node, mark or extension
       group: "insert",                // one of GROUPS below; there in the order of its names
       label: word("Note"),            // the visible words, short
       title: word("Footnote"),        // the full name, if the words are not enough by themselves
       shortcut: "Mod-Alt-f",          // shown and announced; the extension itself binds the key
       run(editor) {},                 // pressed; the text has the focus again unless a dialog took it
       isActive: (editor) => false,    // only for what is on or off: aria-pressed
       isEnabled: (editor) => true,    // otherwise always
       choices: (editor) => [          // the button opens a menu of these; where it has none, `run`
         { label, run, isActive, isEnabled, shortcut, lang, rule },   // rule: a line before it
       ],
       shown: (editor) => "Heading 2", // with `choices`: what the button says now, if not its label
     });

   Both functions are asked a moment after the text or the selection has changed, not on every key. */

import { h, readable, spoken } from "./elements.js";
import { closeMenu, openMenu } from "./menus.js";
import { word } from "./words.js";

// The groups in their order, each with the names of its items in theirs; others come after these.
const GROUPS = {
  style: ["style"],
  marks: ["bold", "italic", "superscript", "subscript"],
  lists: ["bulletList", "orderedList"],
  quotes: ["blockquote", "pullQuote"],
  history: ["undo", "redo"],
  screen: ["screen"],
  insert: ["link", "note", "picture", "table", "embed"],
  language: ["language", "characters"],
  remarks: ["remark"],
};
const MOMENT = 80; // ms
const offered = [];

export function item(definition) {
  const place = offered.findIndex(({ name }) => name === definition.name);
  if (place < 0) offered.push(definition);
  else offered[place] = definition;
}

function has(editor, extension) {
  return !extension || editor.extensionManager.extensions.some(({ name }) => name === extension);
}

/** Makes the toolbar of this editor: an element that keeps itself current. */
export function toolbarOf(editor, name) {
  const bar = h("div", { className: "editor-tools", role: "toolbar", "aria-label": name });
  const tools = [];
  for (const [group, names] of Object.entries(GROUPS)) {
    const place = ({ name: each }) => (names.includes(each) ? names.indexOf(each) : names.length);
    const items = offered
      .filter((each) => each.group === group && has(editor, each.extension))
      .sort((one, other) => place(one) - place(other));
    if (!items.length) continue;
    const made = items.map((each) => tool(editor, each));
    tools.push(...made);
    bar.append(h("div", { className: "editor-group" }, ...made.map(({ button }) => button)));
  }
  oneTabStop(bar, tools.map(({ button }) => button), editor);
  keepCurrent(editor, tools);
  return bar;
}

function tool(editor, definition) {
  const { label, title, shortcut, choices } = definition;
  const words = h("span", {}, label);
  const button = h("button", { type: "button", tabIndex: -1 }, words);
  button.dataset.tool = definition.name;
  // The name begins with the visible words, so that who speaks to the machine can say them.
  if (title && title !== label) button.setAttribute("aria-label", title);
  button.title = [title ?? label, shortcut && readable(shortcut)].filter(Boolean).join(" · ");
  if (shortcut) button.setAttribute("aria-keyshortcuts", spoken(shortcut));
  if (choices && !definition.run) asMenu(button, true);
  // A click must not take the selection away from the text.
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", () => press(editor, definition, button));
  return { definition, button, words };
}

function press(editor, definition, button) {
  if (button.getAttribute("aria-disabled") === "true") return;
  const choices = definition.choices?.(editor) ?? [];
  if (choices.length) {
    openMenu(button, choices, () => backToText(editor));
    return;
  }
  definition.run(editor);
  // By keyboard the focus was on the button; a dialog that opened keeps it.
  if (document.activeElement === button || document.activeElement === document.body) backToText(editor);
}

function backToText(editor) {
  if (!document.querySelector("dialog[open]")) editor.view.focus();
}

function oneTabStop(bar, buttons, editor) {
  if (buttons.length) buttons[0].tabIndex = 0;
  const goTo = (button) => {
    for (const each of buttons) each.tabIndex = each === button ? 0 : -1;
    button.focus();
    button.scrollIntoView({ block: "nearest", inline: "nearest" });
  };
  bar.addEventListener("focusin", ({ target }) => {
    if (!buttons.includes(target)) return;
    for (const each of buttons) each.tabIndex = each === target ? 0 : -1;
  });
  bar.addEventListener("keydown", (event) => {
    const at = buttons.indexOf(event.target);
    if (at < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    const forward = getComputedStyle(bar).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    const backward = forward === "ArrowLeft" ? "ArrowRight" : "ArrowLeft";
    const moves = {
      [forward]: buttons[(at + 1) % buttons.length],
      [backward]: buttons.at(at - 1),
      Home: buttons[0],
      End: buttons.at(-1),
    };
    if (event.key in moves) goTo(moves[event.key]);
    else if (event.key === "ArrowDown" && event.target.hasAttribute("aria-haspopup")) event.target.click();
    else if (event.key === "Escape") editor.view.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
}

function keepCurrent(editor, tools) {
  let waiting = 0;
  const look = () => {
    waiting = 0;
    if (!editor.isDestroyed) for (const each of tools) show(editor, each);
  };
  const soon = () => { waiting ||= setTimeout(look, MOMENT); };
  editor.on("transaction", soon);
  editor.on("focus", soon);
  editor.on("destroy", () => { clearTimeout(waiting); closeMenu(); });
  look();
}

function asMenu(button, isMenu) {
  put(button, "aria-haspopup", isMenu ? "menu" : null);
  if (!isMenu) put(button, "aria-expanded", null);
  else if (!button.hasAttribute("aria-expanded")) put(button, "aria-expanded", "false");
}

/** Writes only what differs: an attribute set anew makes the browser lay the bar out again. */
function show(editor, { definition, button, words }) {
  const { isActive, isEnabled, shown, label, choices, run } = definition;
  if (isActive) put(button, "aria-pressed", String(Boolean(isActive(editor))));
  if (isEnabled) put(button, "aria-disabled", isEnabled(editor) ? null : "true");
  if (choices && run) asMenu(button, Boolean(choices(editor).length));
  if (!shown) return;
  const text = shown(editor) || label;
  if (words.textContent !== text) words.textContent = text;
  put(button, "aria-label", text === label && !definition.title ? null : `${definition.title ?? label}: ${text}`);
}

function put(element, name, value) {
  if (element.getAttribute(name) === value) return;
  if (value === null) element.removeAttribute(name);
  else element.setAttribute(name, value);
}

/** Alt+F10 goes from the text to the tools, as in other word processors. */
export function goToTools(bar) {
  bar.querySelector('[tabindex="0"]')?.focus();
}

export const TOOLS_KEY = "Alt-F10";
export const toolsHelp = () => word("Alt+F10 goes to the tools, Escape comes back to the text.");
