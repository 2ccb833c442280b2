"""Pictures and figures of elsewhere: handed to whoever can keep them, else left out by name."""

from thinktank.markup import schema
from thinktank.markup.foreign import source
from thinktank.markup.foreign.blocks import Figure, Line, Table, flat, plain
from thinktank.markup.foreign.flow import joined

OWN = ("data-image", "data-embed", "data-missing")
ATTRIBUTES = {
    name
    for part in (schema.PICTURES, schema.EMBEDS, schema.GAPS)
    for name in part.tags["figure"]
    if name != "id"
}


def image(reader, node, flow, given):
    alt = " ".join((node.get("alt") or "").split())
    if "1" in (node.get("width"), node.get("height")):
        return  # a page counts its visitors with it
    if 0 < len(alt) <= 2 and not alt.isalnum():
        flow.say(alt, given)  # a smiley
    elif reader.picture and (figure := reader.picture(node.get("src") or "", alt)):
        flow.stand(figure)
    else:
        reader.lost["pictures"] += 1
        reader.pictures.append(alt)


def figure(reader, node, flow, given):
    flow.close()
    caption = node.find("figcaption")
    runs = joined(flat(reader.inside(caption))) if caption is not None else []
    if any(name in node.attrib for name in OWN):
        kept = {name: value for name, value in node.attrib.items() if name in ATTRIBUTES}
        flow.add(Figure(kept, runs))
        return
    if caption is not None:
        source.take_out(caption)
    flow.blocks += _held(reader, node, given, runs)


def _held(reader, node, given, caption):
    """What the figure holds, with its caption: the picture's goes where the picture goes."""
    missing = len(reader.pictures)
    blocks = reader.inside(node, given)
    holder = next((block for block in blocks if isinstance(block, (Table, Figure))), None)
    if holder:
        holder.caption = holder.caption or caption
    elif caption and len(reader.pictures) == missing:
        blocks.append(Line(caption))
    elif caption:
        reader.pictures[-1] = plain(caption).strip() or reader.pictures[-1]
    return blocks
