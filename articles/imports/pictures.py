"""The pictures of a Word file and the library: those it has from an older file, those it takes in."""

from concurrent.futures import ThreadPoolExecutor

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import translation
from django.utils.translation import gettext as _

from articles.imports.report import sentence
from thinktank.library import pictures as library
from thinktank.library.models import Image
from thinktank.markup import reading
from thinktank.markup.foreign.blocks import WORDS, Figure, Line, Run, plain

# Numbers for pictures that are not in the library yet: larger than any it will ever give.
NOT_YET = 4_000_000_000
MOST = 9_999_999_999


def stand_in(blocks, known):
    """Name the library's picture in every figure. `known`: {key: its number, or None: refused}.

    A picture that is not known gets a number that nothing has. Returns {that number: key}.
    """
    new = {}
    for figure in _figures(blocks):
        key = figure.attributes.pop("data-file")
        if key not in known:
            known[key] = NOT_YET + int(key[:16], 16) % (MOST - NOT_YET)
            new[known[key]] = key
        if known[key] is None:
            _leave_gap(figure)
        else:
            figure.attributes = {"data-image": str(known[key]), **figure.attributes}
    return new


def take_in(blocks, pictures, name):
    """Put the blocks' pictures into the library. Returns ({key: number or None}, [sentence])."""
    known, refused = {}, []
    taken = developed({figure.attributes["data-file"] for figure in _figures(blocks)}, pictures)
    heading = ""
    for block in blocks:
        if isinstance(block, Line) and block.level:
            heading = " ".join(plain(block.runs).split())
        elif isinstance(block, Figure) and (key := block.attributes.get("data-file")):
            alt = block.attributes.get("data-alt", "")
            words = alt or " ".join(plain(block.caption).split())
            if key not in known:
                known[key], why = keep(taken[key], words, alt, name)
            if known[key] is None:
                refused.append(f"{sentence('picture', heading, words)} {why}")
    return known, refused


def developed(keys, pictures):
    """{key: what the library makes of the picture, or the ValidationError that refuses it}.

    Two at a time, as many as the library itself would work on.
    """
    language = translation.get_language()

    def develop(key):
        with translation.override(language):  # threads have none of their own
            try:
                return library.take_in(ContentFile(pictures[key].content))
            except ValidationError as why_not:
                return why_not

    with ThreadPoolExecutor(2) as pool:
        return dict(zip(keys, pool.map(develop, keys), strict=True))


def keep(taken, words, alt, name):
    """(the number of the library's new picture, "") or (None, why it was refused)."""
    if isinstance(taken, ValidationError):
        return None, " ".join(taken.messages)
    image = Image(title=(words or _("Picture from %s") % name)[:200], alt=alt[:300])
    image.keep(taken)
    image.save()
    return image.pk, ""


def settle(html, new, pictures, name):
    """Take in those of the `new` pictures ({number: key}) that a merged text holds.

    Returns (the text, {key: number or None}, [why one was refused]).
    """
    tree, known, refused = reading.parse(html), {}, []
    named = [(new.get(int(each.get("data-image") or 0)), each) for each in tree.iter("figure")]
    taken = developed({key for key, _figure in named if key}, pictures)
    for key, figure in named:
        if key is None:
            continue
        alt = figure.get("data-alt") or ""
        if key not in known:
            known[key], why = keep(taken[key], alt, alt, name)
            refused += [f"{sentence('picture', '', alt)} {why}"] if why else []
        if known[key]:
            figure.set("data-image", str(known[key]))
        else:
            for attribute in ("data-image", "data-alt", "data-decorative"):
                figure.attrib.pop(attribute, None)
            figure.set("data-missing", "picture")
    return reading.inner_html(tree), known, refused


def _figures(blocks):
    return [
        block for block in blocks if isinstance(block, Figure) and "data-file" in block.attributes
    ]


def _leave_gap(figure):
    alt = figure.attributes.get("data-alt", "")
    figure.attributes = {"data-missing": "picture"}
    if alt and not figure.caption:
        figure.caption = [Run(WORDS, alt)]
