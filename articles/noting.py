"""Notes on a piece: written, answered, settled; and who is told of them.

Whoever may see a piece may write and answer, also where the text is not theirs to change. A note
changes nothing of the piece, and no reader ever sees one.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import access, content, locks, mentions, messages, places
from articles.models import Note
from thinktank.markup import reading, schema
from thinktank.markup.characters import HIDDEN
from thinktank.notices import sending
from thinktank.writing.names import name_of

LONGEST, LONGEST_QUOTE = 5_000, 300
# What of the form has rows that a note can be about, with what names them.
ROWS = {
    "bylines": ("person",), "filed_under": ("theme",), "funders": (), "appearances": (),
    "attachments": ("document",),
}  # fmt: skip
PLACES = {
    *content.CLEARED, *content.HOUSEKEEPING, *content.PLANNING, "change_type", "change_note",
}  # fmt: skip
NO_PLACE = gettext_lazy(
    "There is no such place in this piece any more. Write the note on the whole."
)


@transaction.atomic
def write(article, by, text, *, anchor="", quoted="", place="", row=None, parent=None):
    """A new note on a piece, or a reply to one (`parent`). Returns the Note.

    `anchor`: the lasting id of a paragraph, `quoted`: the words of it that are meant. `place`: a
    field or a relation, `row`: the key of one of its rows. A reply opens its thread again. Who is
    called by “@Name”, and everybody in the thread, is told. Raises ValidationError for a text that
    is empty or too long, for a place that there is not, and for a piece that is gone (locks.Gone).
    """
    text = _checked(text)
    locks.hold(article)  # a change that goes out just then takes its notes along, and then is gone
    if parent:
        _check_parent(article, parent)
        reopen(parent)
        where = {}
    else:
        where = _where(article, anchor, quoted, place, row)
    note = Note.objects.create(
        article=article, parent=parent, text=text, by=by,
        by_name=name_of(by)[:150], **where,
    )  # fmt: skip
    called = [user for user in mentions.found(text, mentions.colleagues(article)) if user != by]
    note.mentioned.set(called)
    _tell(note, called)
    return note


def resolve(note, by):
    """The thread is done with."""
    if note.resolved_at is None:
        note.resolved_at, note.resolved_by = timezone.now(), by
        note.save(update_fields=["resolved_at", "resolved_by"])


def reopen(note):
    """The thread is after all not done with."""
    if note.resolved_at:
        note.resolved_at = note.resolved_by = None
        note.save(update_fields=["resolved_at", "resolved_by"])


def may_settle(user, note):
    """Whoever wrote a note, and whoever may change the text, says that it is done with."""
    return note.by_id == user.pk or access.may_edit(user, note.article)


def place_of(about):
    """{anchor, place, row} of what an address or a form says a note is about: "" (the whole),
    "p-a1b2c3", "bylines", "bylines:12". Raises ValidationError for a row without a number.
    """
    if schema.LASTING_ID.fullmatch(about):
        return {"anchor": about}
    place, _colon, row = about.partition(":")
    if row and not (row.isascii() and row.isdecimal()):
        raise ValidationError(NO_PLACE)
    return {"place": place, "row": int(row) if row else None}


def rows_of(article, place):
    """The rows of a relation of ROWS, as they are named."""
    rows = getattr(article, place).all()
    return rows.select_related(*ROWS[place]) if ROWS[place] else rows


def stands_in(body, anchor):
    """Whether a stored text has this lasting id."""
    return f' id="{anchor}"' in body


def _checked(text):
    text = HIDDEN.sub("", text).strip()
    if not text:
        raise ValidationError(_("Nothing is written yet. Write the note first."))
    if len(text) > LONGEST:
        raise ValidationError(
            _("A note holds %(most)d characters; this one has %(number)d. Shorten it.")
            % {"most": LONGEST, "number": len(text)}
        )
    return text


def _check_parent(article, parent):
    if parent.article_id != article.pk or parent.parent_id:
        raise ValidationError(_("What you answer is no longer there."))


def _where(article, anchor, quoted, place, row):
    """The fields of a note that say what it is about, checked, with the words that stand there."""
    quoted = " ".join(HIDDEN.sub("", quoted).split())
    if anchor:
        if not schema.LASTING_ID.fullmatch(anchor):
            raise ValidationError(NO_PLACE)
        quoted = quoted or _words_at(article.body, anchor)
    elif place:
        quoted = _words_of_row(article, place, row)
    else:
        quoted = ""
    return {
        "anchor": anchor, "place": "" if anchor else place, "row": None if anchor else row,
        "quoted": Truncator(quoted).chars(LONGEST_QUOTE),
    }  # fmt: skip


def _words_of_row(article, place, row):
    """A row in words; "" for all of the place."""
    found = rows_of(article, place).filter(pk=row).first() if row and place in ROWS else None
    if place not in PLACES or (row and found is None):
        raise ValidationError(NO_PLACE)
    return str(found) if found else ""


def _words_at(body, anchor):
    """How the paragraph with this id begins, so that a note outlives it; "" if it is not there."""
    found = reading.parse(body).xpath(".//*[@id=$anchor]", anchor=anchor)
    return places.words_of(found[0], most=12) if found else ""


# -- who is told --


def _tell(note, called):
    """Those it calls are told that they are asked, the others in the thread that there is more."""
    title = note.article.title or _("Untitled")
    about = {"title": title, "who": note.by_name, "piece": _("“%s”") % title}
    told = {
        "by": note.by, "path": f"{messages.path_of(note.article_id)}#note-{note.parent_id or note.pk}",
        "about": f"article:{note.article.replaces_id or note.article_id}",
    }  # fmt: skip
    said = [*([_("“%s”") % note.quoted] if note.quoted else []), *note.text.splitlines()]
    sending.tell(
        called, kind="mention", subject=_("You are asked: %(title)s") % about,
        lines=[_("%(who)s asks you in a note on %(piece)s:") % about, *said], **told,
    )  # fmt: skip
    if note.parent_id:
        others = _in_thread(note.parent).exclude(pk__in=[user.pk for user in called])
        sending.tell(
            others, kind="note", subject=_("Answered: %(title)s") % about,
            lines=[_("%(who)s answered a note on %(piece)s:") % about, *said], **told,
        )  # fmt: skip


def _in_thread(first):
    """Whoever wrote or was called in a thread, and may still see the piece."""
    notes = Note.objects.filter(Q(pk=first.pk) | Q(parent=first))
    return access.viewers(first.article).filter(
        Q(pk__in=notes.values("by")) | Q(pk__in=notes.values("mentioned"))
    )
