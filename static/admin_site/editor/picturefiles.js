/* A picture's file dropped on the text or pasted into it goes to the library and stands there. While it
   is on its way, its place shows how far it is; what is wrong with it is said in the same place. */

import { pm } from "django-prose-editor/editor";
import { sent } from "../sending.js";
import { h } from "./elements.js";
import { know, pictureNode } from "./librarypictures.js";
import { setting } from "./settings.js";
import { word } from "./words.js";

const { Fragment, Slice } = pm.model;
const { Plugin, PluginKey } = pm.state;
const { dropPoint } = pm.transform;
const { Decoration, DecorationSet } = pm.view;

const key = new PluginKey("pictureFiles");

function picturesIn(data) {
  return [...(data?.files ?? [])].filter(({ type }) => type.startsWith("image/"));
}

/** Word and Excel put a picture of the words beside the words: then the words are meant. */
function bringsWords(data) {
  const html = data.getData("text/html");
  return Boolean(html) && new DOMParser().parseFromString(html, "text/html").body.textContent.trim() !== "";
}

export function filesOfPictures(editor) {
  const take = (files, place) => {
    const { state } = editor;
    const figure = new Slice(Fragment.from(state.schema.nodes.picture.createAndFill()), 0, 0);
    const at = dropPoint(state.doc, place, figure) ?? state.doc.content.size;
    sendAll(editor.view, files, at);
    return true;
  };
  return new Plugin({
    key,
    state: {
      init: () => DecorationSet.empty,
      apply(tr, before) {
        const set = before.map(tr.mapping, tr.doc);
        const { add, remove } = tr.getMeta(key) ?? {};
        if (add) return set.add(tr.doc, [add]);
        return remove ? set.remove(set.find(undefined, undefined, ({ id }) => id === remove)) : set;
      },
    },
    props: {
      decorations: (state) => key.getState(state),
      handleDrop(view, event, _slice, moved) {
        const files = moved ? [] : picturesIn(event.dataTransfer);
        if (!files.length) return false;
        const where = view.posAtCoords({ left: event.clientX, top: event.clientY });
        return take(files, where?.pos ?? view.state.selection.to);
      },
      handlePaste(view, { clipboardData }) {
        const files = picturesIn(clipboardData);
        return files.length > 0 && !bringsWords(clipboardData) && take(files, view.state.selection.to);
      },
    },
  });
}

/** One after the other: they stand in the order in which they were taken. */
async function sendAll(view, files, place) {
  const waiting = files.map((file) => begin(view, file, place));
  for (const each of waiting) await send(view, each);
}

function begin(view, file, place) {
  const id = Symbol(file.name);
  const way = wayOf(file, () => view.dispatch(view.state.tr.setMeta(key, { remove: id })));
  const add = Decoration.widget(place, way.element, { id, side: 1, stopEvent: () => true, ignoreSelection: true });
  view.dispatch(view.state.tr.setMeta(key, { add }));
  return { id, way, file };
}

async function send(view, { id, way, file }) {
  if (!setting("upload")) return way.fail(word("You may not add pictures to the library. Ask an editor."));
  try {
    arrived(view, id, await sent(setting("upload"), file, way.at));
  } catch (failure) {
    way.fail(failure.words ?? word("“%(name)s” did not arrive. Try again.", { name: file.name }));
  }
}

function arrived(view, id, picture) {
  if (view.isDestroyed) return;
  know(picture);
  const { tr, schema } = view.state;
  const [waiting] = key.getState(view.state).find(undefined, undefined, (spec) => spec.id === id);
  if (!waiting) return; // the text was replaced meanwhile; the picture is in the library
  tr.insert(waiting.from, pictureNode(schema, picture));
  view.dispatch(tr.setMeta(key, { remove: id }));
}

/** What stands in the picture's place while it is on its way. */
function wayOf(file, close) {
  const said = h("span", { role: "status" }, word("“%(name)s” is on its way to the library…", { name: file.name }));
  const bar = h("progress", { max: 1, value: 0, "aria-label": file.name });
  const element = h("div", { className: "figure-way", contentEditable: "false" }, said, bar);
  return {
    element,
    at: (part) => { bar.value = part; },
    fail(sentence) {
      const button = h("button", { type: "button" }, word("Close"));
      button.addEventListener("click", close);
      said.textContent = sentence;
      element.classList.add("is-failed");
      bar.replaceWith(button);
    },
  };
}
