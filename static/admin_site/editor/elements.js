/* Making elements: h("p", { className: "help", "aria-live": "polite" }, "text", child). */

export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null) continue;
    if (name in element && !name.startsWith("aria")) element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== undefined && child !== null));
  return element;
}

const APPLE = /Mac|iPhone|iPad/.test(navigator.platform);

/** A shortcut as ProseMirror writes it ("Mod-Alt-2") as people read it ("Ctrl+Alt+2", "⌘⌥2"). */
export function readable(shortcut) {
  const names = APPLE
    ? { Mod: "⌘", Ctrl: "⌃", Alt: "⌥", Shift: "⇧" }
    : { Mod: "Ctrl", Ctrl: "Ctrl", Alt: "Alt", Shift: "Shift" };
  const parts = shortcut.split("-").map((part) => names[part] ?? part.toUpperCase());
  return parts.join(APPLE ? "" : "+");
}

/** The same for aria-keyshortcuts: "Control+Alt+2". */
export function spoken(shortcut) {
  const names = { Mod: APPLE ? "Meta" : "Control", Ctrl: "Control" };
  return shortcut.split("-").map((part) => names[part] ?? part[0].toUpperCase() + part.slice(1)).join("+");
}
