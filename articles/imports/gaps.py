"""What a converter would drop without a word: charts, diagrams, equations, objects, text boxes.

Each is replaced by a bookmark that later becomes a placeholder; the words in text boxes come along.
"""

from dataclasses import dataclass

from articles.imports.words import all_of, child, make, name, remove, run_of, text

PREFIX = "thinktank-gap-"
KINDS = (("/chart", "chart"), ("diagram", "diagram"), ("math", "equation"))


@dataclass(frozen=True)
class Gap:
    """`kind` of schema.MISSING; `words`: what is known of it."""

    kind: str
    words: str = ""


def fill(tree, known, gaps):
    """Replace what cannot come along, and add it to the list of gaps. `known`: ids of the part's
    relations. Returns how many text boxes there were."""
    boxes = _choose(tree)
    for drawing in all_of(tree, "w:drawing"):
        _drawing(drawing, known, gaps)
    for thing in all_of(tree, "w:object"):
        program = next((node.get("ProgID") or "" for node in all_of(thing, "o:OLEObject")), "")
        kind = "equation" if program.startswith("Equation") else "object"
        _replace(thing, Gap(kind, program.split(".")[0]), gaps)
    for picture in all_of(tree, "w:pict"):
        _old_picture(picture, known, gaps)
    for block in all_of(tree, "m:oMathPara"):
        _replace(block, Gap("equation", text(block)), gaps)
    for formula in all_of(tree, "m:oMath"):
        words = text(formula)
        formula.addprevious(run_of(words))
        _replace(formula, Gap("equation", words), gaps)
    return boxes


def _choose(tree):
    """Of two forms of one drawing keep the newer; set the words of text boxes behind their paragraph."""
    for both in all_of(tree, "mc:AlternateContent"):
        chosen = child(both, "mc:Choice")
        chosen = child(both, "mc:Fallback") if chosen is None else chosen
        for node in list(chosen) if chosen is not None else []:
            both.addprevious(node)
        remove(both)
    boxes = 0
    for box in all_of(tree, "w:txbxContent"):
        holder = next((up for up in box.iterancestors(name("w:p"))), None)
        if holder is None or not text(box):
            continue
        boxes += 1
        for paragraph in reversed(list(box)):
            holder.addnext(paragraph)
        drawing = next(box.iterancestors(name("w:drawing"), name("w:pict")), None)
        if drawing is not None and not _blips(drawing):
            remove(drawing)
    return boxes


def _drawing(drawing, known, gaps):
    properties = next(iter(all_of(drawing, "wp:docPr")), None)
    words = _description(properties)
    data = next(iter(all_of(drawing, "a:graphicData")), None)
    uri = "" if data is None else data.get("uri") or ""
    if blips := _blips(drawing):
        if any(_is_there(blip, known) for blip in blips):
            _decorative(drawing, properties)
            _split(drawing, data, blips)
        else:
            _replace(drawing, Gap("picture", words), gaps)
        return
    kind = next((kind for mark, kind in KINDS if mark in uri), None)
    if kind or "Group" in uri or "Canvas" in uri:
        _replace(drawing, Gap(kind or "diagram", words), gaps)
    elif uri.endswith("wordprocessingShape"):
        remove(drawing)  # a line or a frame, drawn for its looks
    else:
        _replace(drawing, Gap("object", words), gaps)


def _old_picture(picture, known, gaps):
    for image in all_of(picture, "v:imagedata"):
        if image.get(name("r:id")) not in known:
            _replace(picture, Gap("picture", image.get(name("o:title")) or ""), gaps)
            return


def _blips(node):
    return all_of(node, "a:blip")


def _is_there(blip, known):
    return blip.get(name("r:embed")) in known


def _description(properties):
    if properties is None:
        return ""
    return (properties.get("descr") or properties.get("title") or "").strip()


def _decorative(drawing, properties):
    """Word's own mark for a picture that says nothing."""
    if properties is not None and any(
        node.get("val") == "1" for node in all_of(drawing, "adec:decorative")
    ):
        properties.set("descr", DECORATIVE)


DECORATIVE = "thinktank-decorative"


def _split(drawing, data, blips):
    """Pictures that were grouped, each as if it stood alone."""
    direct = [node for node in data if node.tag == name("pic:pic")]
    if direct:
        return
    for picture in all_of(data, "pic:pic"):
        data.append(picture)
    for node in list(data):
        if node.tag != name("pic:pic"):
            data.remove(node)


def _replace(node, gap, gaps):
    """A bookmark where it stood, in a run's place as well as in a paragraph's."""
    mark = make("w:bookmarkStart", id="0", name=f"{PREFIX}{len(gaps)}")
    gaps.append(gap)
    node.addprevious(mark)
    remove(node)
