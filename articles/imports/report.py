"""What an import brought and what it did not: counted in the file and in the text, each gap named."""

from dataclasses import asdict, dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.imports import pages
from articles.imports.words import all_of, name, text, value
from thinktank.markup.foreign import blocks, leftout
from thinktank.markup.foreign.blocks import NOTE, Figure, Line, Table

THINGS = ("notes", "tables", "pictures", "headings")


@dataclass
class Report:
    """`counts`: {thing: [in the file, in the text]}; `left_out`: sentences, each with its place;
    `pictures`: {key of the file's picture: number of the library's}."""

    counts: dict
    left_out: list
    pictures: dict = field(default_factory=dict)

    @classmethod
    def of(cls, counted, made, left, reader):
        found = out(made)
        counts = {thing: [counted[thing], found[thing]] for thing in THINGS}
        lines = [*_gaps(made), *_pages(left), *leftout.sentences(reader.lost, reader.pictures)]
        return cls(counts, lines)

    def refused(self, sentences):
        """These pictures were not taken into the library after all."""
        self.counts["pictures"][1] -= len(sentences)
        self.left_out += sentences

    def as_json(self):
        return asdict(self)


def named(given):
    """[(name of a thing, [in the file, in the text])] of a report as JSON, for those that are there."""
    names = {
        "notes": _("Notes"), "tables": _("Tables"), "pictures": _("Pictures"), "headings": _("Headings"),
    }  # fmt: skip
    counts = given.get("counts", {})
    return [(name, counts[thing]) for thing, name in names.items() if any(counts.get(thing, ()))]


def counted(document, styles, missing):
    """{thing: how many the file holds}, before it is converted."""
    pictures = len(all_of(document, "a:blip", "v:imagedata"))
    return {
        "notes": len(all_of(document, *pages.NOTES)),
        "tables": sum(_is_table(table) for table in all_of(document, "w:tbl")),
        "pictures": pictures + sum(gap.kind == "picture" for gap in missing),
        "headings": sum(
            bool(styles.level(value(paragraph, "w:pPr", "w:pStyle")) and text(paragraph))
            for paragraph in all_of(document, "w:p")
        ),
    }


def _is_table(table):
    """Not a frame of one cell, not one within another, not an empty one."""
    inner = next(table.iterancestors(name("w:tbl")), None) is not None
    return not inner and len(all_of(table, "w:tc")) > 1 and bool(text(table))


def out(made):
    """{thing: how many these blocks hold}."""
    return {
        "notes": sum(run.kind == NOTE for run in _runs(made)),
        "tables": sum(isinstance(block, Table) for block in made),
        "pictures": sum(
            "data-file" in block.attributes for block in made if isinstance(block, Figure)
        ),
        "headings": sum(line.level > 0 for line, _table in blocks.lines(made)),
    }  # fmt: skip


def _runs(made):
    for line, _table in blocks.lines(made):
        yield from line.runs
    for block in made:
        if isinstance(block, (Figure, Table)):
            yield from block.caption


def _gaps(made):
    """A sentence for every placeholder, with the heading under which it stands."""
    heading = ""
    for block in made:
        if isinstance(block, Line) and block.level:
            heading = " ".join(blocks.plain(block.runs).split())
        elif isinstance(block, Figure) and (kind := block.attributes.get("data-missing")):
            words = " ".join(blocks.plain(block.caption).split())[:80]
            yield sentence(kind, heading, words)


def sentence(kind, heading, words=""):
    """“A chart, under “Three habits”: what is known of it.”"""
    thing = {
        "chart": _("A chart"), "diagram": _("A diagram"), "equation": _("An equation"),
        "picture": _("A picture"), "object": _("An embedded object"),
    }[kind]  # fmt: skip
    where = _("under “%s”") % heading if heading else _("at the beginning")
    known = f" (“{words}”)" if words else ""
    return _("%(thing)s, %(where)s%(known)s: a placeholder stands there.") % {
        "thing": thing, "where": where, "known": known,
    }  # fmt: skip


def _pages(left):
    if left.contents:
        yield _("The list of contents: the page makes its own.")
    if left.heads:
        yield _("What stood at the head and foot of every page.")
    if left.boxes:
        yield ngettext(
            "%d text box: its words stand behind the paragraph it belonged to.",
            "%d text boxes: their words stand behind the paragraphs they belonged to.",
            left.boxes,
        ) % left.boxes  # fmt: skip
    if left.dead_notes:
        yield ngettext(
            "%d number of a note that the file does not hold.",
            "%d numbers of notes that the file does not hold.",
            left.dead_notes,
        ) % left.dead_notes  # fmt: skip
