/* What surrounds the text: its name for screen readers, its language, the tools above, the count below. */

import { countOf } from "./counting.js";
import { h } from "./elements.js";
import { directionOf } from "./languages.js";
import { goToTools, toolbarOf } from "./toolbar.js";
import { word } from "./words.js";

/** Puts the frame in the place of the field and answers where the text goes. */
export function frameOf(textarea) {
  const place = h("div", { className: "editor-place" });
  const frame = h("div", { className: "editor" }, place);
  // The words that stand in the place of an empty caption, each in its kind of figure.
  for (const [name, text] of Object.entries({
    table: word("Caption of the table"), picture: word("Caption of the picture"),
    embed: word("Caption"), missing: word("What stood here"),
  })) frame.style.setProperty(`--caption-${name}`, JSON.stringify(text));
  textarea.before(frame);
  frame.append(textarea);
  textarea.hidden = true;
  return { frame, place };
}

export function furnish(editor, textarea, frame) {
  const surface = editor.view.dom;
  const label = document.querySelector(`label[for="${textarea.id}"]`);
  const name = label?.textContent.trim() ?? word("Text");
  const tools = toolbarOf(editor, word("Tools for %(name)s", { name }));
  const help = h("p", { className: "visually-hidden", id: `${textarea.id}_tools` }, word("Alt+F10 goes to the tools, Escape comes back to the text."));
  frame.prepend(tools);
  frame.append(help, countOf(editor));
  nameSurface(surface, textarea, label, help, editor);
  followLanguage(surface, textarea.form);
  frame.addEventListener("keydown", (event) => {
    if (event.key !== "F10" || !event.altKey) return;
    event.preventDefault();
    goToTools(tools);
  });
}

function nameSurface(surface, textarea, label, help, editor) {
  surface.setAttribute("role", "textbox");
  surface.setAttribute("aria-multiline", "true");
  if (label) {
    label.id ||= `${textarea.id}_label`;
    surface.setAttribute("aria-labelledby", label.id);
    label.addEventListener("click", () => editor.commands.focus());
  } else surface.setAttribute("aria-label", word("Text"));
  const fieldHelp = document.getElementById(`${textarea.id}_helptext`);
  surface.setAttribute("aria-describedby", [fieldHelp?.id, help.id].filter(Boolean).join(" "));
}

/** The text is in the language that the form says it is in, or else in the page's. */
function followLanguage(surface, form) {
  const chosen = form?.elements.namedItem("language");
  const follow = () => {
    if (!chosen?.value) return;
    surface.lang = chosen.value;
    surface.dir = directionOf(chosen.value);
  };
  chosen?.addEventListener?.("change", follow);
  follow();
}
