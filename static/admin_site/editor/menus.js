/* A menu under a button of the toolbar: arrow keys, Home, End, first letters; Escape closes it.

   openMenu(button, choices, after): each choice is { label, run, isActive, isEnabled, shortcut, lang,
   rule }; isActive and isEnabled are values here, not functions. `after` is called once one was taken. */

import { h, readable } from "./elements.js";

let open = null;

export function openMenu(button, choices, after) {
  const again = open?.button === button;
  closeMenu();
  if (again) return;
  const items = choices.map(entry);
  const menu = h("div", { className: "editor-menu", role: "menu", popover: "auto" }, ...lined(choices, items));
  menu.setAttribute("aria-label", button.getAttribute("aria-label") ?? button.textContent);
  // Within the editor, so that a dialog or the full screen around it does not hide it.
  button.closest(".editor").append(menu);
  open = { button, menu };
  button.setAttribute("aria-expanded", "true");
  menu.showPopover();
  place(menu, button);
  (items.find((each) => each.getAttribute("aria-checked") === "true") ?? items[0])?.focus();
  menu.addEventListener("toggle", ({ newState }) => { if (newState === "closed") forget(menu, button); });
  menu.addEventListener("keydown", (event) => keys(event, items, button));
  menu.addEventListener("mousedown", (event) => event.preventDefault());
  menu.addEventListener("click", ({ target }) => {
    const chosen = choices[items.indexOf(target.closest("button"))];
    if (!chosen || chosen.isEnabled === false) return;
    closeMenu();
    chosen.run();
    after();
  });
}

export function closeMenu() {
  open?.menu.hidePopover();
}

function forget(menu, button) {
  menu.remove();
  button.setAttribute("aria-expanded", "false");
  if (open?.menu === menu) open = null;
}

function entry({ label, isActive, isEnabled, shortcut, lang }) {
  const button = h(
    "button",
    { type: "button", tabIndex: -1, role: isActive === undefined ? "menuitem" : "menuitemradio" },
    h("span", { lang: lang || undefined, dir: lang ? "auto" : undefined }, label),
    shortcut && h("kbd", { "aria-hidden": "true" }, readable(shortcut)),
  );
  if (isActive !== undefined) button.setAttribute("aria-checked", String(Boolean(isActive)));
  if (isEnabled === false) button.setAttribute("aria-disabled", "true");
  return button;
}

function lined(choices, items) {
  return items.flatMap((each, at) => (choices[at].rule ? [h("hr", { role: "separator" }), each] : [each]));
}

function place(menu, button) {
  const from = button.getBoundingClientRect();
  const { width, height } = menu.getBoundingClientRect();
  const rightToLeft = getComputedStyle(button).direction === "rtl";
  const wanted = rightToLeft ? from.right - width : from.left;
  const left = Math.max(8, Math.min(wanted, document.documentElement.clientWidth - width - 8));
  const below = from.bottom + 4;
  const top = below + height > innerHeight ? Math.max(8, from.top - height - 4) : below;
  menu.style.left = `${left}px`;
  menu.style.top = `${top}px`;
}

function keys(event, items, button) {
  const at = items.indexOf(document.activeElement);
  const moves = {
    ArrowDown: items[(at + 1) % items.length],
    ArrowUp: items.at(at - 1),
    Home: items[0],
    End: items.at(-1),
  };
  if (event.key in moves) moves[event.key].focus();
  else if (event.key === "Escape" || event.key === "Tab") {
    closeMenu();
    button.focus();
    if (event.key === "Tab") return; // and on to what follows the toolbar
  } else if (event.key.length === 1 && /\p{L}/u.test(event.key)) {
    const letter = event.key.toLowerCase();
    const after = [...items.slice(at + 1), ...items.slice(0, at + 1)];
    after.find(({ textContent }) => textContent.trim().toLowerCase().startsWith(letter))?.focus();
  } else return;
  event.preventDefault();
  event.stopPropagation();
}
