"""Notes: collected from the text, numbered in its order, linked both ways. Pure.

In the body a note stands where it is cited (`<foot-note id="n-…">`); readers get its number there
and its text in a list at the end, each leading to the other (roles of the DPUB-ARIA 1.1 module:
doc-noteref, doc-endnotes, doc-backlink).
"""

from django.utils.translation import gettext as _


def link(tree):
    """Put numbers for the notes of this tree and return their list, a <section>, or None."""
    notes = list(tree.iter("foot-note"))
    if not notes:
        return None
    section = tree.makeelement("section", {"class": "notes", "role": "doc-endnotes"})
    heading = _sub(section, "h2", id="notes")
    heading.text = _("Notes")
    rows = _sub(section, "ol")
    for number, note in enumerate(notes, 1):
        name = note.get("id")
        _row(rows, note, name, number)
        _number(note, name, number)
    return section


def _number(note, name, number):
    """The note itself becomes its number; what follows it stays."""
    note.clear(keep_tail=True)
    note.tag = "sup"
    link = _sub(note, "a", href=f"#{name}", id=_cited_at(name), role="doc-noteref")
    link.text = str(number)


def _row(rows, note, name, number):
    row = _sub(rows, "li", id=name)
    row.text = note.text
    row.extend(note)
    if len(row):
        row[-1].tail = (row[-1].tail or "") + "\N{NO-BREAK SPACE}"
    else:
        row.text = (row.text or "") + "\N{NO-BREAK SPACE}"
    back = _sub(row, "a", href=f"#{_cited_at(name)}", role="doc-backlink")
    back.set("aria-label", _("Back to note %d in the text") % number)
    # The variation selector keeps phones from printing the arrow as an emoji.
    back.text = "\N{LEFTWARDS ARROW WITH HOOK}\N{VARIATION SELECTOR-15}"


def _cited_at(name):
    return f"r{name[1:]}"


def _sub(parent, tag, **attributes):
    made = parent.makeelement(tag, attributes)
    parent.append(made)
    return made
