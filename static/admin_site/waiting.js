/* The page of publishing, while pictures are being prepared: it looks again by itself until the button
   is there, says for how long, and after a while what to do. */

import { exchange, parsed } from "./exchanging.js";

const EVERY = 1500; // ms
const LONG = 20; // s
const begun = Date.now();

async function look() {
  const waiting = document.getElementById("waiting");
  const seconds = Math.round((Date.now() - begun) / 1000);
  waiting.querySelector("[data-waited]").textContent = waiting.dataset.seconds.replace("%(seconds)s", seconds);
  waiting.querySelector("[data-late]").hidden = seconds < LONG;
  const fresh = await pageNow();
  const still = fresh?.querySelector("#waiting [data-said]");
  if (fresh?.querySelector("form.step") && !still) {
    arrive(fresh);
    return;
  }
  if (still) exchange(waiting.querySelector("[data-said]"), still);
  setTimeout(look, EVERY);
}

async function pageNow() {
  try {
    const response = await fetch(location.href);
    return response.ok ? parsed(await response.text()) : null;
  } catch {
    return null;
  }
}

function arrive(fresh) {
  const form = document.querySelector("form.step");
  form.replaceWith(document.importNode(fresh.querySelector("form.step"), true));
  document.querySelector("form.step .main")?.focus();
}

setTimeout(look, EVERY);
