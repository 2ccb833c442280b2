/* While somebody writes in a form of the desk: what is typed is kept aside every few seconds, others who
   have the form open are named at its head, and a log-in that ran out is mended in place. Nothing is saved
   by it; the form's own buttons do that, and only after the last words have been kept. */

import { loggingIn } from "./again.js";
import { Keeper } from "./keeper.js";

const EVERY = 5000; // ms, from the first change to keeping it
const SIGN = 20_000; // ms, between two signs that the form is open
const PATIENCE = 1500; // ms, that a press of a button waits for the last words to be kept
const ON_ITS_WAY = 20_000; // ms, after which a form that was sent and is still here is written in again

const head = document.getElementById("keeping");
const settings = JSON.parse(document.getElementById("keeping-settings").textContent);
const form = document.getElementById(settings.element);
const keeper = new Keeper(form, settings);
const askToLogIn = loggingIn(keeper, goOn);

let waiting = 0; // the timer until the next keeping
let underWay = null; // the keeping that is under way
let isTouched = false; // since it was last kept; not every touch changes something
const first = whole();
let last = first; // what was kept last
let isSent = false;
let isGone = false; // no longer this person's to write: nothing more is asked
let mayAsk = true; // to log in; not again and again against somebody's will
let whenBack = null; // the button to press once logged in again

// -- the line beside the buttons --

const line = document.createElement("p");
line.className = "kept-line quiet";
const hour = document.createElement("span");
const login = document.createElement("button");
Object.assign(login, { type: "button", textContent: settings.said.login, hidden: true });
login.addEventListener("click", () => askToLogIn("login"));
line.append(hour, login);
form.querySelector(".rail-buttons, .submit-row, .submit-plain")?.append(line);

/** Shown where it is looked for; spoken only when it is something new. */
function say(words, spoken = words) {
  hour.textContent = words;
  const told = head.querySelector("[data-told]");
  if (spoken && told.textContent !== spoken) told.textContent = spoken;
}

function show(name, lines) {
  const place = head.querySelector(`[data-${name}]`);
  const words = lines.join(" ");
  if (place.textContent === words) return;
  place.textContent = words;
  place.hidden = !words;
  if (words) head.querySelector("[data-told]").textContent = words;
}

function heard(answer) {
  const { refused, at, others, older } = answer;
  isGone = refused === "gone";
  login.hidden = refused !== "login" && refused !== "other";
  if (!login.hidden) {
    say(settings.said.out);
    if (mayAsk) askToLogIn(refused);
    mayAsk = false;
  } else if (refused) {
    const words = settings.said[refused];
    if (words) say(words);
  } else {
    mayAsk = true;
    if (at) say(settings.said.kept.replace("%s", at), settings.said.first);
    show("others", others);
    show("older", older ? [older] : []);
  }
  return answer;
}

// -- keeping --

/** All that would be sent, in one string. */
function whole() {
  const typed = [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
  return new URLSearchParams(typed.map(([name, value]) => [name, value.name ?? value])).toString();
}

function touched() {
  if (isSent || isGone) return;
  isTouched = true;
  waiting ||= setTimeout(keep, EVERY);
}

const hasNews = () => isTouched && whole() !== last;

async function keep(options) {
  clearTimeout(waiting);
  waiting = 0;
  while (underWay) await underWay;
  const typed = whole();
  isTouched = false;
  if (typed === last) return keeper.present().then(heard);
  underWay = keeper.keep(options).then(heard).finally(() => { underWay = null; });
  const answer = await underWay;
  if (!answer.refused) last = typed;
  else {
    isTouched = true;
    if (!isSent && !isGone) waiting ||= setTimeout(keep, SIGN);
  }
  return answer;
}

for (const name of ["input", "change", "editor:changed"]) form.addEventListener(name, touched);
for (const name of ["formset:added", "formset:removed"]) document.addEventListener(name, touched);
// A choice with search tells of its change through jQuery alone.
window.django?.jQuery(form).on("change", touched);

// -- coming and going --

function sign() {
  if (!isSent && !isGone) keeper.present().then(heard);
}

sign();
setInterval(sign, SIGN);
window.addEventListener("pageshow", ({ persisted }) => {
  if (!persisted) return;
  isSent = false;
  sign();
});
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden" && !isSent && hasNews()) keep();
});
window.addEventListener("beforeunload", (event) => {
  if (isSent || whole() === first) return;
  if (hasNews()) keep(); // while the browser asks
  event.preventDefault();
});
window.addEventListener("pagehide", () => {
  // What outlives the page may not be long; a long text was kept a few seconds ago.
  if (!isSent && hasNews()) keeper.keep({ keepalive: true });
  keeper.leave();
});

// -- sending the form --

function send(button) {
  isSent = true;
  clearTimeout(waiting);
  setTimeout(() => { isSent = false; }, ON_ITS_WAY);
  form.requestSubmit(button);
}

function goOn() {
  login.hidden = true;
  mayAsk = true;
  say(settings.said.back);
  if (whenBack) send(whenBack);
  else keep();
  whenBack = null;
}

form.addEventListener("submit", async (event) => {
  const button = event.submitter;
  if (isSent || isGone || event.defaultPrevented || button?.formMethod === "get") return;
  event.preventDefault();
  if (form.ariaBusy) return;
  form.ariaBusy = "true";
  const late = new Promise((resolve) => { setTimeout(resolve, PATIENCE, {}); });
  const { refused } = await Promise.race([keep(), late]);
  form.ariaBusy = null;
  if (refused === "silent") return;
  if (refused === "login" || refused === "other") {
    whenBack = button;
    askToLogIn(refused);
  } else send(button);
});
document.getElementById("again").addEventListener("close", () => { setTimeout(() => { whenBack = null; }); });
