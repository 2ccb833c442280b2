/* Several files at once: dropped or picked, sent two at a time, each with a row that says how it
   fares; what is in the library is described there and then. Words and shapes: _uploads.html. */

import { describing } from "./describing.js";
import { Failure, say, sent } from "./sending.js";

const AT_ONCE = 2;

/* `place`: the [data-uploads] of a page; `use`: what to do with a picture that is wanted at once. */
export function takesFiles(place, { use = null } = {}) {
  const waiting = [];
  const tally = { there: 0, failed: 0, open: 0 };
  let running = 0;

  function count(change) {
    for (const [name, by] of Object.entries(change)) tally[name] += by;
    place.querySelector("[data-tally]").textContent = say("tally", tally);
  }

  function next() {
    while (running < AT_ONCE && waiting.length) {
      running += 1;
      waiting.shift()().finally(() => { running -= 1; next(); });
    }
  }

  function enqueue(row) {
    count({ open: 1 });
    row.state(say("waits"));
    waiting.push(async () => {
      try {
        const picture = await sendOne(place, row);
        count({ open: -1, there: 1 });
        row.there(picture, use);
      } catch (failure) {
        count({ open: -1, failed: 1 });
        row.failed(failure);
      }
    });
    next();
  }

  function take(files) {
    for (const file of files) {
      const row = rowOf(place, file, {
        again: () => { count({ failed: -1 }); enqueue(row); },
        forget: () => count({ failed: -1 }),
      });
      place.querySelector("[data-list]").append(row.item);
      enqueue(row);
    }
  }

  listen(place, take);
  window.addEventListener("beforeunload", (event) => { if (tally.open) event.preventDefault(); });
}

async function sendOne(place, row) {
  if (row.file.size > Number(place.dataset.largest)) throw new Failure({ words: say("large") });
  return sent(place.dataset.address, row.file, row.onWay);
}

/* Files may fall anywhere on the page or the dialog: a browser would otherwise open them. */
function listen(place, take) {
  const picker = place.querySelector("[type=file]");
  picker.addEventListener("change", () => { take([...picker.files]); picker.value = ""; });
  const ground = place.closest("dialog") ?? document.body;
  const brings = ({ dataTransfer }) => [...(dataTransfer?.types ?? [])].includes("Files");
  ground.addEventListener("dragover", (event) => {
    if (!brings(event)) return;
    event.preventDefault();
    place.classList.add("is-open");
  });
  ground.addEventListener("dragleave", ({ relatedTarget }) => {
    if (!ground.contains(relatedTarget)) place.classList.remove("is-open");
  });
  ground.addEventListener("drop", (event) => {
    if (!brings(event)) return;
    event.preventDefault();
    place.classList.remove("is-open");
    take([...event.dataTransfer.files]);
  });
}

function rowOf(place, file, { again, forget }) {
  const item = place.querySelector("[data-upload]").content.cloneNode(true).firstElementChild;
  const part = (name) => item.querySelector(`[data-${name}]`);
  const bar = item.querySelector("progress");
  part("name").textContent = file.name;
  bar.setAttribute("aria-label", file.name);
  part("again").addEventListener("click", () => { show(part("failure"), false); show(bar); again(); });
  part("forget").addEventListener("click", () => { item.remove(); forget(); });
  return {
    item,
    file,
    state: (words) => { part("state").textContent = words; },
    onWay(along) {
      const percent = Math.floor(along * 100);
      bar.value = percent;
      part("state").textContent = percent < 100 ? say("sends", { part: percent }) : say("looks");
    },
    failed({ words, again: worth = false }) {
      show(bar, false);
      part("state").textContent = "";
      show(part("failure"));
      show(part("again"), worth);
      part("error").textContent = words;
    },
    there(picture, use) {
      show(bar, false);
      part("state").textContent = say("there");
      part("thumb").src = picture.small;
      show(part("thumb"));
      twins(place, part("twins"), picture.duplicates, use);
      describing(part("details"), picture, use);
    },
  };
}

function show(element, shown = true) {
  element.hidden = !shown;
}

/* Pictures that look like the new one: shown with a way to them, never taken in its place unasked. */
function twins(place, list, pictures, use) {
  for (const picture of pictures) {
    const row = place.querySelector("[data-twin]").content.cloneNode(true).firstElementChild;
    row.querySelector("[data-thumb]").src = picture.small;
    const link = row.querySelector("[data-said]");
    link.textContent = picture.said;
    link.href = picture.address;
    const button = row.querySelector("[data-use]");
    button?.addEventListener("click", () => use(picture));
    if (picture.ended) button?.remove();
    list.append(row);
  }
  show(list, pictures.length > 0);
}
