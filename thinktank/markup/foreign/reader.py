"""A foreign tree → blocks of a text: structure is kept, looks are not."""

import re
from collections import Counter
from dataclasses import dataclass, field

from thinktank.markup.foreign import figures, listing, marks, source, tables, wordlists
from thinktank.markup.foreign.blocks import (
    NOTE,
    PLAIN,
    WORDS,
    Figure,
    Line,
    Listing,
    Quote,
    Run,
    flat,
)  # fmt: skip
from thinktank.markup.foreign.flow import Flow, joined

# What holds no words of the text, and under which name it is said to be left out (None: unsaid).
SKIPPED = {
    "script": None, "style": None, "head": None, "title": None, "meta": None, "link": None,
    "xml": None, "template": None, "noscript": None, "input": None, "button": None, "select": None,
    "textarea": None, "datalist": None, "col": None, "colgroup": None, "map": None, "rp": None,
    "w:sdtpr": None, "o:p": None,
    "del": "deleted", "iframe": "frames", "embed": "frames", "object": "frames",
    "video": "frames", "audio": "frames", "canvas": "drawings", "svg": "drawings",
}  # fmt: skip
DROPPED_CLASSES = {"mw-editsection", "cite-accessibility-label", "MsoCommentReference"}
CAPTION_CLASSES = {"MsoCaption", "caption"}
QUOTE_CLASSES = {"MsoQuote", "MsoIntenseQuote", "MsoQuoteCxSpFirst"}
HEADING_CLASS = re.compile(r"(?:Mso)?Heading-?([1-9])", re.IGNORECASE)
TITLE_CLASSES = {"MsoTitle": 1, "title": 1, "MsoSubtitle": 2, "subtitle": 2}


@dataclass
class Reader:
    """`picture(src, alt)` answers the Figure that stands for a picture, or None to leave it out;
    `placed(name)` a Figure for the place an anchor of this name marks, True to keep the place, or
    None when the name means nothing."""

    base: str = ""
    picture: object = None
    placed: object = None
    lost: Counter = field(default_factory=Counter)
    pictures: list = field(default_factory=list)  # descriptions of those left out

    def read(self, body):
        """The blocks of this tree."""
        return self.inside(body)

    def inside(self, node, given=PLAIN):
        """The blocks within a node."""
        flow = Flow(self.base)
        self.walk(node, flow, given)
        flow.close()
        return listing.grouped(flow.blocks)

    def walk(self, node, flow, given):
        for item in source.items(node):
            if isinstance(item, str):
                flow.say(item, given)
            else:
                self.element(item, flow, given)

    def element(self, node, flow, given):
        tag = node.tag
        if tag in SKIPPED or self._is_hidden(node):
            self._skip(node)
        elif handle := HANDLERS.get(tag):
            handle(self, node, flow, marks.of(node, given, self.lost))
        elif tag in source.BLOCKS:
            flow.close()
            self.walk(node, flow, marks.of(node, given, self.lost))
            flow.close()
        else:
            self.inline(node, flow, given)

    def _is_hidden(self, node):
        style = source.style(node)
        return (
            style.get("display") == "none"
            or style.get("mso-hide") == "all"
            or "comment" in style.get("mso-element", "")
            or "ignore" in style.get("mso-list", "")  # the number Word prints before a heading
            or node.get("hidden") is not None
            or not DROPPED_CLASSES.isdisjoint(source.classes(node))
        )

    def _skip(self, node):
        name = SKIPPED.get(node.tag)
        if "comment-list" in source.style(node).get("mso-element", ""):
            name = "comments"
        if name and (name != "deleted" or source.holds_words(node)):
            self.lost[name] += 1

    def inline(self, node, flow, given):
        style = source.style(node)
        if (
            "mso-tab-count" in style
            or style.get("mso-spacerun") == "yes"
            or "Apple-converted-space" in source.classes(node)
        ):
            flow.say(" ", given)
        else:
            self.walk(node, flow, marks.of(node, given, self.lost))

    # -- lines --

    def line(self, node, flow, given):
        kind = {"level": _level(node), "is_caption": _is_caption(node)}
        item = None if kind["level"] else wordlists.item(node)
        flow.close()
        if kind["level"] == 0 and not QUOTE_CLASSES.isdisjoint(source.classes(node)):
            return flow.add(Quote(self.inside(node, given)))
        before, flow.kind, flow.once = flow.kind, kind, {"item": item}
        if node.tag == "dt":
            given = given._replace(strong=True)
        self.walk(node, flow, given)
        flow.close()
        flow.kind, flow.once = before, {}

    def preformatted(self, node, flow, given):
        flow.close()
        flow.say_lines(node.text_content().strip("\n"), given)
        flow.close()

    def anchor(self, node, flow, given):
        if (node.get("href") or "").startswith("#") and not source.holds_words(node):
            return  # an arrow that leads back to the top
        answer = self.placed(node.get("id")) if self.placed and node.get("id") else None
        if isinstance(answer, Figure):
            flow.stand(answer)
        elif answer:
            flow.place(node.get("id"))
        self.walk(node, flow, given)

    def note(self, node, flow, given):
        lines = [line for line in flat(self.inside(node)) if line.runs]
        for line in lines:
            line.runs = [
                inner for run in line.runs for inner in (run.inside if run.kind == NOTE else [run])
            ]
        flow.note(joined(lines))

    def equation(self, node, flow, given):
        """What a formula says in letters; how it is set is lost, and that is said."""
        self.lost["equations"] += 1
        for extra in node.xpath(".//*[local-name()='annotation' or local-name()='annotation-xml']"):
            source.take_out(extra)
        flow.say("".join(node.text_content().split()), given)

    def break_(self, node, flow, given):
        flow.break_()

    def rule(self, node, flow, given):
        flow.close()

    # -- what holds blocks --

    def list(self, node, flow, given):
        flow.add(Listing(node.tag == "ol", _start(node)))
        made = flow.blocks.pop()
        for item in source.items(node):
            if isinstance(item, str):
                if item.strip():
                    made.items.append([Line([Run(WORDS, item.strip(), given)])])
            elif online := wordlists.item(item) if item.tag == "li" else None:
                flow.blocks += listing.of_item(self.inside(item, given), online)
            elif item.tag in ("ul", "ol") and made.items:
                inner = Flow(self.base)
                self.list(item, inner, given)
                made.items[-1] += inner.blocks
            elif blocks := self.inside(item, marks.of(item, given, self.lost)):
                made.items.append(blocks)
        flow.blocks += listing.fitted(made)

    def item(self, node, flow, given):
        """An item without a list round it."""
        flow.close()
        flow.blocks += listing.fitted(Listing(ordered=False, items=[self.inside(node, given)]))

    def quote(self, node, flow, given):
        fitting, others = listing.fit(self.inside(node, given))
        flow.close()
        if fitting:
            flow.add(Quote(fitting, is_pull="pull" in source.classes(node)))
        flow.blocks += others

    def table(self, node, flow, given):
        flow.close()
        flow.blocks += tables.read(self, node, given)


def _level(node):
    """The level of a heading, by its tag, its role or the name of its style; 0 for a paragraph."""
    if re.fullmatch("h[1-6]", node.tag):
        return int(node.tag[1])
    if node.get("role") == "heading" and re.fullmatch("[1-9]", node.get("aria-level") or ""):
        return int(node.get("aria-level"))
    for name in source.classes(node):
        if name in TITLE_CLASSES:
            return TITLE_CLASSES[name]
        if found := HEADING_CLASS.fullmatch(name):
            return int(found[1])
    return 0


def _is_caption(node):
    return node.tag == "p" and not CAPTION_CLASSES.isdisjoint(source.classes(node))


def _start(node):
    given = node.get("start") or "1"
    return int(given) if re.fullmatch("[0-9]{1,5}", given) else 1


HANDLERS = {
    **dict.fromkeys(source.LINES, Reader.line),
    "pre": Reader.preformatted, "a": Reader.anchor, "foot-note": Reader.note, "math": Reader.equation,
    "br": Reader.break_, "hr": Reader.rule, "ul": Reader.list, "ol": Reader.list, "li": Reader.item,
    "blockquote": Reader.quote, "table": Reader.table, "img": figures.image, "figure": figures.figure,
}  # fmt: skip
