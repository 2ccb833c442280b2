/* Small helps of the forms: links to a field open what is folded over it, a title grows with its lines. */

function reveal() {
  const place = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!place) return;
  for (let fold = place.closest("details"); fold; fold = fold.parentElement.closest("details")) {
    fold.open = true;
  }
  place.scrollIntoView({ block: "center" });
  const field = ".ProseMirror, .select2-selection, input:not([type=hidden]), textarea, select, .addlink";
  place.querySelector(field)?.focus({ preventScroll: true });
}

window.addEventListener("hashchange", reveal);
window.addEventListener("load", () => setTimeout(reveal, 300));
document.addEventListener("click", ({ target }) => {
  const link = target.closest?.('a[href^="#at-"], a[href$="-group"]');
  if (link && link.hash === location.hash) reveal();
});

const search = document.getElementById("searchbar");
search?.setAttribute("aria-label", search.form.querySelector("[type=submit]")?.value ?? "");

for (const title of document.querySelectorAll("textarea[data-one-line]")) {
  title.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
  const grow = () => { title.style.height = "auto"; title.style.height = `${title.scrollHeight + 2}px`; };
  title.addEventListener("input", grow);
  grow();
}
