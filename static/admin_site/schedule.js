/* What happens at the hour that is typed, in a sentence that follows the fields. Days and hours are
   those of the institute's zone, wherever the person sits, and whatever the clocks do that day.

   Each [data-schedule] holds a field for the day, one for the hour, and [data-will-happen], which
   brings the zone and every word (articles/admin/hours.py). */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const AGAIN = 20_000; // ms: “in 40 minutes” grows old

const language = document.documentElement.lang || "en-gb";
const plural = new Intl.PluralRules(language);

/* What the zone's clocks show at a moment, as the UTC time that looks the same. */
function shown(moment, zone) {
  const parts = new Intl.DateTimeFormat("en-gb", {
    timeZone: zone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric",
    hour: "numeric", minute: "numeric",
  }).formatToParts(moment);
  const of = (type) => Number(parts.find((part) => part.type === type).value);
  return Date.UTC(of("year"), of("month") - 1, of("day"), of("hour"), of("minute"));
}

/* The moments at which the zone's clocks show this: none where they leave it out, two where they go
   back over it. A zone is never further than a day from UTC, so its offsets around are looked at. */
function momentsOf(wanted, zone) {
  const offsets = [-DAY, 0, DAY].map((step) => shown(wanted + step, zone) - (wanted + step));
  const moments = [...new Set(offsets)].map((offset) => wanted - offset);
  return moments.filter((moment) => shown(moment, zone) === wanted);
}

function distance(moment, wanted, now, zone, words) {
  const minutes = Math.floor((moment - now) / MINUTE);
  if (minutes < 1) return words.soon;
  if (minutes < 60) return counted(words.minutes, minutes);
  if (minutes < 24 * 60) return counted(words.hours, Math.floor(minutes / 60));
  const midnight = (time) => Math.floor(time / DAY);
  return counted(words.days, Math.max(midnight(wanted) - midnight(shown(now, zone)), 1));
}

function counted([one, other], number) {
  return (plural.select(number) === "one" ? one : other).replace("%d", number);
}

function inFull(moment, wanted, { zone, abbreviations, words }) {
  const ahead = (wanted - moment) / MINUTE;
  const parts = {
    zone: JSON.parse(abbreviations)[ahead] ?? nameOfOffset(ahead),
    hour: new Date(wanted).toISOString().slice(11, 16),
    year: new Date(wanted).getUTCFullYear(),
    day: new Date(wanted).getUTCDate(),
  };
  for (const name of ["weekday", "month"]) {
    parts[name] = new Intl.DateTimeFormat(language, { [name]: "long", timeZone: "UTC" }).format(wanted);
  }
  return words.when.replace(/\{(\w+)\}/g, (braces, name) => parts[name] ?? braces);
}

function nameOfOffset(minutes) {
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  const clock = rest ? `${hours}:${String(rest).padStart(2, "0")}` : hours;
  return `UTC${minutes < 0 ? "-" : "+"}${clock}`;
}

/* [the sentence, whether it says that this cannot be] */
function sentence(day, hour, now, about) {
  const wanted = Date.parse(`${day}T${hour}:00Z`);
  const moments = momentsOf(wanted, about.zone);
  if (moments.length === 0) return [about.words.left_out, true];
  if (moments.length > 1) return [about.words.twice, true];
  const [moment] = moments;
  if (moment <= now) return [about.words.passed, true];
  const away = distance(moment, wanted, now, about.zone, about.words);
  return [about.says.replace("%s", `${inFull(moment, wanted, about)}, ${away}`), false];
}

function fields(box) {
  return [box.querySelector('input[type="date"]'), box.querySelector('input[type="time"]')];
}

function tell(box) {
  const place = box.querySelector("[data-will-happen]");
  const [day, hour] = fields(box).map((field) => field.value.slice(0, field.type === "time" ? 5 : 10));
  const about = { ...place.dataset, words: JSON.parse(place.dataset.words) };
  const [said, isWrong] = day && hour ? sentence(day, hour, Date.now(), about) : ["", false];
  // Said anew only when it differs: it is read out.
  if (place.textContent !== said) place.textContent = said;
  place.classList.toggle("is-wrong", isWrong);
}

/* The day that a button means, as the institute's calendar has it. */
function dayOf(pick, zone) {
  const today = new Date(shown(Date.now(), zone));
  const days = pick === "monday" ? 7 - ((today.getUTCDay() + 6) % 7) : 1;
  return new Date(today.getTime() + days * DAY).toISOString().slice(0, 10);
}

function pick(button, box) {
  const [day, hour] = fields(box);
  day.value = dayOf(button.dataset.pick, box.querySelector("[data-will-happen]").dataset.zone);
  hour.value = button.dataset.hour;
  day.dispatchEvent(new Event("input", { bubbles: true }));
}

const tellAll = () => document.querySelectorAll("[data-schedule]").forEach(tell);

// On the document: the form of a step may be exchanged while its pictures are prepared.
document.addEventListener("input", ({ target }) => {
  const box = target.closest?.("[data-schedule]");
  if (box) tell(box);
});
document.addEventListener("click", ({ target }) => {
  const button = target.closest?.("[data-pick]");
  if (button) pick(button, button.closest("[data-schedule]"));
});
setInterval(tellAll, AGAIN);
tellAll();
