"""Lines as they fill with words: white space folded as a browser folds it, empty lines dropped."""

import re

from thinktank.markup.foreign import blocks, marks
from thinktank.markup.foreign.blocks import BREAK, NOTE, PLACE, WORDS, Line, Run

BLANKS = re.compile(r"[ \t\n\r\f]+")
BETWEEN_NOTES = re.compile(r"[\s,;]*")


class Flow:
    """What stands in one holder: the text itself, an item, a cell, a quotation, a note."""

    def __init__(self, base=""):
        self.blocks = []
        self.base = base  # the language of the whole text
        self.kind = {}  # the fields of the lines to come: level, is_caption
        self.once = {}  # those of the next line only: item
        self.line = None
        self.after = []  # figures that stood within the line

    def say(self, text, given):
        text = BLANKS.sub(" ", text)
        if self._begins():
            text = text.lstrip(" ")
        if text:
            self._runs().append(Run(WORDS, text, given))

    def say_lines(self, text, given):
        """Words of which every line counts."""
        for number, line in enumerate(text.split("\n")):
            if number:
                self.break_()
            self.say(line, given)

    def break_(self):
        if self.line is not None and self.line.runs:
            self.line.runs.append(Run(BREAK))

    def note(self, runs):
        if runs:
            self._runs().append(Run(NOTE, inside=runs))

    def place(self, name):
        self._runs().append(Run(PLACE, name))

    def stand(self, figure):
        """A figure stands by itself: behind the line in which it was met."""
        self.after.append(figure)

    def add(self, block):
        self.close()
        self.blocks.append(block)

    def close(self):
        line, self.line = self.line, None
        if line is not None:
            self.blocks += [part for part in _parts(line) if self._finish(part)]
        self.blocks += self.after
        self.after = []

    def _runs(self):
        if self.line is None:
            self.line = Line(**self.kind, **self.once)
            self.once = {}
        return self.line.runs

    def _begins(self):
        """Whether a blank here would begin a line or double another blank."""
        for run in reversed(self.line.runs if self.line else []):
            if run.kind != PLACE:
                return run.kind == BREAK or (run.kind == WORDS and run.text.endswith(" "))
        return True

    def _finish(self, line):
        line.runs = tidied(line.runs)
        if not any(run.kind != PLACE for run in line.runs):
            return bool(line.runs)  # a named place is kept until it has been asked for
        marks.spoken(line.runs, self.base)
        _lift_language(line)
        if line.level:
            _plain_weight(line.runs)
        return True


def tidied(runs):
    """Without blanks and breaks at both ends, before a break and between notes."""
    kept = []
    for run in runs:
        if run.kind == BREAK:
            _trim_end(kept)
        kept.append(run)
    places = []
    while kept and kept[-1].kind in (BREAK, PLACE):
        places += [run for run in (kept.pop(),) if run.kind == PLACE]
    kept += reversed(places)
    _trim_end(kept)
    _part_notes(kept)
    if blocks.is_blank(kept):
        return [run for run in kept if run.kind == PLACE]
    return [run for run in kept if run.kind != WORDS or run.text]


def _part_notes(runs):
    """Between two notes the comma that parted their raised numbers goes."""
    for before, run, after in zip(runs, runs[1:], runs[2:], strict=False):
        parted = before.kind == after.kind == NOTE and run.kind == WORDS and run.marks.script
        if parted and BETWEEN_NOTES.fullmatch(run.text):
            run.text = ""


def _trim_end(runs):
    for run in reversed(runs):
        if run.kind == WORDS:
            run.text = run.text.rstrip(" ")
            if run.text:
                return
        elif run.kind != PLACE:
            return


def _parts(line):
    """One line, or several where two breaks in a row stand for the end of a paragraph."""
    parts, breaks = [[]], 0
    for run in line.runs:
        if run.kind == BREAK:
            breaks += 1
            if breaks == 2:
                parts.append([])
                continue
        elif run.kind == NOTE or run.text.strip():
            breaks = 0
        if breaks < 2 or run.kind != BREAK:
            parts[-1].append(run)
    first = Line(parts[0], line.level, is_caption=line.is_caption, item=line.item)
    return [first, *(Line(runs, line.level) for runs in parts[1:])]


def _lift_language(line):
    """A language that all words of a line share is the line's."""
    said = [run.marks for run in line.runs if run.kind == WORDS and run.text.strip()]
    if (
        said
        and (said[0].lang or said[0].dir)
        and len({(each.lang, each.dir) for each in said}) == 1
    ):
        line.lang, line.dir = said[0].lang, said[0].dir
        for run in line.runs:
            run.marks = run.marks._replace(lang="", dir="")


def _plain_weight(runs):
    """A heading is bold by itself; a word in it that alone is bold stays so."""
    if all(run.marks.strong for run in runs if run.kind == WORDS and run.text.strip()):
        for run in runs:
            run.marks = run.marks._replace(strong=False)


def joined(lines, base=""):
    """The runs of several lines, a break between them: what a note or a caption can hold."""
    runs = []
    for line in lines:
        if runs:
            runs.append(Run(BREAK))
        for run in line.runs:
            if line.lang or line.dir:
                run.marks = run.marks._replace(lang=line.lang, dir=line.dir)
            runs.append(run)
    return runs
