"""Threads of notes as the desk shows them: what each is about, and whether that is still there."""

from dataclasses import dataclass

from django.core.exceptions import FieldDoesNotExist
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles import noting, places
from articles.admin import sections, whereabouts
from articles.models import Article
from thinktank.markup import reading

HEADINGS = ("h2", "h3", "h4")


@dataclass(frozen=True)
class Thread:
    """`about`: the place in words, "" in the text and for the whole. `at`: its id on the form, ""
    where there is none. `is_gone`: what it was about is no longer there.
    """

    note: object
    answers: list
    about: str
    at: str
    is_gone: bool
    may_settle: bool

    @property
    def settled_by(self):
        return whereabouts.name_of(self.note.resolved_by)


def of(article, user, *, may_edit):
    """([open threads], [settled ones]) of a piece, in a fixed number of queries."""
    people = "by__person", "resolved_by__person"
    notes = list(article.notes.select_related(*people).order_by("pk"))
    rows, on_form = _rows(article, notes), _on_form(article)
    answers = {}
    for note in notes:
        note.article = article
        answers.setdefault(note.parent_id, []).append(note)
    found = [
        Thread(
            note, answers.get(note.pk, []), about=_about(note, rows),
            at=sections.anchor(note.place) if may_edit and note.place in on_form else "",
            is_gone=_is_gone(note, article, rows), may_settle=may_edit or note.by_id == user.pk,
        )
        for note in answers.get(None, [])
    ]  # fmt: skip
    return (
        [thread for thread in found if thread.note.resolved_at is None],
        [thread for thread in found if thread.note.resolved_at],
    )


def _on_form(article):
    """The fields and rows that this piece's form has."""
    every = {name for section in sections.SECTIONS for name in _names(section)}
    return every - sections.left_out(article)


def _rows(article, notes):
    """{(relation, key or words): the row in words} of every relation that notes are on.

    Restoring and taking in a change make some rows anew: then the same words are the same row.
    """
    found = {}
    for relation in sorted({note.place for note in notes if note.row}):
        for row in noting.rows_of(article, relation):
            found[relation, row.pk] = found[relation, str(row)] = str(row)
    return found


def _row(note, rows):
    return rows.get((note.place, note.row)) or rows.get((note.place, note.quoted))


def _about(note, rows):
    if not note.place:
        return ""
    heading = name_of(note.place)
    return f"{heading}: {_row(note, rows) or note.quoted}" if note.row else heading


def _is_gone(note, article, rows):
    if note.anchor:
        return not noting.stands_in(article.body, note.anchor)
    return bool(note.row) and _row(note, rows) is None


def name_of(place):
    """What a field or a relation is called on the form; of one there is no more, its bare name."""
    section = next((each for each in sections.SECTIONS if place in _names(each)), None)
    if section and section.heading:
        return str(section.heading)
    try:
        field = Article._meta.get_field(place)
    except FieldDoesNotExist:
        return place
    return capfirst(str(getattr(field, "verbose_name", place)))


def _names(section):
    for part in section.parts:
        yield from part if isinstance(part, tuple) else (part,)


# -- what one can write a note about --


def places_of(article):
    """[(heading, [(what a form sends, in words)])]: the form, its rows, the paragraphs."""
    form = [(name, name_of(name)) for name in _places_of_form()]
    rows = [
        (f"{relation}:{row.pk}", f"{name_of(relation)}: {row}")
        for relation in noting.ROWS
        for row in noting.rows_of(article, relation)
    ]
    return [(_("The form"), form + rows), (_("The text"), list(_paragraphs(article.body)))]


def _places_of_form():
    text, *others = sections.SECTIONS
    yield from (name for name in text.parts if name != "body")
    yield from (section.about for section in others if section.name != "told")


def _paragraphs(body):
    for node in reading.parse(body).iter("p", "figure", *HEADINGS):
        if node.get("id"):
            yield node.get("id"), places.words_of(node) or _("A picture, a table or the like")
