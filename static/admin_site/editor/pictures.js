/* Pictures of the library in the text. In the stored text: <figure data-image="12" data-alt="…">, or
   data-decorative="" in place of a description, data-size="wide", and the caption. */

import { Extension, Node } from "django-prose-editor/editor";
import { choosePicture } from "../chooser.js";
import { FIGURE, goToPanel, putFigure, whileOpen } from "./figures.js";
import { know, pictureNode } from "./librarypictures.js";
import { filesOfPictures } from "./picturefiles.js";
import { PictureView } from "./pictureview.js";
import { setting } from "./settings.js";
import { item } from "./toolbar.js";
import { word } from "./words.js";

export const Picture = Node.create({
  name: "picture",
  ...FIGURE,
  addAttributes: () => ({
    image: attribute("data-image", null),
    alt: attribute("data-alt", ""),
    decorative: { default: false, parseHTML: (figure) => figure.hasAttribute("data-decorative"), rendered: false },
    size: attribute("data-size", ""),
  }),
  parseHTML: () => [{ tag: "figure[data-image]" }],
  renderHTML: ({ node, HTMLAttributes: { "data-alt": alt, ...others } }) => {
    const described = node.attrs.decorative ? { "data-decorative": "" } : alt ? { "data-alt": alt } : {};
    return ["figure", { ...others, ...described }, 0];
  },
  addNodeView: () => (properties) => new PictureView(properties),
  addProseMirrorPlugins() {
    return [whileOpen(this.name)];
  },
  addExtensions: () => [Files],
});

function attribute(name, none) {
  return {
    default: none,
    parseHTML: (figure) => figure.getAttribute(name) ?? none,
    renderHTML: (attributes) => {
      const value = attributes[ATTRIBUTES[name]];
      return value ? { [name]: value } : {};
    },
  };
}

const ATTRIBUTES = { "data-image": "image", "data-alt": "alt", "data-size": "size" };

/* A file is taken in before other plugins make something of the paste. */
const Files = Extension.create({
  name: "pictureFiles",
  priority: 1300,
  addProseMirrorPlugins() {
    return [filesOfPictures(this.editor)];
  },
});

async function insert(editor) {
  const chosen = await choosePicture();
  if (!chosen) return editor.view.focus();
  know(chosen);
  const { tr, schema } = editor.state;
  const place = putFigure(tr, pictureNode(schema, chosen));
  editor.view.dispatch(tr);
  editor.view.focus();
  // What it shows is asked at once.
  goToPanel(editor.view, place);
}

item({
  name: "picture",
  extension: "picture",
  group: "insert",
  label: word("Picture…"),
  title: word("Picture of the library"),
  isEnabled: () => Boolean(setting("pictures")),
  run: insert,
});
