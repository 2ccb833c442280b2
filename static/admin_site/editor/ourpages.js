/* Our own public pages, found by words in the address field of a link: a list under the field, walked
   with the arrow keys. Picking one puts its address on this site into the field. */

import { judge } from "./addresses.js";
import { h } from "./elements.js";
import { setting } from "./settings.js";
import { word } from "./words.js";

const MOMENT = 250; // ms after the last letter
const FEWEST_LETTERS = 2;

/** { element, searches() } for this field; `picked` hears of the chosen { title, kind, url }. */
export function suggestions({ input, say }, picked) {
  const element = h("ul", { className: "editor-pages", role: "listbox", id: `${input.id}-pages`, hidden: true });
  element.setAttribute("aria-label", word("Our pages"));
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": element.id,
  })) input.setAttribute(name, value);
  let found = [];
  let at = -1;
  let waiting = 0;
  let asked = "";

  const mark = (number) => {
    at = number;
    for (const [place, row] of [...element.children].entries()) row.setAttribute("aria-selected", String(place === at));
    const row = element.children[at];
    row?.scrollIntoView({ block: "nearest" });
    if (row) input.setAttribute("aria-activedescendant", row.id);
    else input.removeAttribute("aria-activedescendant");
  };
  const show = (results) => {
    found = results;
    element.replaceChildren(...results.map((result, number) => line(result, `${element.id}-${number}`)));
    element.hidden = !results.length;
    input.setAttribute("aria-expanded", String(Boolean(results.length)));
    mark(-1);
  };
  const pick = (number) => {
    input.value = found[number].url;
    picked(found[number]);
    say(word("Links to %(kind)s: %(title)s", found[number]), "");
    show([]);
  };
  const search = async (words) => {
    asked = words;
    const results = await pagesWith(words);
    if (asked !== words || input.value.trim() !== words) return; // typed on meanwhile
    show(results);
    say(results.length ? "" : word("None of our pages has these words in its title."), "");
  };

  input.addEventListener("input", () => {
    clearTimeout(waiting);
    show([]);
    const words = input.value.trim();
    if (judge(words).words && words.length >= FEWEST_LETTERS) waiting = setTimeout(search, MOMENT, words);
  });
  input.addEventListener("keydown", (event) => {
    const last = found.length - 1;
    if (event.key === "ArrowDown" && found.length) mark(at === last ? 0 : at + 1);
    else if (event.key === "ArrowUp" && found.length) mark(at <= 0 ? last : at - 1);
    else if (event.key === "Enter" && at >= 0) pick(at);
    else if (event.key === "Escape" && found.length) show([]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  element.addEventListener("mousedown", (event) => {
    event.preventDefault();
    const row = event.target.closest("li");
    if (row) pick([...element.children].indexOf(row));
  });
  return { element, searches: () => !judge(input.value).words };
}

async function pagesWith(words) {
  try {
    const answer = await fetch(`${setting("links")}?${new URLSearchParams({ q: words })}`, { credentials: "same-origin" });
    return answer.ok ? (await answer.json()).results : [];
  } catch {
    return [];
  }
}

function line({ title, kind }, id) {
  return h("li", { role: "option", id, "aria-selected": "false" }, h("span", { dir: "auto" }, title), " ", h("span", { className: "quiet" }, kind));
}
