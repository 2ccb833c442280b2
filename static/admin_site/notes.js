/* The list of notes beside the text: each leads to its place, is answered and settled without the form
   being sent. Words that are typed and not sent yet outlive every change of the list. */

import "./mentions.js";
import { goTo, stands } from "./editor/places.js";
import { word } from "./editor/words.js";
import { exchange, parsed } from "./exchanging.js";
import { compose, refresh, send } from "./noting.js";

const text = document.getElementById("id_body");
const list = document.getElementById("remarks");
const boxes = () => [...list.querySelectorAll("textarea")];

// -- sending --

document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-remarks]")) return;
  event.preventDefault();
  post(event.target, event.submitter);
});

async function post(form, button) {
  if (form.dataset.isSent) return;
  form.dataset.isSent = "1";
  const data = new FormData(form, button);
  const box = boxes().find((each) => each.form === form);
  const typed = box?.value;
  try {
    const { note } = await send(button.getAttribute("formaction") ?? form.action, data);
    if (box?.value === typed) empty(box);
    say(button.classList.contains("settles") ? word("Settled.") : word("Written."));
    if (!list.contains(document.activeElement)) (document.getElementById(`note-${note}`) ?? list.querySelector("textarea")).focus();
  } catch ({ message }) {
    const problem = button.closest(".remark-box, li").querySelector(".remark-problem");
    if (problem) problem.textContent = message;
    else say(message);
  } finally {
    delete form.dataset.isSent;
  }
}

/** The same box may have been taken out of the list meanwhile. */
function empty({ id }) {
  const box = document.getElementById(id);
  if (!box) return;
  box.value = "";
  grow(box);
}

function say(words) {
  list.querySelector("[data-remarks-said]").textContent = words;
}

// -- the list as it is now --

document.addEventListener("notes:changed", ({ detail }) => {
  const typed = new Map(boxes().map((box) => [box.id, box.value]));
  const focused = document.activeElement?.id;
  const wasInList = list.contains(document.activeElement);
  exchange(list, parsed(detail.list).getElementById("remarks"));
  document.getElementById("remark-forms").replaceWith(parsed(detail.forms).getElementById("remark-forms"));
  for (const box of boxes()) {
    box.value = typed.get(box.id) ?? "";
    grow(box);
  }
  if (wasInList && focused) document.getElementById(focused)?.focus({ preventScroll: true });
  judge();
  document.dispatchEvent(new CustomEvent("notes:shown"));
});

document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") refresh();
});

/** Says of each note whether its paragraph stands in the text as it is being written. */
function judge() {
  if (!text) return;
  for (const note of list.querySelectorAll("li[data-lasting]")) {
    const there = stands(text, { id: note.dataset.lasting });
    if (there !== null) note.querySelector(".gone").hidden = there;
  }
}

text?.addEventListener("prose-editor:ready", judge);
text?.addEventListener("editor:changed", judge);
judge();

// -- to a place and back --

list.addEventListener("click", (event) => {
  const link = event.target.closest(".about a");
  const id = link?.closest("li").dataset.lasting;
  if (id && text && goTo(text, { id })) event.preventDefault();
});

document.addEventListener("notes:show", ({ detail }) => {
  const note = document.getElementById(`note-${detail.note}`);
  if (!note) return;
  note.focus({ preventScroll: true });
  note.scrollIntoView({ block: "center" });
});

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-note-about]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  compose({ about: link.dataset.noteAbout, name: link.dataset.noteName });
});

// -- boxes --

function grow(box) {
  box.style.height = "auto";
  if (box.value) box.style.height = `${box.scrollHeight + 2}px`;
}

// Nothing of a note belongs to the form around the list.
for (const name of ["input", "change"]) {
  list.addEventListener(name, (event) => {
    event.stopPropagation();
    if (event.target.matches("textarea")) grow(event.target);
  });
}
list.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || !event.target.form) return;
  event.preventDefault();
  event.target.closest(".remark-box").querySelector("button").click();
});
window.addEventListener("beforeunload", (event) => {
  if (boxes().some((box) => box.value.trim())) event.preventDefault();
});
