/* From the text as it is edited to the field that is sent.

   The field is written a moment after the last change, before the form is sent, before anybody reads
   it with `new FormData(form)`, and when the form hears an `editor:flush` event. It keeps what it held,
   byte for byte, until somebody changes the text, and gets it back when all changes are undone.
   Each writing dispatches `input` and `editor:changed` from the field. */

import { pm } from "django-prose-editor/editor";
import { perBlock } from "./changes.js";

const { DOMSerializer } = pm.model;
const MOMENT = 500; // ms

/** A function that makes HTML of a document; what did not change since is not made again. */
export function serialiser(schema) {
  const serializer = DOMSerializer.fromSchema(schema);
  const inert = document.implementation.createHTMLDocument("");
  const markup = perBlock((block) => {
    const holder = inert.createElement("div");
    holder.append(serializer.serializeNode(block, { document: inert }));
    return holder.innerHTML;
  });
  return (doc) => {
    const blocks = [];
    doc.forEach((block) => blocks.push(block));
    // An empty last paragraph is only the place to go on writing.
    while (blocks.length && isBlank(blocks.at(-1))) blocks.pop();
    return blocks.map(markup).join("");
  };
}

const isBlank = (block) => block.type.name === "paragraph" && block.content.size === 0;

export function keepField(editor, textarea) {
  const html = serialiser(editor.schema);
  const first = { doc: editor.state.doc, value: textarea.value };
  let waiting = 0;
  let written = first.doc;

  const current = () => (editor.state.doc.eq(first.doc) ? first.value : html(editor.state.doc));
  const flush = () => {
    clearTimeout(waiting);
    waiting = 0;
    if (written === editor.state.doc) return;
    written = editor.state.doc;
    textarea.value = current();
    textarea.dispatchEvent(new Event("input", { bubbles: true }));
    textarea.dispatchEvent(new CustomEvent("editor:changed", { bubbles: true, detail: { editor } }));
  };
  editor.on("update", () => {
    clearTimeout(waiting);
    waiting = setTimeout(flush, MOMENT);
  });
  const form = textarea.form;
  form?.addEventListener("submit", flush, { capture: true });
  form?.addEventListener("editor:flush", flush);
  form?.addEventListener("formdata", ({ formData }) => {
    flush();
    if (formData.has(textarea.name)) formData.set(textarea.name, textarea.value);
  });
  // Before anybody asks whether the page may be left.
  window.addEventListener("beforeunload", flush, { capture: true });
  editor.on("blur", flush);
  return flush;
}
