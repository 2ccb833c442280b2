/* A line under the text, in view wherever one writes: what is going on, or what one ought to know. It is read out, and can be
   put away. */

import { h } from "./elements.js";
import { word } from "./words.js";

const lines = new WeakMap();

/** { wait(text), say(text, points), clear() } of this editor. */
export function noticeOf(editor) {
  const frame = editor.view.dom.closest(".editor");
  if (!lines.has(frame)) lines.set(frame, made(frame, () => editor.commands.focus()));
  return lines.get(frame);
}

function made(frame, back) {
  const text = h("div", { className: "editor-notice-text", role: "status" });
  const away = h("button", { type: "button", className: "editor-notice-away" }, word("Put away"));
  const line = h("div", { className: "editor-notice", hidden: true }, text, away);
  frame.querySelector(".editor-place").after(line);
  const clear = () => {
    text.replaceChildren();
    line.hidden = true;
  };
  away.addEventListener("click", () => {
    clear();
    back();
  });
  const show = (content, canGo) => {
    line.hidden = false;
    away.hidden = !canGo;
    text.replaceChildren(...content);
  };
  return {
    clear,
    wait: (words) => show([words], false),
    say: (words, points = []) => show(
      [h("p", {}, words), points.length ? h("ul", {}, ...points.map((each) => h("li", {}, each))) : ""], true),
  };
}
