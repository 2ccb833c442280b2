/* What an import could not bring, said where it stood. It keeps the text from being published until
   somebody puts something in its place or deletes it. Stored: <figure data-missing="chart">. */

import { Node } from "django-prose-editor/editor";
import { choosePicture } from "../chooser.js";
import { h } from "./elements.js";
import { FIGURE, FigureView, figure, whileOpen } from "./figures.js";
import { know, pictureNode } from "./librarypictures.js";
import { setting } from "./settings.js";
import { word } from "./words.js";

const SAID = {
  chart: word("A chart of the Word file stood here. Put a picture or table in its place, or delete it."),
  diagram: word("A diagram of the Word file stood here. Put a picture in its place, or delete it."),
  equation: word("An equation of the Word file stood here. Write it as text or put a picture in its place, or delete it."),
  picture: word("A picture of the Word file stood here that could not be read. Put another in its place, or delete it."),
  object: word("Something of the Word file stood here that cannot be shown. Put a picture in its place, or delete it."),
};

class MissingView extends FigureView {
  constructor(properties) {
    super(properties, word("Missing part"));
    this.said = h("p", {});
    this.card.append(this.said);
    const replace = this.button(word("Replace by a picture…"), () => this.replace());
    replace.disabled = !setting("pictures");
    this.panel.append(h("div", { className: "editor-buttons" }, replace, this.button(word("Delete"), () => this.remove())));
    this.show();
  }

  show() {
    const { kind } = this.node.attrs;
    this.dom.dataset.missing = kind;
    this.said.textContent = SAID[kind] ?? SAID.object;
  }

  /** The picture takes over the caption, and the id that leads to this place. */
  async replace() {
    const chosen = await choosePicture();
    if (!chosen) return;
    know(chosen);
    const { view } = this.editor;
    const { tr, schema } = view.state;
    const place = this.getPos();
    const picture = pictureNode(schema, chosen, this.node.firstChild, { id: this.node.attrs.id });
    view.dispatch(tr.replaceWith(place, place + this.node.nodeSize, picture));
    view.focus();
  }
}

export const Missing = Node.create({
  name: "missing",
  ...FIGURE,
  addAttributes: () => ({
    kind: {
      default: "object",
      parseHTML: (figure) => figure.dataset.missing,
      renderHTML: ({ kind }) => ({ "data-missing": kind }),
    },
  }),
  parseHTML: () => [{ tag: "figure[data-missing]" }],
  renderHTML: ({ HTMLAttributes }) => figure(HTMLAttributes),
  addNodeView: () => (properties) => new MissingView(properties),
  addProseMirrorPlugins() {
    return [whileOpen(this.name)];
  },
});
