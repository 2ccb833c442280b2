/* What the server says of the form as it stands: asked a moment after each change, one request at a
   time. Nothing is saved by it. */

const MOMENT = 700; // ms after a change
const WRITTEN = 200; // ms after the editor has written its field, which waited for a pause itself

/** Calls heard(answer) with { rail, words, minutes, page } or { problem: "lost" | "refused" }.

    `wantsPage()`: whether somebody looks at the page now. Returns a function that asks at once. */
export function keepAsking(form, address, wantsPage, heard) {
  let waiting = 0;
  let isUnderWay = false;
  let isOld = false;

  async function ask() {
    if (isUnderWay) {
      isOld = true;
      return;
    }
    isUnderWay = true;
    isOld = false;
    const body = new FormData(form);
    clearTimeout(waiting); // the editor's field was written just now
    if (wantsPage()) body.set("_page", "1");
    heard(await answerOf(address, body));
    isUnderWay = false;
    if (isOld) ask();
  }

  const soon = (delay) => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, delay);
  };
  form.addEventListener("input", () => soon(MOMENT));
  form.addEventListener("editor:changed", () => soon(WRITTEN));
  for (const name of ["formset:added", "formset:removed"]) document.addEventListener(name, () => soon(MOMENT));
  // A choice with search tells of its change through jQuery alone.
  window.django?.jQuery(form).on("change", () => soon(MOMENT));
  return ask;
}

async function answerOf(address, body) {
  try {
    const response = await fetch(address, { method: "POST", body, headers: { Accept: "application/json" } });
    if (response.status >= 500) return { problem: "lost" };
    // Who is logged out is led to the page that asks for a name and a password.
    return response.ok && !response.redirected ? await response.json() : { problem: "refused" };
  } catch {
    return { problem: "lost" };
  }
}
