/* Choosing a picture of the library, from any form: a dialog with search, a grid, and uploading.
   The dialog itself stands, with all its words, in templates/admin/library/image/_chooser.html. */

import { pictureGrid } from "./picturegrid.js";
import { asked } from "./sending.js";
import { takesFiles } from "./uploads.js";

const PAUSE = 250; // milliseconds without a letter, before the library is asked

/* → {id, src, alt, title, credit, width, height}, or null when nothing was chosen.
   `current`: the id of the picture that is chosen now, which is marked. */
export function choosePicture({ current = null } = {}) {
  const opener = document.activeElement;
  const dialog = document.getElementById("picture-chooser").content.cloneNode(true).firstElementChild;
  document.body.append(dialog);
  return new Promise((resolve) => {
    let chosen = null;
    const choose = ({ id, src, alt, title, credit, width, height }) => {
      chosen = { id, src, alt, title, credit, width, height };
      dialog.close();
    };
    dialog.addEventListener("close", () => {
      dialog.remove();
      opener?.focus?.();
      resolve(chosen);
    });
    dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
    furnish(dialog, current, choose);
    dialog.showModal();
    // A telephone's keyboard would cover the pictures at once.
    const telephone = matchMedia("(pointer: coarse)").matches;
    dialog.querySelector(telephone ? "[data-close]" : "[type=search]").focus();
  });
}

function furnish(dialog, current, choose) {
  const [search, said, more] = ["[type=search]", "[data-said]", "[data-more]"]
    .map((each) => dialog.querySelector(each));
  const grid = pictureGrid(dialog.querySelector("[data-grid]"), dialog.querySelector("[data-option]"),
    { current, choose });
  let older = null;
  let asking = null;

  async function show(query, { adding = false } = {}) {
    asking?.abort();
    asking = new AbortController();
    const { signal } = asking;
    let answer;
    try {
      answer = await asked(`${dialog.dataset.address}${query}`, signal);
    } catch (failure) {
      if (!signal.aborted) said.textContent = failure.words;
      return;
    }
    if (signal.aborted) return;
    grid.show(answer.pictures, { adding });
    if (!adding) said.textContent = answer.said;
    older = answer.older;
    more.hidden = !older;
  }

  const find = () => show(`?${new URLSearchParams({ q: search.value })}`);
  let pause;
  search.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(find, PAUSE);
  });
  search.addEventListener("keydown", async (event) => {
    if (event.key !== "Enter" && event.key !== "ArrowDown") return;
    event.preventDefault();
    clearTimeout(pause);
    if (event.key === "Enter") await find();
    grid.focus();
  });
  more.addEventListener("click", () => show(older, { adding: true }));
  const uploads = dialog.querySelector("[data-uploads]");
  if (uploads) takesFiles(uploads, { use: choose });
  find();
}
