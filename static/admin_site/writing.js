/* The editor: its accessible name, and its base style, which desk.css holds. Loaded before it. */

// Tiptap adds a <style> of its own unless one with this mark is there; the policy would refuse it.
const mark = document.createElement("style");
mark.nonce = document.querySelector("script[nonce]")?.nonce ?? "";
mark.dataset.tiptapStyle = "";
document.head.append(mark);

document.addEventListener("prose-editor:ready", ({ detail: { editor, textarea } }) => {
  const label = document.querySelector(`label[for="${textarea.id}"]`);
  const surface = editor.view.dom;
  surface.setAttribute("role", "textbox");
  surface.setAttribute("aria-multiline", "true");
  if (label) {
    label.id ||= `${textarea.id}_label`;
    surface.setAttribute("aria-labelledby", label.id);
    label.addEventListener("click", () => editor.commands.focus());
  }
  const help = document.getElementById(`${textarea.id}_helptext`);
  if (help) surface.setAttribute("aria-describedby", help.id);
});
