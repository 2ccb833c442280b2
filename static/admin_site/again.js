/* Logging in again without leaving the page: the text stays where it is, and stays its writer's. */

const dialog = document.getElementById("again");

/** Opens the dialog by `ask(reason)`; `isBack()` is called when the same person is logged in again. */
export function loggingIn(keeper, isBack) {
  const { settings } = keeper;
  const wrong = dialog.querySelector("[data-wrong]");
  const name = dialog.querySelector("[autocomplete=username]");
  const password = dialog.querySelector("[type=password]");

  const say = (words = "") => {
    wrong.textContent = words;
    wrong.hidden = !words;
  };

  /** Whether the writer is logged in now; then the page goes on. */
  async function look() {
    const { writer, refused } = await keeper.here();
    if (refused || writer !== settings.writer) return { writer, refused };
    dialog.close();
    isBack();
    return { isBack: true };
  }

  async function logIn() {
    const before = await keeper.here();
    if (before.refused) return say(settings.said[before.refused]);
    const body = new URLSearchParams({
      csrfmiddlewaretoken: before.token, username: name.value, password: password.value, next: settings.here,
    });
    let response;
    try {
      response = await fetch(settings.login, { method: "POST", body, redirect: "manual" });
    } catch {
      return say(settings.said.silent);
    }
    const now = await look();
    if (now.isBack) return say();
    password.value = "";
    password.focus();
    // Let in, and yet not logged in: another step follows on the log-in page.
    const isOneStep = response.type !== "opaqueredirect";
    return say(settings.said[now.refused ?? (isOneStep ? "wrong" : "more")]);
  }

  dialog.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    logIn();
  });
  dialog.querySelector("[data-later]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => { password.value = ""; });
  // Who has logged in on another page comes back to this one.
  window.addEventListener("focus", () => { if (dialog.open) look(); });

  return function ask(reason) {
    if (dialog.open) return;
    say(reason === "other" ? settings.said.other : "");
    dialog.showModal();
    // Not into the field: whoever is writing would go on writing there.
    dialog.focus();
  };
}
