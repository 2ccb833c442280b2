"""What stands in the way of publication within a text, each flaw with its block. Pure."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.figures import NAMES
from articles.places import NOTE, before, blocks, in_text, plain, words_of
from thinktank.markup import embeds, reading
from thinktank.markup.lasting import HEADINGS


def flaws(body, pictures, day):
    """Findings in the order of the text. `pictures`: {primary key: library.Image} of those named."""
    previous = 1
    for number, block in blocks(reading.parse(body)):
        if block.tag in HEADINGS:
            yield from _heading(block, number, previous)
            previous = int(block.tag[1])
        for figure in block.iter("figure"):
            yield from _figure(figure, number, pictures, day)
        yield from _notes(block, number)
        yield from _links(block, number)


def _heading(heading, number, previous):
    """Levels go down one at a time, beginning with 2; every heading has words."""
    level, text = int(heading.tag[1]), plain(heading)
    if not text:
        yield in_text(_("An empty heading stands in the text. Delete it."), number, heading)
    elif level > previous + 1:
        about = {"text": text, "level": level, "previous": previous, "wanted": previous + 1}
        if previous == 1:
            said = _("The first heading, “%(text)s”, is of level %(level)d. Make it level 2.")
        else:
            said = _("The heading “%(text)s” is of level %(level)d after one of level %(previous)d. "
                     "Make it level %(wanted)d.")  # fmt: skip
        yield in_text(said % about, number, heading)


def _notes(block, number):
    for note in block.iter(NOTE):
        if note.text_content().strip():
            continue
        near = before(note)
        said = (
            _("The note after “%s” is empty. Write it or delete it.") % near
            if near
            else _("A note is empty. Write it or delete it.")
        )
        yield in_text(said, number, note)


def _links(block, number):
    for link in block.iter("a"):
        text = words_of(link)
        if not text:
            near = before(link)
            said = (
                _("The link after “%s” has no words. Give it some or delete it.") % near
                if near
                else _("A link has no words. Give it some or delete it.")
            )
            yield in_text(said, number, link)
        elif not link.get("href"):
            said = _("The link “%s” leads nowhere. Give it an address.") % text
            yield in_text(said, number, link)


def _figure(figure, number, pictures, day):
    if figure.get("data-image") is not None:
        found = _picture(figure, pictures.get(int(figure.get("data-image"))), day)
    elif figure.get("data-embed") is not None:
        found = _embed(figure)
    elif figure.get("data-table") is not None:
        found = _table(figure)
    elif figure.get("data-missing") is not None:
        found = _missing(figure)
    else:
        found = ()
    for text in found:
        yield in_text(text, number, figure)


def _picture(figure, picture, day):
    if picture is None:
        caption = words_of(figure)
        yield (
            _("The picture above “%s” is no longer in the library. Choose another.") % caption
            if caption
            else _("A picture is no longer in the library. Choose another.")
        )
        return
    if figure.get("data-decorative") is None and not (figure.get("data-alt") or picture.alt):
        said = _("Describe the picture “%s” for those who do not see it, or mark it as decoration.")
        yield said % picture
    if not picture.rights_alive(day):
        yield rights_ended(picture)


def rights_ended(picture):
    """Said of any picture that may not be published any more."""
    return _("The rights to the picture “%(picture)s” ended on %(day)s. Choose another.") % {
        "picture": picture,
        "day": date_format(picture.rights_until, "j F Y"),
    }


def _embed(figure):
    provider, key = figure.get("data-embed"), figure.get("data-id", "")
    title = figure.get("data-title", "").strip()
    if not embeds.valid(provider, key):
        said = _("“%(title)s” cannot be shown: “%(key)s” is not what %(provider)s calls its pages. "
                 "Delete it and paste its address anew.")  # fmt: skip
        name = NAMES.get(provider, _("the web"))
        yield said % {"title": title or name, "key": key[:60], "provider": name}
    elif not title:
        address = embeds.page_address(provider, key)
        yield (
            _("Give a title to what is embedded from %s: it is read before it is opened.")
            % (address[:80])
        )


def _table(figure):
    named = words_of(figure.find("figcaption")) or words_of(figure, most=4)
    if figure.find(".//th") is None:
        yield (
            _("The table “%s” has no header cell. Make its first row or column one.") % named
            if named
            else _("A table has no header cell. Make its first row or column one.")
        )
    if not plain(figure.find("figcaption")):
        yield (
            _("The table that begins “%s” has no caption. Say what it shows.") % named
            if named
            else _("An empty table has no caption. Fill it in or delete it.")
        )


def _missing(figure):
    what = words_of(figure)
    yield (
        _("Something that could not be brought in is still missing: “%s”. Put it in, or delete "
          "its place.") % what
        if what
        else _("Something that could not be brought in is still missing here. Put it in, or "
               "delete its place.")
    )  # fmt: skip
