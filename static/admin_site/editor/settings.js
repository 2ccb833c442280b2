/* What the page says to the editor's scripts, in one block of JSON (thinktank/adminsite.py,
   writing_settings): setting("links") is the address that answers with our own pages. */

const block = document.getElementById("writing-settings");
const settings = block ? JSON.parse(block.textContent) : {};

export function setting(name) {
  return settings[name];
}
