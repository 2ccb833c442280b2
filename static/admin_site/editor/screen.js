/* Writing with the whole screen: the editor lies over the page; Escape comes back. */

import { Extension } from "django-prose-editor/editor";
import { item } from "./toolbar.js";
import { word } from "./words.js";

export const Screen = Extension.create({
  name: "screen",
  // After everything else that Escape may close.
  priority: 10,
  addStorage: () => ({ behind: null, scrolled: 0 }),
  addKeyboardShortcuts() {
    return { Escape: () => (isFull(this.editor) ? toggle(this.editor) : false) };
  },
  onDestroy() {
    if (isFull(this.editor)) toggle(this.editor);
  },
});

/** Back to the page, when something else of it is to be seen. */
export function leaveScreen(editor) {
  if (isFull(editor)) toggle(editor);
}

const isFull = (editor) => Boolean(editor.storage.screen.behind);
const around = (editor) => editor.view.dom.closest(".editor");

function toggle(editor) {
  const { storage: { screen } } = editor;
  const frame = around(editor);
  frame.classList.toggle("is-full");
  document.documentElement.classList.toggle("has-full-editor");
  if (screen.behind) {
    for (const element of screen.behind) element.inert = false;
    screen.behind = null;
    scrollTo(0, screen.scrolled);
  } else {
    screen.scrolled = scrollY;
    screen.behind = behind(frame);
    for (const element of screen.behind) element.inert = true;
  }
  editor.view.dispatch(editor.state.tr.scrollIntoView());
  return true;
}

/** All that lies beside the editor and the elements around it: not reachable while it covers them. */
function behind(frame) {
  const elements = [];
  for (let inner = frame; inner !== document.body; inner = inner.parentElement) {
    for (const each of inner.parentElement.children) if (each !== inner && !each.inert) elements.push(each);
  }
  return elements;
}

item({
  name: "screen",
  extension: "screen",
  group: "screen",
  label: word("Full screen"),
  title: word("Write in full screen"),
  isActive: isFull,
  run: toggle,
});
