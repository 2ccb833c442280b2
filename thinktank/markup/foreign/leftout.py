"""What could not come along, in an editor's words."""

from django.utils.translation import ngettext

MOST_NAMED = 5


def sentences(lost, pictures=()):
    """[sentence] of what a Reader counted: `lost` by kind, `pictures` by their descriptions."""
    said = []
    if pictures:
        said.append(_pictures(pictures))
    for kind, number in lost.items():
        if number and kind != "pictures":
            said.append(_sentence(kind, number))
    return said


def _pictures(descriptions):
    number = len(descriptions)
    text = ngettext(
        "%d picture. Add it from the library, or drop its file into the text.",
        "%d pictures. Add them from the library, or drop their files into the text.",
        number,
    ) % number  # fmt: skip
    named = [f"“{each[:80]}”" for each in descriptions if each]
    if not named:
        return text
    return f"{text} ({', '.join(named[:MOST_NAMED])}{', …' if len(named) > MOST_NAMED else ''})"


def _sentence(kind, number):
    return {
        "references": ngettext(
            "The text of %d note, which was not copied along: its number stands in the text.",
            "The text of %d notes, which were not copied along: their numbers stand in the text.",
            number,
        ),
        "links": ngettext(
            "%d link that leads nowhere from here: its words are kept.",
            "%d links that lead nowhere from here: their words are kept.",
            number,
        ),
        "notes": ngettext(
            "%d note: none can stand here.", "%d notes: none can stand here.", number
        ),
        "figures": ngettext(
            "%d figure: none can stand here.", "%d figures: none can stand here.", number
        ),
        "frames": ngettext("%d embedded page, video or sound.", "%d embedded pages, videos or sounds.", number),
        "drawings": ngettext("%d drawing.", "%d drawings.", number),
        "equations": ngettext(
            "The setting of %d equation: only its letters are kept.",
            "The setting of %d equations: only their letters are kept.",
            number,
        ),
        "comments": ngettext("The comments beside the text.", "The comments beside the text.", number),
        "deleted": ngettext(
            "Words that were marked as deleted, in %d place.",
            "Words that were marked as deleted, in %d places.",
            number,
        ),
        "underlined": ngettext(
            "Underlining, in %d place: the words are kept.",
            "Underlining, in %d places: the words are kept.",
            number,
        ),
        "struck": ngettext(
            "Striking through, in %d place: the words are kept. Look whether they should be.",
            "Striking through, in %d places: the words are kept. Look whether they should be.",
            number,
        ),
    }[kind].replace("%d", str(number))  # fmt: skip
