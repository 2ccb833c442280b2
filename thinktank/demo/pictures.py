"""Drawings taken into the library, as if an editor had uploaded them."""

import io
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from django.core.files.base import ContentFile

from thinktank.demo import drawings, texts
from thinktank.demo.keeping import keep
from thinktank.library import pictures
from thinktank.library.models import Image

_begun = {}


@contextmanager
def begun():
    """All pictures are drawn and taken in beside the rows: most of that is other processes' work."""
    pool = ThreadPoolExecutor(2)
    try:
        for key, draw, arguments in _wanted():
            if key not in _begun:
                _begun[key] = pool.submit(_taken, draw, *arguments)
        yield
    finally:
        pool.shutdown(cancel_futures=True)
        _begun.clear()


def _wanted():
    """(what names it, the function that draws it, its arguments), in the order of their use."""
    for row in texts.table("people")["people"]:
        if "portrait" in row:
            yield row["key"], drawings.portrait, [row["portrait"]]
    for head in texts.pieces("articles"):
        for row in [*head.get("figures", ()), *filter(None, [head.get("image")])]:
            yield (row["motif"], row["seed"]), drawings.cover, [row["motif"], row["seed"]]


def _taken(draw, *arguments):
    file = io.BytesIO()
    draw(*arguments).save(file, "PNG", compress_level=1)
    return pictures.take_in(ContentFile(file.getvalue(), name="drawing.png"))


def cover(head):
    """The lead picture of an article by its head's [image], or None."""
    row = head.get("image")
    return row and _keep((row["motif"], row["seed"]), head["title"], row["alt"], row["credit"])


def in_text(head):
    """The text of the piece with its own pictures in place: {figure:1} names the first [[figures]]."""
    body = head["body"]
    for number, row in enumerate(head.get("figures", ()), start=1):
        image = _keep((row["motif"], row["seed"]), row["title"], row["alt"], row["credit"])
        body = body.replace(f"{{figure:{number}}}", str(image.pk))
    return body


def portrait(row):
    """The photo of a person by the row, or None."""
    if "portrait" not in row:
        return None
    alt = f"Drawn portrait of {row['name']}."
    return _keep(row["key"], row["name"], alt, "Drawing: Institute archive")


def _keep(key, title, alt, credit):
    image = Image(
        title=title[:200], alt=alt, credit=credit, source="Drawn for the demo", licence="CC BY 4.0"
    )
    image.keep(_begun[key].result())
    return keep(image)
