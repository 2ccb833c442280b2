"""The names of a Word file's XML, and small steps on its trees."""

from lxml import etree

SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
    "adec": "http://schemas.microsoft.com/office/drawing/2017/decorative",
    "rel": "http://schemas.openxmlformats.org/package/2006/relationships",
}
OFF = {"0", "false", "off", "none"}


def name(short):
    """w:p → {http://…}p"""
    prefix, _colon, local = short.partition(":")
    return f"{{{SPACES[prefix]}}}{local}"


def all_of(node, *shorts):
    """These elements within a node, as a list: it may be changed while one walks it."""
    return list(node.iter(*map(name, shorts)))


def child(node, *shorts):
    """The first child of a child… by these names, or None."""
    for short in shorts:
        node = node.find(name(short)) if node is not None else None
    return node


def value(node, *shorts, of="w:val"):
    """The value of the child by these names: "" when it is not there."""
    found = child(node, *shorts)
    return "" if found is None else found.get(name(of)) or ""


def is_on(node, *shorts):
    """Whether the switch by these names is there and not off."""
    found = child(node, *shorts)
    return found is not None and found.get(name("w:val")) not in OFF


def text(node):
    """The words of a node, a space for each paragraph's end."""
    parts = []
    for part in node.iter(name("w:t"), name("w:tab"), name("w:br"), name("w:p"), name("m:t")):
        tag = etree.QName(part).localname
        parts.append(part.text or "" if tag == "t" else " ")
    return " ".join("".join(parts).split())


def make(short, **attributes):
    """An element: make("w:bookmarkStart", id="1") has w:id."""
    return etree.Element(
        name(short), {name(f"w:{key}"): given for key, given in attributes.items()}
    )


def run_of(words):
    """A run that says these words."""
    run = make("w:r")
    said = etree.SubElement(run, name("w:t"))
    said.text = words
    said.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return run


def remove(node):
    parent = node.getparent()
    if parent is not None:
        parent.remove(node)


def unwrap(node):
    """The node's children in its place."""
    parent = node.getparent()
    at = parent.index(node)
    for offset, inner in enumerate(list(node)):
        parent.insert(at + offset, inner)
    parent.remove(node)
