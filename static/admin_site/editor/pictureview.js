/* A picture in the text: small, with what is said of it, and the panel to say it. */

import { choosePicture } from "../chooser.js";
import { h } from "./elements.js";
import { FigureView } from "./figures.js";
import { know, pictureOf } from "./librarypictures.js";
import { word } from "./words.js";

const MOMENT = 500; // ms without a letter, until a description is written into the text
const LONGEST = 300;
let number = 0;

export class PictureView extends FigureView {
  constructor(properties) {
    super(properties, word("Picture"));
    this.image = h("img", { alt: "", draggable: false, hidden: true });
    this.said = h("p", { className: "figure-said" });
    this.state = h("p", { className: "figure-state" });
    this.card.append(this.image, this.said, this.state);
    this.panel.append(...this.fields());
    this.show({});
  }

  fields() {
    const id = `picture-${(number += 1)}`;
    this.alt = h("textarea", { id, rows: 2, maxLength: LONGEST });
    this.decorative = h("input", { type: "checkbox" });
    this.wide = h("input", { type: "radio", name: `${id}-size`, value: "wide" });
    this.narrow = h("input", { type: "radio", name: `${id}-size`, value: "" });
    this.alt.addEventListener("input", () => this.soon());
    this.alt.addEventListener("change", () => this.write());
    this.decorative.addEventListener("change", () => this.set({ decorative: this.decorative.checked }));
    for (const size of [this.wide, this.narrow]) size.addEventListener("change", () => this.set({ size: size.value }));
    const tick = (input, label) => h("label", { className: "figure-tick" }, input, label);
    return [
      h("label", { htmlFor: id }, word("Description for those who do not see it")),
      this.alt,
      tick(this.decorative, word("Decorative: adds nothing to the text")),
      h("div", { className: "figure-sizes", role: "radiogroup", "aria-label": word("Size") },
        tick(this.narrow, word("As wide as the text")), tick(this.wide, word("Wider than the text"))),
      h("div", { className: "editor-buttons" },
        this.button(word("Replace…"), () => this.replace()),
        this.button(word("Remove the picture"), () => this.remove())),
    ];
  }

  show(before) {
    const { image, alt, decorative, size } = this.node.attrs;
    this.dom.dataset.image = image ?? "";
    this.dom.classList.toggle("is-wide", size === "wide");
    this.dom.classList.toggle("is-undescribed", !alt && !decorative);
    // Not while somebody types into it: the field is ahead of the text.
    if (this.alt.value !== alt && !this.waiting) this.alt.value = alt;
    this.alt.disabled = this.decorative.checked = decorative;
    this.wide.checked = size === "wide";
    this.narrow.checked = size !== "wide";
    this.state.textContent = decorative
      ? word("Decorative: those who do not see it miss nothing.")
      : alt ? word("Description: %(words)s", { words: alt }) : word("It needs a description, or the tick “Decorative”.");
    if (before.image !== image) this.draw(image);
  }

  async draw(id) {
    this.image.hidden = true;
    this.said.textContent = "";
    let picture;
    try {
      picture = id ? await pictureOf(id) : null;
    } catch {
      this.said.textContent = word("The library does not answer just now. The picture keeps its place.");
      return;
    }
    if (id !== this.node.attrs.image) return; // replaced while the library was asked
    if (!picture) {
      this.said.textContent = word("This picture is no longer in the library. Replace or remove it.");
      return;
    }
    // Its size first: the text below must not jump when it arrives.
    Object.assign(this.image, { width: picture.width, height: picture.height, src: picture.src, title: picture.title, hidden: false });
    this.said.textContent = picture.credit;
  }

  soon() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.write(), MOMENT);
  }

  write() {
    clearTimeout(this.waiting);
    this.waiting = 0;
    this.set({ alt: this.alt.value.replace(/\s+/g, " ").trim() });
  }

  async replace() {
    const { alt } = this.node.attrs;
    const before = await pictureOf(this.node.attrs.image).catch(() => null);
    const chosen = await choosePicture({ current: Number(this.node.attrs.image) || null });
    if (!chosen) return;
    know(chosen);
    // A description of one's own was of the other picture; it stays only where there is no better.
    const own = alt && alt !== before?.alt;
    this.set({ image: String(chosen.id), alt: chosen.alt || (own ? alt : "") });
    this.alt.focus();
  }

  destroy() {
    if (this.waiting) clearTimeout(this.waiting);
  }
}
