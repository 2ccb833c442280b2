"""Drawings taken into the library, as if an editor had uploaded them."""

import io

from django.core.files.base import ContentFile

from thinktank.demo import drawings
from thinktank.demo.keeping import keep
from thinktank.library.models import Image


def cover(head):
    """The lead picture of an article by its head's [image], or None."""
    wanted = head.get("image")
    if wanted is None:
        return None
    drawing = drawings.cover(wanted["motif"], wanted["seed"])
    return _take(drawing, head["title"], wanted["alt"], wanted["credit"])


def portrait(row):
    """The photo of a person by the row, or None."""
    if "portrait" not in row:
        return None
    alt = f"Drawn portrait of {row['name']}."
    return _take(drawings.portrait(row["portrait"]), row["name"], alt, "Drawing: Institute archive")


def _take(drawing, title, alt, credit):
    file = io.BytesIO()
    drawing.save(file, "PNG", compress_level=1)
    image = Image(
        title=title[:200], alt=alt, credit=credit, source="Drawn for the demo", licence="CC BY 4.0"
    )
    image.take(ContentFile(file.getvalue(), name="drawing.png"))
    return keep(image)
