/* Videos, charts and pages of elsewhere. In the stored text: <figure data-embed="youtube" data-id="…"
   data-title="…"> and the caption. Here they are cards that load nothing. */

import { Node } from "django-prose-editor/editor";
import { ask, field } from "./dialogs.js";
import { h } from "./elements.js";
import { FIGURE, FigureView, figure, putFigure, whileOpen } from "./figures.js";
import { setting } from "./settings.js";
import { item } from "./toolbar.js";
import { word } from "./words.js";

const TITLE = 200; // characters

/* -- recognising: the patterns are those of thinktank/markup/embeds.py -- */

const { providers = [], unfit = "", quoted = "", longest = 0 } = setting("embeds") ?? {};
const patterns = providers.map((each) => ({ ...each, pattern: new RegExp(`^(?:${each.address})$`) }));
const unfitting = new RegExp(unfit);
const toQuote = new RegExp(quoted, "g");
const quote = (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`;

/** → { provider, key }, or null where nothing can be embedded. */
export function recognise(text) {
  const address = whole(text.trim());
  for (const { provider, pattern } of patterns) {
    const found = address && pattern.exec(address);
    const key = found && found.slice(1).filter(Boolean).join("/");
    if (found) return key.length <= longest ? { provider, key } : null;
  }
  return null;
}

function whole(address) {
  if (unfitting.test(address)) return "";
  const hasScheme = /^[a-z][a-z0-9+.-]*:/i.test(address);
  try {
    const { href, protocol, username, password } = new URL(hasScheme ? address : `https://${address.replace(/^\/\//, "")}`);
    return /^https?:$/.test(protocol) && !username && !password ? href.replace(toQuote, quote) : "";
  } catch {
    return "";
  }
}

const known = (provider) => providers.find((each) => each.provider === provider);

function pageOf({ provider, key }) {
  return known(provider)?.page.replace("{}", key) ?? "";
}

function nameOf({ provider, key }) {
  if (provider === "link") return word("Link to %(site)s", { site: URL.canParse(key) ? new URL(key).host : key });
  return known(provider)?.name ?? provider;
}

/* -- the node -- */

class EmbedView extends FigureView {
  constructor(properties) {
    super(properties, word("Embed"));
    this.title = h("strong", { dir: "auto" });
    this.what = h("span", {});
    this.address = h("span", { className: "figure-address", dir: "ltr" });
    this.card.append(this.title, this.what, this.address);
    this.panel.append(h("div", { className: "editor-buttons" },
      this.button(word("Change…"), () => this.change()),
      this.button(word("Remove"), () => this.remove())));
    this.show();
  }

  show() {
    const { provider, key, title } = this.node.attrs;
    Object.assign(this.dom.dataset, { embed: provider });
    this.title.textContent = title || word("It needs a title: readers see it before anything is loaded.");
    this.what.textContent = nameOf({ provider, key });
    this.address.textContent = pageOf({ provider, key }).replace(/^https:\/\//, "");
  }

  async change() {
    const said = await askFor(this.node.attrs);
    if (said) this.set(said);
    this.editor.view.focus();
  }
}

function attribute(name, mark) {
  return {
    default: "",
    parseHTML: (figure) => figure.getAttribute(mark) ?? "",
    renderHTML: (attributes) => ({ [mark]: attributes[name] }),
  };
}

export const Embed = Node.create({
  name: "embed",
  ...FIGURE,
  addAttributes: () => ({
    provider: attribute("provider", "data-embed"),
    key: attribute("key", "data-id"),
    title: attribute("title", "data-title"),
  }),
  parseHTML: () => [{ tag: "figure[data-embed]" }],
  renderHTML: ({ HTMLAttributes }) => figure(HTMLAttributes),
  addNodeView: () => (properties) => new EmbedView(properties),
  addProseMirrorPlugins() {
    return [whileOpen(this.name)];
  },
});

/* -- the dialog -- */

async function askFor({ provider = "", key = "", title = "" } = {}) {
  const address = field({
    label: word("Address of the page"),
    help: word("YouTube, Vimeo and Datawrapper can be played or seen here; any other https page becomes a card with a link."),
    type: "url",
    value: provider ? pageOf({ provider, key }) : "",
  });
  const name = field({
    label: word("Title"),
    help: word("What readers see: nothing is loaded from elsewhere before they ask for it."),
    value: title,
    maxLength: TITLE,
  });
  const look = () => {
    const found = recognise(address.input.value);
    address.say(found ? nameOf(found) : "");
    return found;
  };
  address.input.addEventListener("input", look);
  look();
  const answered = await ask({
    title: word("Embed"),
    content: [address.row, name.row],
    ok: provider ? word("Change") : word("Insert"),
    accept: () => accept(address, name),
  });
  return answered ? { ...recognise(address.input.value), title: name.input.value.trim() } : null;
}

function accept(address, name) {
  const found = recognise(address.input.value);
  const titled = name.input.value.trim() !== "";
  address.say(found ? nameOf(found) : word("This is no address of an https page. Copy it whole from the browser, for instance https://youtu.be/…"), found ? "" : "error");
  name.say(titled ? "" : word("Give a title: readers see it before anything is loaded."), titled ? "" : "error");
  if (!found) address.input.focus();
  else if (!titled) name.input.focus();
  return Boolean(found && titled);
}

async function insert(editor) {
  const said = await askFor();
  if (said) {
    const { tr, schema } = editor.state;
    putFigure(tr, schema.nodes.embed.create(said, schema.nodes.caption.create()));
    editor.view.dispatch(tr);
  }
  editor.view.focus();
}

item({
  name: "embed",
  extension: "embed",
  group: "insert",
  label: word("Embed…"),
  title: word("Embed a video, a chart or a page"),
  run: insert,
});
