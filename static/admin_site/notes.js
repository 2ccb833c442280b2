/* Notes beside the text: each leads to its paragraph, and goes when it is settled, without the form
   being sent. */

import { goTo } from "./editor/places.js";

const notes = document.getElementById("notes");
const text = document.getElementById("id_body");

notes?.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-lasting]");
  if (link && text && goTo(text, { id: link.dataset.lasting })) event.preventDefault();
});

async function settle(form) {
  const line = notes.querySelector(`[form="${form.id}"]`).closest("li");
  const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } });
  if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
  const next = line.nextElementSibling ?? line.previousElementSibling;
  line.remove();
  form.remove();
  const left = notes.querySelectorAll("li").length;
  if (!left) return notes.remove();
  notes.querySelector(".count").textContent = left;
  next.querySelector("button").focus();
}

for (const form of document.querySelectorAll("form[data-settles]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    // Whatever goes wrong, the page itself can still be asked.
    settle(form).catch(() => form.submit());
  });
}
