/* What somebody typed or pasted as an address: completed where it is plain what is meant, explained
   where it is not. The server keeps the same rule (thinktank/markup/schema.py, address). */

import { word } from "./words.js";

// What browsers skip inside an address, and blanks of no width.
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;
const MAIL = /^[^\s@<>"]+@(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}$/u;
const PHONE = /^\+?[\d\s().-]{5,}$/;
const DOMAIN = /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+\p{L}{2,}(?::\d+)?(?:[/?#]\S*)?$/u;
const SCHEME = /^([a-z][a-z0-9+.-]*):/i;

/** { href } of an address; { href, warning }; { problem }; or { words: true } if it is none. */
export function judge(typed) {
  const text = typed.replace(UNSEEN, "").trim();
  if (!text) return { problem: word("Give an address, or words of one of our pages.") };
  const scheme = SCHEME.exec(text)?.[1].toLowerCase();
  if (scheme === "https" || scheme === "http") return ofTheWeb(text, scheme);
  if (scheme === "mailto") return ofMail(text.slice(7));
  if (scheme === "tel") return ofTelephone(text.slice(4));
  if (text.startsWith("//") || text.startsWith("\\")) {
    return { problem: word("Write the whole address: https://example.org/page.") };
  }
  if (text.startsWith("/")) return ofThisSite(text);
  if (text.startsWith("#")) return { href: text };
  if (MAIL.test(text)) return ofMail(text);
  if (text.startsWith("+") && PHONE.test(text)) return ofTelephone(text);
  if (DOMAIN.test(text)) return ofTheWeb(`https://${text}`, "https");
  if (scheme && !/\s/.test(text)) {
    return { problem: word("Readers can follow links that begin with https://, http://, mailto: or tel:. This begins with %(scheme)s:.", { scheme }) };
  }
  return { words: true };
}

function ofTheWeb(text, scheme) {
  const url = URL.parse?.(text) ?? parsed(text);
  if (url?.origin === location.origin) return ofThisSite(url.pathname + url.search + url.hash);
  if (!/[.:]/.test(url?.hostname ?? "")) {
    return { problem: word("This address is not complete. A whole one: https://example.org/page.") };
  }
  const href = text.replace(/\s/g, "%20");
  if (scheme === "https") return { href };
  return { href, warning: word("Not encrypted. If the page answers to https:// too, use that.") };
}

function parsed(text) {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

function ofThisSite(path) {
  if (path.includes("\\")) return { problem: word("An address holds no backslash.") };
  if (path.startsWith("/admin/")) {
    return { problem: word("This is a page of the desk: readers cannot open it. Link to the public page.") };
  }
  return { href: path.replace(/\s/g, "%20"), ours: true };
}

function ofMail(text) {
  const [mail] = text.split("?");
  if (MAIL.test(mail.trim())) return { href: `mailto:${text.trim()}` };
  return { problem: word("This is no e-mail address. A whole one: name@example.org.") };
}

function ofTelephone(text) {
  if (!PHONE.test(text)) return { problem: word("A telephone number holds digits only: +92 51 555 0100.") };
  return { href: `tel:${text.replace(/[^\d+]/g, "")}` };
}

/** An address that says so itself: a word with a dot in it may be a file's name. */
export function isPlainAddress(text) {
  const trimmed = text.trim();
  return !/\s/.test(trimmed) && (/^(https?:\/\/|mailto:|tel:|www\.)/i.test(trimmed) || MAIL.test(trimmed));
}
