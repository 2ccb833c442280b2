/* Text from elsewhere. What Word, Google Docs, LibreOffice and web pages put on the clipboard goes to
   the desk, which answers with the same text in the form this editor writes, its notes as notes
   (thinktank/markup/foreign). Until then the text says so where it will stand; one may write on.

   Left alone: plain text, text from this editor, pictures (pictures.js). */

import { Extension, pm } from "django-prose-editor/editor";
import { noticeOf } from "./notices.js";
import { setting } from "./settings.js";
import { word } from "./words.js";

const { closeHistory } = pm.history;
const { Plugin, PluginKey, Selection, TextSelection } = pm.state;
const { Decoration, DecorationSet } = pm.view;

const LONGEST_WAIT = 20_000; // ms
const OWN = /<[^>]+\sdata-pm-slice=/;
const EMBEDDED = /(<img\b[^>]*?\ssrc=)(["'])data:[^"']*\2/gi;
const STYLES = /<style\b[\s\S]*?<\/style>|\sstyle=(?:"[^"]*"|'[^']*')/gi;
const key = new PluginKey("pasting");

export const Pasting = Extension.create({
  name: "pasting",
  // Before the notes, which take what is pasted into them as it is parsed.
  priority: 1300,
  addProseMirrorPlugins() {
    const { editor } = this;
    return [new Plugin({
      key,
      state: { init: () => DecorationSet.empty, apply: places },
      props: {
        decorations: (state) => key.getState(state),
        // Before the editor parses it: foreign styles offend the page's policy even then.
        handleDOMEvents: {
          paste(view, event) {
            const html = view.editable && !view.input?.shiftKey ? foreign(event.clipboardData) : "";
            if (!html) return false;
            event.preventDefault();
            take(editor, html);
            return true;
          },
        },
      },
    })];
  },
});

/** The HTML on the clipboard, if it is text of elsewhere. */
function foreign(clipboard) {
  const html = clipboard?.getData("text/html") ?? "";
  if (!setting("paste") || !html || OWN.test(html)) return "";
  // A picture comes with a line of HTML that names it; a text with pictures comes with words.
  return clipboard.files.length && !clipboard.getData("text/plain").trim() ? "" : html;
}

/* -- the place, which moves with the text around it -- */

function places(tr, set) {
  const { begin, end } = tr.getMeta(key) ?? {};
  const moved = set.map(tr.mapping, tr.doc);
  if (begin) return moved.add(tr.doc, marks(begin));
  return end ? moved.remove(moved.find(undefined, undefined, ({ id }) => id === end)) : moved;
}

function marks({ from, to, id }) {
  const sign = () => Object.assign(document.createElement("span"), { className: "editor-pasting", textContent: word("Pasting…") });
  const drawn = [Decoration.widget(to, sign, { id, ignoreSelection: true, side: 1 })];
  if (to > from) drawn.push(Decoration.inline(from, to, { class: "is-replaced" }, { id }));
  return drawn;
}

/** Where the place of this paste is now, or null when it was deleted. */
function found(state, id) {
  const marked = key.getState(state).find(undefined, undefined, (spec) => spec.id === id);
  if (!marked.length) return null;
  return { from: Math.min(...marked.map(({ from }) => from)), to: Math.max(...marked.map(({ to }) => to)) };
}

/* -- asking and inserting -- */

async function take(editor, html) {
  const id = {};
  const notice = noticeOf(editor);
  const { from, to } = editor.state.selection;
  editor.view.dispatch(editor.state.tr.setMeta(key, { begin: { from, to, id } }).setMeta("addToHistory", false));
  notice.wait(word("Pasting…"));
  const { text, said, error } = await asked(editor, html);
  if (editor.isDestroyed) return;
  const place = found(editor.state, id);
  editor.view.dispatch(editor.state.tr.setMeta(key, { end: id }).setMeta("addToHistory", false));
  if (error || !place) return notice.say(error ?? word("Nothing was pasted: its place has been deleted."));
  insert(editor, place, text);
  if (said.length) notice.say(word("Not everything could come along:"), said);
  else notice.clear();
}

/** { text, said } or { error }. */
async function asked(editor, html) {
  const form = new FormData();
  // Pictures within the text are many times its size, and cannot come along.
  form.append("html", new Blob([html.replace(EMBEDDED, "$1$2$2")], { type: "text/html" }), "pasted.html");
  form.append("language", editor.view.dom.lang);
  form.append("field", editor.schema.nodes.footNote ? "body" : "biography");
  try {
    const answer = await fetch(setting("paste"), {
      method: "POST",
      body: form,
      headers: { "X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]").value },
      signal: AbortSignal.timeout(LONGEST_WAIT),
    });
    const { html: text, left_out: said, error } = await answer.json();
    return error ? { error } : { text, said };
  } catch {
    const said = [word("The desk did not answer, so the browser read the text by itself. Look at notes, lists and tables, or undo and paste again.")];
    return { text: html.replace(STYLES, ""), said };
  }
}

/** As one step of the history, and without taking the caret from where it has gone meanwhile. */
function insert(editor, { from, to }, html) {
  const { view } = editor;
  const { doc, selection } = view.state;
  const stayed = selection.from === from && selection.to === to;
  view.dispatch(closeHistory(view.state.tr.setSelection(spanning(doc, from, to))));
  const before = view.state.doc;
  view.pasteHTML(withEnds(html));
  const { tr } = view.state;
  if (!stayed && !before.eq(view.state.doc)) {
    const grown = view.state.doc.content.size - before.content.size;
    const kept = selection.from >= to ? selection.from + grown : Math.min(selection.from, from);
    tr.setSelection(Selection.near(view.state.doc.resolve(kept)));
  }
  view.dispatch(closeHistory(tr));
}

/** Paragraphs at the ends run into the words around them; a heading, a list, a figure stays what it is. */
function withEnds(html) {
  const made = new DOMParser().parseFromString(html, "text/html").body;
  const first = made.firstElementChild;
  const open = (element) => Number(element?.localName === "p");
  first?.setAttribute("data-pm-slice", `${open(first)} ${open(made.lastElementChild)} []`);
  return made.innerHTML;
}

function spanning(doc, from, to) {
  const [start, end] = [doc.resolve(from), doc.resolve(to)];
  return TextSelection.between(start, end);
}
