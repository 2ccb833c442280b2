"""A Word file → a text of ours, its pictures, its comments, and a report. Pure: nothing is stored."""

import hashlib
from dataclasses import dataclass, field
from pathlib import PurePath
from xml.parsers.expat import ExpatError

import mammoth
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from articles.imports import changes, gaps, pages, parts, remarks, spoken
from articles.imports.opening import Package
from articles.imports.report import Report, counted
from articles.imports.styles import Styles
from thinktank.markup import foreign
from thinktank.markup.foreign import blocks, listing
from thinktank.markup.foreign.blocks import WORDS, Figure, Run

PICTURE = "thinktank-picture:"
LONGEST_ALT = 300
# What Word writes when it has looked at a picture by itself.
GUESSED = (
    "Description automatically generated", "AI-generated content may be incorrect.",
    "Description générée automatiquement",
)  # fmt: skip


@dataclass(frozen=True)
class FilePicture:
    """A picture as the file holds it. `key` is made of its bytes, so the same picture has the same."""

    content: bytes
    type: str

    @property
    def key(self):
        return hashlib.sha256(self.content).hexdigest()[:24]


@dataclass
class Imported:
    """`blocks` of the text (thinktank/markup/foreign/blocks.py), pictures as `data-file="<key>"`."""

    title: str
    blocks: list
    language: str
    pictures: dict = field(default_factory=dict)  # {key: FilePicture}
    remarks: list = field(default_factory=list)
    report: Report = None

    @property
    def body(self):
        return blocks.write(self.blocks)


def tracked(content):
    """Whether the file keeps track of changes (changes.Tracked). Raises ValidationError."""
    return changes.tracked(parts.trees(Package(content)).values())


def read(content, name, *, original=False):
    """The bytes of a .docx → Imported. `name`: the file's. Raises ValidationError."""
    package = Package(content)
    try:
        return _read(package, name, original=original)
    except (
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        IndexError,
        RecursionError,
        ExpatError,
        OSError,
    ) as broken:
        # Whatever mammoth stumbles over is a file that Word itself did not write.
        raise ValidationError(
            _(
                "The file is not as Word writes it, so it could not be read. Save it anew in Word and try again."
            )
        ) from broken


def _read(package, name, *, original):
    trees = parts.trees(package)
    styles = Styles(parts.tree(package, "styles"))
    document = trees[package.main]
    for tree in trees.values():
        changes.decide(tree, original=original)
    left_out = pages.tidy(package, trees, styles)
    said = remarks.gather(
        document, parts.tree(package, "comments"), parts.tree(package, "commentsExtended")
    )
    missing, boxes = _gaps(package, trees)
    left_out.boxes = boxes
    title = pages.title(document, styles)
    language = spoken.prevailing(document, styles)
    lines = [line for tree in trees.values() for line in spoken.mark(tree, styles, language)]
    there = counted(document, styles, missing)
    html, pictures = _converted(package, trees, [*styles.map(), *lines, "u => u"])
    reader, made, _notes = foreign.read_blocks(
        html, language=language, picture=_standing_for(pictures), placed=_placed(missing)
    )
    if not title:
        title, rest = _first_heading(made)
        there["headings"] -= len(made) - len(rest)
        made = rest
    made = listing.levelled(made)
    said = remarks.anchor(made, said)
    told = Report.of(there, made, left_out, reader)
    return Imported(
        title or PurePath(name).stem,
        made,
        language,
        {each.key: each for each in pictures},
        said,
        told,
    )


def _gaps(package, trees):
    """([Gap] of all parts, how many text boxes): the gaps are numbered through."""
    missing, boxes = [], 0
    for name, tree in trees.items():
        boxes += gaps.fill(tree, parts.known(package, name), missing)
    return missing, boxes


def _converted(package, trees, style_map):
    """(HTML by mammoth, [FilePicture] in the order in which the HTML names them)."""
    pictures = []

    def keep(image):
        try:
            with image.open() as file:
                content = file.read()
        except (KeyError, OSError, mammoth.docx.files.InvalidFileReferenceError):
            content = b""  # it lies elsewhere, and nothing is fetched
        pictures.append(FilePicture(content, image.content_type or ""))
        return {"src": f"{PICTURE}{len(pictures) - 1}"}

    converted = mammoth.convert_to_html(
        package.rewritten(trees),
        style_map="\n".join(style_map),
        convert_image=mammoth.images.img_element(keep),
        include_embedded_style_map=False,
    )
    return converted.value, pictures


def _standing_for(pictures):
    def picture(src, alt):
        number = src.removeprefix(PICTURE)
        if not number.isdigit() or not pictures[int(number)].content:
            return Figure({"data-missing": "picture"}, [Run(WORDS, alt)] if alt else [])
        attributes = {"data-file": pictures[int(number)].key}
        if alt == gaps.DECORATIVE:
            return Figure(attributes | {"data-decorative": ""})
        for words in GUESSED:
            alt = alt.replace(words, "").strip()
        return Figure(attributes | ({"data-alt": alt[:LONGEST_ALT]} if alt else {}))

    return picture


def _placed(missing):
    def placed(name):
        if name.startswith(remarks.PREFIX):
            return True
        number = name.removeprefix(gaps.PREFIX)
        if not name.startswith(gaps.PREFIX) or not number.isdigit():
            return None
        gap = missing[int(number)]
        return Figure({"data-missing": gap.kind}, [Run(WORDS, gap.words)] if gap.words else [])

    return placed


def _first_heading(made):
    """(the words of the first heading of level 1, the blocks): it goes when it is the only one."""
    first = [line for line, table in blocks.lines(made) if line.level == 1 and table is None]
    if not first:
        return "", made
    words = " ".join(blocks.plain(first[0].runs).split())
    has_notes = any(run.kind == blocks.NOTE for run in first[0].runs)
    if len(first) == 1 and not has_notes:
        made = [block for block in made if block is not first[0]]
    return words[:250], made
