/* Notes to colleagues: sent without leaving the page, and written in a dialog about a place.

   The list hears `notes:changed` from the document, with the desk's answer, and says `notes:shown` when
   it holds what has changed. What could not be sent stays where it was typed. */

import { ask, field } from "./editor/dialogs.js";
import { h } from "./editor/elements.js";
import { word } from "./editor/words.js";

const ROOM = 5000; // characters, as in articles/noting.py
const unsent = new Map(); // what a note is about → words that were typed and not sent

/** The form that writes a note, or null where there is no piece yet. */
export const writing = () => document.getElementById("remark-form");

/** Sends a form's data. Returns the desk's answer; throws an Error that says what to do. */
export async function send(address, data) {
  let answer = await posted(address, data);
  if (answer.status === 403) {
    // Somebody logged in anew on another tab, and the token of this page is the old one.
    await refresh();
    data.set("csrfmiddlewaretoken", writing().elements.csrfmiddlewaretoken.value);
    answer = await posted(address, data);
  }
  const said = await read(answer);
  if (!said) throw new Error(word("You are no longer logged in, or this is no longer yours to see. Your words are still here: log in on another tab, then try again."));
  if (said.error) throw new Error(said.error);
  document.dispatchEvent(new CustomEvent("notes:changed", { detail: said }));
  return said;
}

async function posted(address, data) {
  try {
    return await fetch(address, { method: "POST", body: data, headers: { Accept: "application/json" } });
  } catch {
    throw new Error(word("The desk does not answer. Your words are still here: try again in a moment."));
  }
}

/** Asks for what colleagues have written meanwhile. */
export async function refresh() {
  try {
    const said = await read(await fetch(writing().action, { headers: { Accept: "application/json" } }));
    if (said) document.dispatchEvent(new CustomEvent("notes:changed", { detail: said }));
  } catch {
    // The list stays as it was.
  }
}

/** The answer, or null for a page: the one that asks to log in, or the one that says “not here”. */
async function read(answer) {
  return answer.headers.get("Content-Type")?.startsWith("application/json") ? answer.json() : null;
}

/** Asks for a note about a place, and sends it. `about`: as articles/noting.py reads it; `name`: the
    place in words; `quoted`: words of the text. Returns whether it was sent. */
export async function compose({ about, name = "", quoted = "", before = () => {} }) {
  const box = field({
    label: name ? word("About: %(name)s", { name }) : word("Note"),
    help: word("Readers never see it. “@” and a name asks a colleague."),
    control: h("textarea", { rows: 4, maxLength: ROOM, dir: "auto", value: unsent.get(about) ?? "" }),
  });
  box.input.dataset.remark = "";
  const sent = await ask({
    title: word("Note to colleagues"),
    className: "is-note",
    content: [quoted && h("blockquote", { dir: "auto" }, quoted), box.row].filter(Boolean),
    ok: word("Write note"),
    accept: async () => {
      before();
      const data = new FormData(writing());
      for (const [key, value] of Object.entries({ about, quoted, text: box.input.value })) data.set(key, value);
      try {
        await send(writing().action, data);
        return true;
      } catch (problem) {
        box.say(problem.message, "error");
        return false;
      }
    },
  });
  if (sent) unsent.delete(about);
  else unsent.set(about, box.input.value);
  return sent;
}
