/* What a form's scripts say to the desk while somebody writes, and what it answers.

   Every answer is an object; `refused` in it says in one word why not: "login", "other" (somebody else is
   logged in in this browser), "large", "gone", "silent" (nobody answered), "broken". */

const BY_STATUS = { 400: "large", 404: "gone", 413: "large" };

export class Keeper {
  constructor(form, settings) {
    Object.assign(this, { form, settings });
  }

  /** Everything in the form but its files. Told to keep it, the desk touches no record. */
  keep(options) {
    const typed = new FormData(this.form);
    for (const [name, value] of [...typed]) if (value instanceof File) typed.delete(name);
    return this.#say(this.settings.keep, typed, options);
  }

  /** A sign that the form is open. Who else has it open is in the answer. */
  present() {
    const sign = new FormData();
    sign.set("version", this.form.elements.namedItem("version")?.value ?? "");
    return this.#say(this.settings.present, sign);
  }

  /** As the page goes. */
  leave() {
    const sign = this.#signed(new FormData());
    sign.set("_leaving", "1");
    navigator.sendBeacon(this.settings.present, sign);
  }

  /** Who is logged in now; the forms of the page get the key that is valid now. */
  async here() {
    try {
      const response = await fetch(this.settings.here, { cache: "no-store" });
      const answer = await response.json();
      for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = answer.token;
      return answer;
    } catch {
      return { refused: "silent" };
    }
  }

  #signed(data) {
    data.set("csrfmiddlewaretoken", this.form.elements.namedItem("csrfmiddlewaretoken").value);
    data.set("_form", this.settings.form);
    data.set("_writer", this.settings.writer);
    return data;
  }

  async #say(address, data, options = {}) {
    const answer = await this.#posted(address, data, options);
    if (answer.refused !== "key") return answer;
    // The key changes with each log-in, in another window too.
    const { writer, refused } = await this.here();
    if (refused) return { refused };
    if (writer !== this.settings.writer) return { refused: writer ? "other" : "login" };
    return this.#posted(address, data, options);
  }

  async #posted(address, data, options) {
    let response;
    try {
      const headers = { Accept: "application/json" };
      response = await fetch(address, { method: "POST", body: this.#signed(data), headers, redirect: "manual", ...options });
      if (response.type === "opaqueredirect") return { refused: "login" };
      if (response.status === 403) return { refused: "key" };
      if (BY_STATUS[response.status]) return { refused: BY_STATUS[response.status] };
      return await response.json();
    } catch {
      return { refused: response ? "broken" : "silent" };
    }
  }
}
