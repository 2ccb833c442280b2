/* The editor. Every field of rich text in a form (thinktank/markup/widgets.py) becomes one, those of rows
   that are added later too. A field says in JSON which parts of the schema it has.

   For other scripts of a page:
   - `prose-editor:ready` comes from the field, with { editor, textarea }.
   - `editor:changed` comes from the field when it has been written after a change (saving.js).
   - `editor:flush`, dispatched on a form, writes all its fields at once. `new FormData(form)` needs no flush.
   - goTo(textarea, place) and editorOf(textarea) are in places.js.
   - Tools are offered to the toolbar by item() (toolbar.js); words come from word() (words.js). */

import { Editor } from "django-prose-editor/editor";
import { extensionsFor } from "./extensions.js";
import { remember } from "./places.js";
import { keepField } from "./saving.js";
import { frameOf, furnish } from "./surface.js";

const ATTRIBUTE = "data-django-prose-editor-writing";

function begin(textarea) {
  if (textarea.id.includes("__prefix__") || textarea.closest(".editor")) return;
  const { extensions } = JSON.parse(textarea.getAttribute(ATTRIBUTE));
  const { frame, place } = frameOf(textarea);
  const editor = new Editor({
    element: place,
    editable: !textarea.disabled && !textarea.readOnly,
    extensions: extensionsFor(extensions),
    content: textarea.value,
    // The policy refuses a style that a script writes; editor.css holds it.
    injectCSS: false,
    enableCoreExtensions: { delete: false },
    // Typed signs make lists and headings, but a star in a sentence stays a star.
    enableInputRules: ["bulletList", "heading"],
  });
  // What plugins add at once (room after a last figure) is no change of the text.
  editor.view.dispatch(editor.state.tr.setMeta("addToHistory", false));
  furnish(editor, textarea, frame);
  keepField(editor, textarea);
  remember(textarea, editor);
  textarea.dispatchEvent(new CustomEvent("prose-editor:ready", { bubbles: true, detail: { editor, textarea } }));
}

for (const textarea of document.querySelectorAll(`textarea[${ATTRIBUTE}]`)) begin(textarea);
document.addEventListener("formset:added", ({ target }) => {
  for (const textarea of target.querySelectorAll(`textarea[${ATTRIBUTE}]`)) begin(textarea);
});
