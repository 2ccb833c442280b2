/* The preview beside the form or on a tab of its own, and what the server says of the text as it is. */

import { showAdvice } from "./advice.js";
import { keepAsking } from "./asking.js";

const MEMORY = "preview";
const TAB = "preview-tab";
const EDGE = 16; // px, as in preview.css
const form = document.getElementById("article_form");
const panel = document.getElementById("preview");
const place = panel.querySelector(".preview-place");
const said = panel.querySelector("[data-preview-said]");
const toggle = form.querySelector("[data-preview-toggle]");
const tabLinks = form.querySelectorAll("[data-preview-tab]");
const closer = panel.querySelector("[data-preview-close]");
const widths = [...panel.querySelectorAll("[data-wide]")];
const narrow = window.matchMedia("(max-width: 1023px)");

// The frame hears of this page alone; the tab of whatever form this window shows next.
const frameName = random();
const tabName = sessionStorage.getItem(TAB) ?? random();
sessionStorage.setItem(TAB, tabName);
const lookers = new Set(); // channels at whose other end somebody looks
let frame = null;
let wide = 1280;

function random() {
  return Math.random().toString(36).slice(2);
}

function addressFor(name) {
  return `${panel.dataset.address}?channel=${name}`;
}

function channelOf(name) {
  const channel = new BroadcastChannel(`preview:${name}`);
  channel.addEventListener("message", ({ data }) => {
    if (data.say === "ready") {
      lookers.add(channel);
      ask();
    } else if (data.say === "gone") lookers.delete(channel);
  });
  return channel;
}

const ask = keepAsking(form, panel.dataset.address, () => lookers.size > 0, heard);

function heard({ problem, rail, page }) {
  const words = panel.dataset[problem] ?? "";
  if (said.textContent !== words) said.textContent = words;
  if (problem) return;
  showAdvice(rail);
  if (page) for (const channel of lookers) channel.postMessage({ page });
}

// -- the panel --

const frameChannel = channelOf(frameName);

function open() {
  panel.hidden = false;
  form.classList.add("previewing");
  toggle.setAttribute("aria-expanded", "true");
  if (!frame) {
    frame = document.createElement("iframe");
    frame.title = panel.getAttribute("aria-label");
    frame.src = addressFor(frameName);
    place.append(frame);
  } else frameChannel.postMessage({ say: "hello" });
  fit();
}

function close() {
  panel.hidden = true;
  form.classList.remove("previewing");
  toggle.setAttribute("aria-expanded", "false");
  lookers.delete(frameChannel);
}

/** The page is as wide as a desk's or a telephone's screen, and drawn as large as there is room. */
function fit() {
  if (!frame || panel.hidden) return;
  // Down to the end of the window, whether its head has scrolled away or not.
  const above = Math.max(EDGE, panel.getBoundingClientRect().top);
  panel.style.height = narrow.matches ? "" : `${innerHeight - above - EDGE}px`;
  const scale = Math.min(1, place.clientWidth / wide);
  frame.style.width = `${wide}px`;
  frame.style.height = `${place.clientHeight / scale}px`;
  frame.style.transform = `scale(${scale})`;
  frame.style.left = `${Math.max(0, (place.clientWidth - wide * scale) / 2)}px`;
}

function choose(width) {
  wide = width;
  for (const each of widths) each.setAttribute("aria-pressed", String(Number(each.dataset.wide) === wide));
  fit();
}

function keep() {
  localStorage.setItem(MEMORY, JSON.stringify({ isOpen: !panel.hidden, wide }));
}

function remembered() {
  try {
    return JSON.parse(localStorage.getItem(MEMORY)) ?? {};
  } catch {
    return {};
  }
}

toggle.hidden = false;
toggle.addEventListener("click", () => {
  if (panel.hidden) open();
  else close();
  keep();
  if (narrow.matches && !panel.hidden) closer.focus();
});
closer.addEventListener("click", () => {
  close();
  keep();
  toggle.focus();
});
panel.addEventListener("keydown", ({ key }) => { if (key === "Escape") closer.click(); });
for (const each of widths) {
  each.addEventListener("click", () => {
    choose(Number(each.dataset.wide));
    keep();
  });
}
new ResizeObserver(fit).observe(place);
for (const name of ["scroll", "resize"]) window.addEventListener(name, () => requestAnimationFrame(fit), { passive: true });

const before = remembered();
choose(before.wide ?? (narrow.matches ? 390 : 1280));
// On a telephone it covers the form, so there it waits to be asked for.
if (before.isOpen && !narrow.matches) open();

// -- the tab --

const tabChannel = channelOf(tabName);
for (const link of tabLinks) {
  link.href = addressFor(tabName);
  link.rel = "noopener";
}
tabChannel.postMessage({ say: "hello" });
