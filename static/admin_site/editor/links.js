/* Links: made, changed, opened and removed in one dialog (Ctrl+K). The address is checked as it is
   typed; words search our own public pages. An address pasted over selected words links them. */

import { Extension, Link as BaseLink, pm } from "django-prose-editor/editor";
import { isPlainAddress, judge } from "./addresses.js";
import { ask, field } from "./dialogs.js";
import { suggestions } from "./ourpages.js";
import { item } from "./toolbar.js";
import { word } from "./words.js";

const { Plugin } = pm.state;

export const Link = BaseLink.extend({
  addOptions() {
    return {
      ...this.parent?.(),
      autolink: false,
      linkOnPaste: false,
      openOnClick: false,
      isAllowedUri: (href) => Boolean(judge(href ?? "").href),
      shouldAutoLink: isPlainAddress,
    };
  },
  addAttributes: () => ({ href: { default: null }, title: { default: null } }),
  addKeyboardShortcuts() {
    return { "Mod-k": () => { editLink(this.editor); return true; } };
  },
  addExtensions: () => [PastedOver],
});

const PastedOver = Extension.create({
  name: "addressPastedOver",
  // Before what takes in any other paste.
  priority: 1400,
  addProseMirrorPlugins() {
    const { editor } = this;
    return [new Plugin({ props: { handlePaste: (view, event) => linkSelection(editor, event) } })];
  },
});

function linkSelection(editor, event) {
  const text = event.clipboardData?.getData("text/plain") ?? "";
  const { selection } = editor.state;
  if (selection.empty || !selection.$from.sameParent(selection.$to) || !isPlainAddress(text)) return false;
  const { href } = judge(text);
  return Boolean(href) && editor.chain().focus().setMark("link", { href, title: null }).run();
}

async function editLink(editor) {
  const isLink = editor.isActive("link");
  if (isLink) editor.commands.extendMarkRange("link");
  const before = editor.getAttributes("link");
  const needsWords = editor.state.selection.empty;
  const address = field({
    label: word("Address, or words of one of our pages"),
    value: before.href ?? "",
    spellcheck: false,
    dir: "auto",
  });
  const words = needsWords && field({ label: word("Words of the link"), dir: "auto" });
  const list = suggestions(address, (found) => { if (words && !words.input.value.trim()) words.input.value = found.title; });
  const check = () => tell(address, list.searches(), false);
  address.input.addEventListener("input", check);
  if (isLink) check();
  const answered = await ask({
    title: isLink ? word("Change the link") : word("Link"),
    content: [address.row, list.element, words && words.row].filter(Boolean),
    ok: isLink ? word("Change") : word("Link"),
    others: isLink ? existing(editor, before) : [],
    accept: () => tell(address, false, true) && hasWords(words),
  });
  if (!answered) return;
  put(editor, { ...before, href: judge(address.input.value).href }, words && words.input.value.trim());
}

/** Says what is to say beside the field. True if it can be linked. */
function tell(address, isSearching, isFinal) {
  const { href, warning, problem, words } = judge(address.input.value);
  if (problem) address.say(isFinal || address.input.value.trim() ? problem : "", "error");
  else if (words && isFinal) address.say(word("Choose one of our pages from the list, or give an address such as https://example.org/page."), "error");
  else if (words) address.say(isSearching ? "" : word("Searching our pages…"), "");
  else if (warning) address.say(warning, "warning");
  else address.say(href === address.input.value.trim() ? "" : word("Links to %(href)s", { href }), "");
  return Boolean(href);
}

function hasWords(words) {
  if (!words || words.input.value.trim()) return true;
  words.say(word("Say what readers see: the words that lead there."), "error");
  words.input.focus();
  return false;
}

function existing(editor, { href }) {
  return [
    { label: word("Open in a new tab"), run: () => window.open(href, "_blank", "noopener") },
    {
      label: word("Remove the link"),
      run(close) {
        close();
        editor.chain().focus().unsetMark("link", { extendEmptyMarkRange: true }).run();
      },
    },
  ];
}

function put(editor, { href, title = null }, words) {
  const mark = { type: "link", attrs: { href, title } };
  const chain = editor.chain().focus();
  if (!words) chain.setMark("link", mark.attrs).run();
  else chain.insertContent({ type: "text", text: words, marks: [mark] }).run();
}

item({
  name: "link",
  extension: "link",
  group: "insert",
  label: word("Link…"),
  shortcut: "Mod-k",
  isActive: (editor) => editor.isActive("link"),
  run: editLink,
});
