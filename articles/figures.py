"""Pictures, embeds and tables as readers see them. Pure: what stands in the body becomes its page."""

import re
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from thinktank.markup import embeds, reading, schema

SIZES = {"": "(min-width: 40rem) 37rem, 92vw", "wide": "(min-width: 64rem) 41rem, 100vw"}
NAMES = {"youtube": "YouTube", "vimeo": "Vimeo", "datawrapper": "Datawrapper"}
MISSING = {
    "chart": lambda: _("A chart is missing here."),
    "diagram": lambda: _("A diagram is missing here."),
    "equation": lambda: _("An equation is missing here."),
    "picture": lambda: _("A picture is missing here."),
    "object": lambda: _("Something is missing here."),
}


def draw(tree, pictures):
    """Change every figure of the tree in place. `pictures`: {primary key: library.Image}."""
    for figure in list(tree.iter("figure")):
        caption = figure.find("figcaption")
        if (key := figure.get("data-image")) is not None:
            drawn = _picture(figure, caption, pictures.get(int(key)))
        elif figure.get("data-embed") is not None:
            drawn = _embed(figure)
        elif figure.get("data-table") is not None:
            drawn = _table(figure, caption)
        else:
            drawn = _missing(figure)
        if not drawn:
            figure.drop_tree()
            continue
        for name in [name for name in figure.attrib if name.startswith("data-")]:
            del figure.attrib[name]
        if not len(caption) and not (caption.text or "").strip():
            caption.drop_tree()


def _picture(figure, caption, picture):
    if picture is None:
        return False
    wide = figure.get("data-size", "")
    figure.set("class", f"picture {wide}".strip())
    alt = "" if figure.get("data-decorative") is not None else figure.get("data-alt") or picture.alt
    whole = figure.makeelement("picture")
    sizes = SIZES[wide]
    if picture.avif_srcset:
        _sub(whole, "source", type="image/avif", srcset=picture.avif_srcset, sizes=sizes)
    _sub(
        whole, "img", src=picture.src(800), srcset=picture.srcset, sizes=sizes, alt=alt,
        width=str(picture.width), height=str(picture.height), loading="lazy", decoding="async",
    )  # fmt: skip
    figure.insert(0, whole)
    if picture.credit:
        if len(caption) or (caption.text or "").strip():
            _say(caption, " ")
        _sub(caption, "span", **{"class": "credit"}).text = picture.credit
    return True


def _embed(figure):
    """A card with a link: nothing is loaded from elsewhere until a reader asks for it."""
    provider, key = figure.get("data-embed"), figure.get("data-id", "")
    if not embeds.valid(provider, key):
        return False
    address = embeds.page_address(provider, key)
    figure.set("class", "embed")
    card = figure.makeelement("a", {"href": address})
    figure.insert(0, card)
    _sub(card, "strong").text = figure.get("data-title") or address
    where = _sub(card, "span", **{"class": "where"})
    if frame := embeds.frame_address(provider, key):
        card.set("data-frame", frame)
        where.text = _("%s · nothing is loaded from there until you press") % NAMES[provider]
    else:
        where.text = urlsplit(address).hostname
    return True


def _table(figure, caption):
    """Caption above, header rows in a <thead>, and a frame that scrolls where the table is wide."""
    figure.set("class", "table")
    figure.insert(0, caption)
    table = figure.find("table")
    frame = figure.makeelement("div", {"class": "scrolls", "tabindex": "0", "role": "group"})
    frame.set("aria-label", reading.plain_text_of(caption, without=("foot-note",)) or _("Table"))
    figure.append(frame)
    frame.append(table)
    body = table.find("tbody")
    head = [row for row in _leading(body) if len(row) and all(cell.tag == "th" for cell in row)]
    if head and len(head) < len(body):
        made = table.makeelement("thead")
        made.extend(head)
        table.insert(0, made)
    for row in table.iter("tr"):
        for cell in row.iterchildren("th"):
            if cell.get("scope") is None:
                cell.set("scope", "col" if row in head else "row")
    return True


def _leading(body):
    """The rows at the beginning that hold header cells alone."""
    for row in body:
        if any(cell.tag != "th" for cell in row):
            return
        yield row


def _missing(figure):
    figure.set("class", "missing")
    _sub(figure, "strong").text = MISSING[figure.get("data-missing")]()
    figure.insert(0, figure[-1])
    return True


def _sub(parent, tag, **attributes):
    made = parent.makeelement(tag, attributes)
    parent.append(made)
    return made


def _say(node, text):
    if len(node):
        node[-1].tail = (node[-1].tail or "") + text
    else:
        node.text = (node.text or "") + text


# What the drawing puts in, for the last cleaning. Pictures come from our own addresses only.
OURS = r"(?:/[\w.-]+)+\.(?:jpg|avif)"
FIGURE = {"class": schema.one_of("picture( wide)?", "embed", "table", "missing")}
DRAWN = schema.Part(
    "",
    {
        "figure": {"id": schema.LASTING_ID} | FIGURE,
        "figcaption": {},
        "picture": {},
        "source": {
            "type": schema.one_of("image/avif"),
            "srcset": re.compile(rf"{OURS} \d+w(, {OURS} \d+w)*"),
            "sizes": schema.one_of(*map(re.escape, SIZES.values())),
        },
        "img": {
            "src": re.compile(OURS),
            "srcset": re.compile(rf"{OURS} \d+w(, {OURS} \d+w)*"),
            "sizes": schema.one_of(*map(re.escape, SIZES.values())),
            "alt": schema.upto(300),
            "width": re.compile(r"\d{1,5}"),
            "height": re.compile(r"\d{1,5}"),
            "loading": schema.one_of("lazy"),
            "decoding": schema.one_of("async"),
        },
        "a": {"data-frame": embeds.FRAME},
        "strong": {},
        "span": {"class": schema.one_of("credit", "where")},
        "div": {
            "class": schema.one_of("scrolls"),
            "tabindex": schema.one_of("0"),
            "role": schema.one_of("group"),
            "aria-label": schema.upto(500),
        },
        "table": {},
        "thead": {},
        "tbody": {},
        "tr": {},
        "th": schema.SPANS | {"scope": schema.one_of("col", "row")},
        "td": schema.SPANS,
    },
)
