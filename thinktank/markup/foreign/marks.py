"""What a foreign element says of its words: bold, italic, raised, a link, a language."""

import re
from collections import Counter
from urllib.parse import parse_qs, urlsplit

from thinktank.markup import schema
from thinktank.markup.foreign import source
from thinktank.markup.foreign.blocks import PLAIN, WORDS, Marks

STRONG = {"b", "strong"}
EM = {"i", "em", "dfn", "var"}
SCRIPTS = {"sub": "sub", "super": "sup", "text-bottom": "sub", "text-top": "sup", "baseline": ""}
LANGUAGE = schema.LANGUAGE["lang"]
# Languages written from right to left, and the letters by which their words are known.
FROM_RIGHT = {"ar", "ur", "fa", "he", "ps", "sd", "ug", "yi", "ckb", "dv", "pnb", "skr"}
RIGHT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")


def of(node, marks, lost):
    """The marks of the words in this element, given those round it. `lost`: a Counter."""
    if node.tag in STRONG:
        marks = marks._replace(strong=True)
    elif node.tag in EM:
        marks = marks._replace(em=True)
    elif node.tag in ("sub", "sup"):
        marks = marks._replace(script=node.tag)
    elif node.tag == "u" and not marks.href:
        lost["underlined"] += source.holds_words(node)
    elif node.tag in ("s", "strike"):
        lost["struck"] += source.holds_words(node)
    elif node.tag == "a":
        marks = marks._replace(href=address(node.get("href") or "", lost) or marks.href)
    if node.get("style"):
        marks = _by_style(source.style(node), marks, node, lost)
    return _by_language(node, marks)


def _by_style(style, marks, node, lost):
    if weight := style.get("font-weight"):
        marks = marks._replace(strong=is_bold(weight))
    if slant := style.get("font-style"):
        marks = marks._replace(em=slant.startswith(("italic", "oblique")))
    if (script := SCRIPTS.get(style.get("vertical-align", ""))) is not None:
        marks = marks._replace(script=script)
    drawn = style.get("text-decoration", "") + style.get("text-decoration-line", "")
    if "line-through" in drawn:
        lost["struck"] += source.holds_words(node)
    elif "underline" in drawn and not marks.href and node.tag not in ("a", "u"):
        lost["underlined"] += node.find(".//a") is None and source.holds_words(node)
    return marks


def is_bold(weight):
    return weight.startswith("bold") or (weight[:3].isdigit() and int(weight[:3]) >= 600)


def _by_language(node, marks):
    lang = node.get("lang") or node.get("xml:lang") or ""
    if LANGUAGE.fullmatch(lang):
        # A browser takes an element's direction from its language only where the page says so.
        marks = marks._replace(lang=_as_written(lang), dir="")
    direction = (node.get("dir") or source.style(node).get("direction", "")).lower()
    return marks._replace(dir=direction) if direction in ("ltr", "rtl") else marks


def _as_written(lang):
    """EN-US → en-US: as these names are usually written."""
    first, *others = lang.split("-")
    return "-".join([first.lower(), *(each.upper() if len(each) == 2 else each for each in others)])


def address(href, lost):
    """An address that leads somewhere from here too, or nothing; the words stay either way."""
    href = _unwrapped(schema.UNSEEN.sub("", href).strip())
    scheme = href.partition(":")[0].lower()
    if (
        scheme in schema.URL_SCHEMES
        and (kept := schema.address(href))
        and len(kept) > len(scheme) + 1
    ):
        return kept
    if href and not href.startswith("#"):
        lost["links"] += 1
    return ""


def _unwrapped(href):
    """What a search engine or a word processor's web page put its own address round."""
    if not re.match(r"https?://(www\.)?google\.[a-z.]{2,6}/url\?", href):
        return href
    try:
        asked = parse_qs(urlsplit(href).query)
    except ValueError:
        return href
    return next((asked[name][0] for name in ("q", "url") if name in asked), href)


# -- languages --


def primary(lang):
    return lang.lower().partition("-")[0]


def prevailing(body):
    """The language of which more than half of this tree says that it is, or nothing."""
    spoken_by, whole = Counter(), 0
    for node in body.iter():
        if node.tag in ("style", "script", "title", "xml"):
            continue
        words = "".join((node.text or "", *(child.tail or "" for child in node)))
        whole += len(words.strip())
        lang = node.get("lang") or ""
        if LANGUAGE.fullmatch(lang) and fits(lang, words):
            spoken_by[primary(lang)] += len(words.strip())
    lang = max(spoken_by, key=spoken_by.get, default="")
    return lang if 2 * spoken_by[lang] > whole else ""


def fits(lang, text):
    """Whether these words can be of this language: Word marks quotation marks as Arabic."""
    if not lang:
        return True
    from_right = bool(RIGHT.search(text))
    return from_right == (primary(lang) in FROM_RIGHT) and any(map(str.isalpha, text))


def spoken(runs, base):
    """These runs with language and direction only where they differ from the text's own, `base`."""
    for run in runs:
        marks = run.marks
        if not marks.lang and not marks.dir:
            continue
        lang, direction = marks.lang, marks.dir
        # A blank between two foreign words is theirs; every other blank is nobody's.
        if not run.text.strip() or not fits(lang, run.text) or primary(lang) == primary(base):
            lang = ""
        natural = "rtl" if primary(lang or base) in FROM_RIGHT else "ltr"
        if lang:
            natural_of_base = "rtl" if primary(base) in FROM_RIGHT else "ltr"
            direction = natural if natural != natural_of_base else ""
        elif not RIGHT.search(run.text) or direction == natural:
            direction = ""
        run.marks = marks._replace(lang=lang, dir=direction)
    _calm_blanks(runs)
    return runs


def _calm_blanks(runs):
    """A blank between two runs carries what both of them carry, and no more."""
    for before, blank, after in zip(runs, runs[1:], runs[2:], strict=False):
        if blank.kind == WORDS and not blank.text.strip():
            both = zip(before.marks, after.marks, PLAIN, strict=True)
            blank.marks = Marks(*(mine if mine == yours else none for mine, yours, none in both))
