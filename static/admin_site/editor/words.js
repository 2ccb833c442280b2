/* The words of the editor's interface, in the language of the desk.

   import { word, words } from "./words.js";
   word("Insert a table")
   word("Remove “%(name)s”", { name })
   words("%(number)s word", "%(number)s words", number)

   The English text is the key. Translations are Django's own for scripts: locale/…/djangojs.po, which
   every form of the admin loads (admin:jsi18n). To collect the texts:
   xgettext --language=JavaScript --from-code=UTF-8 --keyword=word --keyword=words:1,2 */

function filled(text, values) {
  return text.replace(/%\((\w+)\)s/g, (place, name) => values[name] ?? place);
}

export function word(text, values = {}) {
  return filled(window.gettext?.(text) ?? text, values);
}

/** The form of the text that goes with this number, which stands at %(number)s. */
export function words(one, many, number, values = {}) {
  const text = window.ngettext?.(one, many, number) ?? (number === 1 ? one : many);
  return filled(text, { number: number.toLocaleString(document.documentElement.lang), ...values });
}
