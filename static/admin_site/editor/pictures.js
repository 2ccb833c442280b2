/* Pictures of the library in the text. In the stored text: <figure data-image="12" data-alt="…">, or
   data-decorative="" in place of a description, data-size="wide", and the caption. */

import { Extension, Node } from "django-prose-editor/editor";
import { choosePicture } from "../chooser.js";
import { FIGURE, figure, goToPanel, putFigure, whileOpen } from "./figures.js";
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
    image: attribute("image", "data-image", null),
    alt: attribute("alt", "data-alt", ""),
    decorative: { default: false, parseHTML: (element) => element.hasAttribute("data-decorative"), rendered: false },
    size: attribute("size", "data-size", ""),
  }),
  parseHTML: () => [{ tag: "figure[data-image]" }],
  renderHTML: ({ node, HTMLAttributes: { "data-alt": alt, ...others } }) => {
    // The words of a picture that was ticked are kept until the page is left, not stored.
    const described = node.attrs.decorative ? { "data-decorative": "" } : alt ? { "data-alt": alt } : {};
    return figure({ ...others, ...described });
  },
  addNodeView: () => (properties) => new PictureView(properties),
  addProseMirrorPlugins() {
    return [whileOpen(this.name)];
  },
  addExtensions: () => [Files],
});

function attribute(name, mark, none) {
  return {
    default: none,
    parseHTML: (element) => element.getAttribute(mark) ?? none,
    renderHTML: ({ [name]: value }) => (value ? { [mark]: value } : {}),
  };
}

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
