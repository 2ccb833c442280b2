/* The preview's own page: it takes what the form sends and shows it in the place of what it has, and it
   is not left by a link. Form and page speak through a channel of this origin, named in the address. */

import { exchange, parsed } from "./exchanging.js";

const name = new URLSearchParams(location.search).get("channel");
const channel = name ? new BroadcastChannel(`preview:${name}`) : null;
const say = (words) => channel?.postMessage(words);

function show(html) {
  const fresh = parsed(html);
  document.title = fresh.title;
  exchange(document.querySelector("main"), fresh.querySelector("main"));
}

channel?.addEventListener("message", ({ data }) => {
  if (data.page) show(data.page);
  else if (data.say === "hello") say({ say: "ready" });
});
say({ say: "ready" });
window.addEventListener("pagehide", () => say({ say: "gone" }));

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href]");
  if (!link || event.defaultPrevented) return;
  event.preventDefault();
  const isHere = link.hash && link.href.split("#")[0] === location.href.split("#")[0];
  if (isHere) document.getElementById(decodeURIComponent(link.hash.slice(1)))?.scrollIntoView();
  else window.open(link.href, "_blank", "noopener,noreferrer");
});
document.addEventListener("submit", (event) => event.preventDefault());
