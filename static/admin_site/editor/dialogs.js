/* Questions in a dialog of the browser's own: focus stays inside, Escape leaves, Enter answers.

     import { ask, field } from "./dialogs.js";
     const address = field({ label: word("Address"), value: "https://", type: "url", help: "…" });
     address.input.addEventListener("input", () => address.say(problem, "error"));   // or "warning", "", …
     const answered = await ask({
       title: word("Link"),
       content: [address.row, …],                  // any elements
       ok: word("Insert"),                         // words of the filled button
       others: [{ label: word("Remove"), run(close) {} }],   // plain buttons before Cancel
       accept: () => true,                         // false, or a promise of it: stay open (say why beside
                                                   // the field); until it is kept, nothing can be pressed
     });                                           // → true, or false when cancelled

   The focus goes to the first field, and back to where it was. Nothing here writes into the text. */

import { h } from "./elements.js";
import { word } from "./words.js";

let number = 0;

/** A labelled field: { row, input, say(text, kind) }; `kind` is "error" or "warning". */
export function field({ label, help, control, className = "", ...properties }) {
  const id = `editor-field-${(number += 1)}`;
  const input = control ?? h("input", { type: "text", ...properties });
  input.id = id;
  input.autocomplete = "off";
  const said = h("p", { className: "editor-said", id: `${id}-said`, "aria-live": "polite" });
  const hint = help && h("p", { className: "help", id: `${id}-help` }, help);
  input.setAttribute("aria-describedby", [hint && hint.id, said.id].filter(Boolean).join(" "));
  const row = h("div", { className: `editor-field ${className}` }, h("label", { htmlFor: id }, label), input, hint, said);
  const say = (text = "", kind = "") => {
    if (said.textContent !== text) said.textContent = text;
    said.dataset.kind = kind;
    input.setAttribute("aria-invalid", String(kind === "error"));
  };
  return { row, input, say };
}

/** A box to tick, its words beside it: { row, input }. */
export function tick({ label, checked = false }) {
  const input = h("input", { type: "checkbox", checked });
  const row = h("div", { className: "editor-field" }, h("label", { className: "editor-tick" }, input, label));
  return { row, input };
}

export function ask({ title, content, ok, others = [], accept = () => true, className = "" }) {
  return new Promise((resolve) => {
    const heading = h("h2", { id: `editor-dialog-${(number += 1)}` }, title);
    const plain = others.map(({ label, run }) => {
      const button = h("button", { type: "button" }, label);
      button.addEventListener("click", () => run(() => dialog.close()));
      return button;
    });
    const cancel = h("button", { type: "button" }, ok ? word("Cancel") : word("Close"));
    const yes = ok && h("button", { type: "submit", className: "main" }, ok);
    const form = h("form", { method: "dialog", noValidate: true }, heading, ...content,
      h("div", { className: "editor-buttons" }, yes, ...plain, cancel));
    const dialog = h("dialog", { className: `editor-dialog ${className}`, "aria-labelledby": heading.id }, form);
    let answered = false;
    cancel.addEventListener("click", () => dialog.close());
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (yes?.disabled) return;
      let accepted = accept();
      if (accepted instanceof Promise) {
        yes.disabled = true;
        accepted = await accepted;
        yes.disabled = false;
      }
      if (accepted === false) return;
      answered = true;
      dialog.close();
    });
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(answered);
    });
    document.body.append(dialog);
    dialog.showModal();
    form.querySelector("input, select, textarea, [tabindex='0']")?.focus();
  });
}
