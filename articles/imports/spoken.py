"""The languages of a Word file: which prevails, and which runs are in another."""

from collections import Counter

from articles.imports.words import all_of, child, is_on, make, name, value
from thinktank.markup.foreign import marks

PREFIX = "language-"


def prevailing(tree, styles):
    """The language of most letters of this tree, "en-GB"; "" where the file says nothing."""
    counted = Counter()
    for run in all_of(tree, "w:r"):
        words = "".join(node.text or "" for node in all_of(run, "w:t"))
        lang = language(run, styles)
        if lang and marks.fits(lang, words):
            counted[lang] += len(words)
    return max(counted, key=counted.get, default="")


def language(run, styles):
    """The language that a run says it is in; complex scripts have one of their own."""
    complex_script = is_on(run, "w:rPr", "w:rtl") or is_on(run, "w:rPr", "w:cs")
    which = "w:bidi" if complex_script else "w:val"
    own = value(run, "w:rPr", "w:lang", of=which)
    lang = own or (
        value(styles.defaults, "w:lang", of=which) if styles.defaults is not None else ""
    )
    return lang if marks.LANGUAGE.fullmatch(lang) else ""


def mark(tree, styles, base):
    """Give each run in another language a style that says so. Returns the style map's lines."""
    found = set()
    for run in all_of(tree, "w:r"):
        words = "".join(node.text or "" for node in all_of(run, "w:t"))
        lang = language(run, styles)
        if lang and marks.primary(lang) != marks.primary(base) and marks.fits(lang, words):
            _style(run, f"{PREFIX}{lang}", styles)
            found.add(lang)
    return [f"r.{PREFIX}{lang} => span[lang='{lang}']" for lang in sorted(found)]


def _style(run, style_id, styles):
    """In place of the run's own style, whose weight and slant it keeps."""
    properties = child(run, "w:rPr")
    if properties is None:
        properties = make("w:rPr")
        run.insert(0, properties)
    own = child(properties, "w:rStyle")
    if own is None:
        properties.insert(0, make("w:rStyle", val=style_id))
        return
    for tag in styles.marks(own.get(name("w:val"))):
        properties.append(make({"strong": "w:b", "em": "w:i"}[tag]))
    own.set(name("w:val"), style_id)
