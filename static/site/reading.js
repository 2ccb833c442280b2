/* Two helps of the article page; without this file the notes stand at the end of the text and an
   embed is a link. A note opens where it is cited; an embed is loaded when it is asked for. */

const plain = (event) => !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button);

let shown = null;

function close({ back = false } = {}) {
  if (!shown) return;
  const { panel, link } = shown;
  shown = null;
  panel.remove();
  link.setAttribute("aria-expanded", "false");
  if (back) link.focus();
}

function open(link, note) {
  const panel = document.createElement("aside");
  panel.className = "note-here";
  panel.tabIndex = -1;
  panel.setAttribute("role", "note");
  panel.setAttribute("aria-label", `${link.textContent}`);
  const number = document.createElement("b");
  number.textContent = `${link.textContent} `;
  const text = document.createElement("p");
  text.append(number, ...[...note.childNodes].map((node) => node.cloneNode(true)));
  text.querySelector('[role="doc-backlink"]')?.remove();
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = document.querySelector("[data-close-word]")?.dataset.closeWord ?? "×";
  button.addEventListener("click", () => close({ back: true }));
  panel.append(text, button);
  link.closest(".prose > *").after(panel);
  link.setAttribute("aria-expanded", "true");
  shown = { panel, link };
  panel.focus({ preventScroll: getComputedStyle(panel).position === "fixed" });
}

function play(link) {
  const frame = document.createElement("iframe");
  frame.title = link.querySelector("strong")?.textContent ?? "";
  frame.allow = "fullscreen; picture-in-picture";
  frame.referrerPolicy = "strict-origin-when-cross-origin";
  frame.src = link.dataset.frame;
  link.replaceWith(frame);
  frame.focus();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a");
  if (!link || !plain(event)) return;
  if (link.dataset.frame) {
    event.preventDefault();
    play(link);
  } else if (link.matches('[role="doc-noteref"]')) {
    const note = document.getElementById(link.hash.slice(1));
    if (!note) return;
    event.preventDefault();
    const again = shown?.link === link;
    close();
    if (!again) open(link, note);
  }
});
document.addEventListener("keydown", ({ key }) => { if (key === "Escape") close({ back: true }); });
for (const link of document.querySelectorAll('[role="doc-noteref"]')) link.setAttribute("aria-expanded", "false");
