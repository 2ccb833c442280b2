/* Makes one tree like another with as few changes as possible: what is the same stays the very same
   element, so pictures are not fetched anew, the place of reading stays, what was opened stays open. */

const LEFT_ALONE = new Set(["open", "aria-expanded"]); // what the reader did, not what the page says

export function parsed(html) {
  return new DOMParser().parseFromString(html, "text/html");
}

export function exchange(old, fresh) {
  if (old.isEqualNode(fresh)) return;
  if (old.nodeName !== fresh.nodeName) old.replaceWith(document.importNode(fresh, true));
  else if (old.nodeType !== Node.ELEMENT_NODE) old.nodeValue = fresh.nodeValue;
  else {
    attributes(old, fresh);
    children(old, fresh);
  }
}

function attributes(old, fresh) {
  for (const { name } of [...old.attributes]) {
    if (!fresh.hasAttribute(name) && !LEFT_ALONE.has(name)) old.removeAttribute(name);
  }
  for (const { name, value } of fresh.attributes) {
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
}

/** Those that are the same at both ends stay; between them one after the other. */
function children(old, fresh) {
  const before = [...old.childNodes];
  const after = [...fresh.childNodes];
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start].isEqualNode(after[start])) start += 1;
  let same = 0;
  while (same < shorter - start && before.at(-1 - same).isEqualNode(after.at(-1 - same))) same += 1;
  const gone = before.slice(start, before.length - same);
  const come = after.slice(start, after.length - same);
  const end = before[before.length - same] ?? null;
  come.forEach((node, at) => {
    if (at < gone.length) exchange(gone[at], node);
    else old.insertBefore(document.importNode(node, true), end);
  });
  for (const node of gone.slice(come.length)) node.remove();
}
