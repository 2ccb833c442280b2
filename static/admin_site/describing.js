/* The small form under a picture just taken in: saved when a field is left, errors beside it. */

import { say, told } from "./sending.js";

let number = 0;

/* `use`: what the button “Use this picture” does with it once it is saved; null where there is none. */
export function describing(form, picture, use) {
  let now = picture;
  for (const field of form.querySelectorAll("input")) field.value = picture[field.name];
  form.hidden = false;

  async function save() {
    const saved = form.querySelector("[data-saved]");
    saved.textContent = "";
    try {
      now = await told(picture.describe, new FormData(form));
      mark(form, {});
      saved.textContent = say("saved");
      return true;
    } catch ({ words, errors = {} }) {
      mark(form, errors);
      saved.textContent = words;
      return false;
    }
  }

  // One after the other: an older answer must not overwrite a newer one.
  let last = Promise.resolve();
  const saveNext = () => { last = last.then(save); return last; };
  form.addEventListener("change", saveNext);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const wanted = event.submitter?.value === "use";
    if (await saveNext() && wanted) use(now);
    form.querySelector("[aria-invalid]")?.focus();
  });
}

function mark(form, errors) {
  for (const field of form.querySelectorAll("input")) {
    field.parentElement.querySelector(".upload-error")?.remove();
    field.removeAttribute("aria-invalid");
    field.removeAttribute("aria-describedby");
    if (!errors[field.name]) continue;
    const sentence = document.createElement("span");
    sentence.className = "upload-error";
    sentence.id = `upload-error-${number += 1}`;
    sentence.textContent = errors[field.name];
    field.setAttribute("aria-invalid", "true");
    field.setAttribute("aria-describedby", sentence.id);
    field.before(sentence);
  }
}
