/* A form's picture: what is chosen is shown, “Choose a picture…” opens the chooser over the form. */

import { choosePicture } from "./chooser.js";

function show(field, picture) {
  const part = (name) => field.querySelector(`[data-${name}]`);
  const number = field.querySelector(".picture-number input");
  number.value = picture?.id ?? "";
  part("shown").hidden = !picture;
  part("none").hidden = Boolean(picture);
  part("remove").hidden = !picture;
  part("ended").textContent = "";
  if (picture) {
    field.querySelector("img").src = picture.src;
    const title = part("title");
    title.textContent = picture.title;
    title.href = title.dataset.address.replace("/0/", `/${picture.id}/`);
  }
  for (const name of ["input", "change"]) number.dispatchEvent(new Event(name, { bubbles: true }));
}

document.addEventListener("click", async ({ target }) => {
  const field = target.closest?.("[data-picture-field]");
  if (!field) return;
  if (target.closest("[data-choose]")) {
    const current = field.querySelector(".picture-number input").value;
    const picture = await choosePicture({ current });
    if (picture) show(field, picture);
  } else if (target.closest("[data-remove]")) {
    show(field, null);
    field.querySelector("[data-choose]").focus();
  }
});
