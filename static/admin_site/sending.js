/* Asking and telling the desk: answers in JSON, and failures in the page's own words. */

/* `words`: what the person is told; `errors`: {field: sentence}; `again`: worth another try. */
export class Failure extends Error {
  constructor({ words = "", errors = {}, again = false } = {}) {
    super(words);
    Object.assign(this, { words, errors, again });
  }
}

/* A sentence of templates/admin/library/image/_words.html, with what stands in its braces. */
export function say(name, values = {}) {
  const sentence = document.getElementById("library-words")?.dataset[name] ?? "";
  return sentence.replace(/\{(\w+)\}/g, (braces, word) => values[word] ?? braces);
}

function judged(status, text) {
  let answer;
  try {
    answer = JSON.parse(text);
  } catch {
    // A page instead of an answer: the log-in page, or the one that says “not here”.
    throw new Failure({ words: say(status === 413 ? "large" : "gone"), again: status !== 413 });
  }
  if (status < 200 || status > 299 || answer.error || answer.errors) {
    throw new Failure({ words: answer.error, errors: answer.errors });
  }
  return answer;
}

async function fetched(address, options) {
  let answer;
  try {
    answer = await fetch(address, { ...options, headers: { accept: "application/json", ...options.headers } });
  } catch {
    throw new Failure({ words: say("silent"), again: true });
  }
  return judged(answer.status, await answer.text());
}

export const asked = (address, signal) => fetched(address, { signal });

export const told = (address, form) =>
  fetched(address, { method: "POST", body: form, headers: { "X-CSRFToken": token() } });

/* The same with a file, whose way can be watched: `onWay(part of it)`, 0 to 1. */
export function sent(address, file, onWay) {
  const form = new FormData();
  form.append("file", file);
  const request = new XMLHttpRequest();
  return new Promise((resolve, reject) => {
    request.upload.addEventListener("progress", ({ lengthComputable, loaded, total }) => {
      if (lengthComputable) onWay(loaded / total);
    });
    request.addEventListener("load", () => {
      try {
        resolve(judged(request.status, request.responseText));
      } catch (failure) {
        reject(failure);
      }
    });
    request.addEventListener("error", () => reject(new Failure({ words: say("silent"), again: true })));
    request.open("POST", address);
    request.setRequestHeader("X-CSRFToken", token());
    request.send(form);
  });
}

function token() {
  return document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
}
