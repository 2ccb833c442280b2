/* What is to fix and what is advised, in the rail: kept current, and each line leads to its place. */

import { editorOf, goTo } from "./editor/places.js";
import { exchange, parsed } from "./exchanging.js";

const text = document.getElementById("id_body");

export function showAdvice(html) {
  exchange(document.getElementById("advice"), parsed(html).getElementById("advice"));
}

/** The id first: blocks may have been added above since the list was made. */
function goToPlace({ lasting, block }) {
  return Boolean(lasting && goTo(text, { id: lasting })) || goTo(text, { block: Number(block) });
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("#advice a[data-block]");
  if (link && text && goToPlace(link.dataset)) event.preventDefault();
});

/** Another page leads here with ?at=: an id or the number of a block. */
function arrive() {
  const at = new URLSearchParams(location.search).get("at");
  if (!at || !text) return;
  history.replaceState(null, "", location.pathname);
  const go = () => goToPlace(/^\d+$/.test(at) ? { block: at } : { lasting: at, block: -1 });
  if (editorOf(text)) go();
  else text.addEventListener("prose-editor:ready", go, { once: true });
}

arrive();
