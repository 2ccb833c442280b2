"""What a Word file's styles mean: mammoth's map of styles, made from the file's own definitions."""

import re

from articles.imports.words import all_of, child, is_on, name, value

HEADING = re.compile(r"heading ([1-9])", re.IGNORECASE)
QUOTES = re.compile(r"(intense )?quote|quotations|block text", re.IGNORECASE)
CONTENTS = re.compile(
    r"toc (heading|\d)|contents (heading|\d)|table of (figures|contents).*", re.IGNORECASE
)
TITLE = re.compile(r"title", re.IGNORECASE)
IDENTIFIER = re.compile(r"[A-Za-z][\w-]*")
DEEPEST = 20  # styles that rest on each other


class Styles:
    """The styles of one file by their ids."""

    def __init__(self, tree):
        self.styles = {} if tree is None else {
            node.get(name("w:styleId")) or "": node for node in all_of(tree, "w:style")
        }  # fmt: skip
        self.defaults = (
            None if tree is None else child(tree, "w:docDefaults", "w:rPrDefault", "w:rPr")
        )

    def chain(self, style_id):
        """The style and those it rests on."""
        for _step in range(DEEPEST):
            node = self.styles.get(style_id)
            if node is None:
                return
            yield node
            style_id = value(node, "w:basedOn")

    def name_of(self, style_id):
        node = self.styles.get(style_id)
        return "" if node is None else value(node, "w:name")

    def matches(self, style_id, pattern):
        return bool(pattern.fullmatch(self.name_of(style_id)))

    def level(self, style_id):
        """The level of a heading, 1 to 9; 0 for anything else."""
        for node in self.chain(style_id):
            if found := HEADING.fullmatch(value(node, "w:name")):
                return int(found[1])
            outline = value(node, "w:pPr", "w:outlineLvl")
            if outline.isdigit() and int(outline) < 9:
                return int(outline) + 1
        return 0

    def marks(self, style_id):
        """The tags that a style of letters stands for."""
        for tag, switch in (("strong", "w:b"), ("em", "w:i")):
            if any(is_on(node, "w:rPr", switch) for node in self.chain(style_id)):
                yield tag

    def map(self):
        """Mammoth's style map."""
        lines = ["comment-reference => !", "p[style-name='caption'] => p.caption:fresh",
                 "p[style-name='Caption'] => p.caption:fresh"]  # fmt: skip
        for style_id, node in self.styles.items():
            kind = node.get(name("w:type"))
            if not IDENTIFIER.fullmatch(style_id):
                continue
            if kind == "paragraph":
                lines += self._paragraph(style_id)
            elif kind == "character":
                lines += self._letters(style_id)
        return lines

    def _paragraph(self, style_id):
        if level := self.level(style_id):
            yield f"p.{style_id} => h{min(level, 6)}:fresh"
        elif self.matches(style_id, QUOTES):
            yield f"p.{style_id} => blockquote > p:fresh"

    def _letters(self, style_id):
        called = self.name_of(style_id).lower()
        if "footnote" in called or "endnote" in called or called == "hyperlink":
            yield f"r.{style_id} =>"
        elif tags := list(self.marks(style_id)):
            yield f"r.{style_id} => {' > '.join(tags)}"
