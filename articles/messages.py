"""What colleagues are told of a step: a line for the subject, and a few plain sentences."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from articles.states import PUBLISHED, Status
from thinktank.notices.letters import absolute
from thinktank.site.models import Institute
from thinktank.writing.names import name_of

MOST_NOTES, LONGEST_QUOTE = 30, 160
GOES_OUT = ("publish", "apply", "correct_typo", "overrule")

# {step: (subject, what happened, what comes next)}. What goes out says by itself what comes next.
SAID = {
    "start": (_("Begun: %(title)s"), _("%(who)s has begun to write %(piece)s."),
              _("Next: the text is written and sent for review.")),
    "send": (_("In review: %(title)s"), _("%(who)s sent %(piece)s for review."),
             _("Next: %(reader)s reads it.")),
    "ask": (_("Changes asked: %(title)s"), _("%(who)s asks for changes in %(piece)s."),
            _("Next: the text is changed and sent again.")),
    "clear": (_("Cleared: %(title)s"), _("%(who)s cleared the text of %(piece)s."),
              _("Next: a publisher publishes it.")),
    "accept": (_("Cleared: %(title)s"), _("%(who)s accepted the text of %(piece)s."),
               _("Next: a publisher publishes it.")),
    "publish": (_("Published: %(title)s"), _("%(who)s published %(piece)s."), ""),
    "apply": (_("Changed: %(title)s"), _("%(who)s published a change to %(piece)s."), ""),
    "correct_typo": (_("Typing error corrected: %(title)s"),
                     _("%(who)s corrected a typing error in %(piece)s."), ""),
    "overrule": (_("Published without clearance: %(title)s"),
                 _("%(who)s published %(piece)s without a second person’s clearance."), ""),
    "reschedule": (_("Another hour: %(title)s"), _("%(who)s gave %(piece)s another hour."),
                   _("It goes live %(hour)s.")),
    "hold": (_("On hold: %(title)s"), _("%(who)s stopped %(piece)s before its hour."),
             _("Next: a publisher publishes it or gives it a new hour.")),
    "revise": (_("Change begun: %(title)s"), _("%(who)s has begun a change to %(piece)s."),
               _("Readers see the text as it was until the change is published.")),
    "withdraw": (_("Withdrawn: %(title)s"), _("%(who)s withdrew %(piece)s."),
                 _("Its address tells readers so.")),
    "restore": (_("Put back: %(title)s"), _("%(who)s put %(piece)s back."),
                _("Readers see it again: %(url)s")),
    "take_down": (_("Taken down: %(title)s"),
                  _("%(who)s took %(piece)s down for legal reasons."),
                  _("The text is gone from the site and from every version.")),
    "bin": (_("In the bin: %(title)s"), _("%(who)s put %(piece)s in the bin."),
            _("It goes for good after 30 days.")),
    "unbin": (_("Out of the bin: %(title)s"), _("%(who)s took %(piece)s out of the bin."),
              _("It is a draft again.")),
}  # fmt: skip
# The same to whoever is to take the next step: another subject, another end.
TO_THE_NEXT = {
    "send": (_("To review: %(title)s"), _("You are asked to read it.")),
    "clear": (_("Ready to publish: %(title)s"), _("You may publish it.")),
    "accept": (_("Ready to publish: %(title)s"), _("You may publish it.")),
}
# Cleared by who had changed it: one more person must stand for the same text.
HALF_CLEARED = (_("To accept: %(title)s"),
                _("Next: somebody else accepts what was changed, or changes it again."))  # fmt: skip


def of(step, *, to_the_next=False):
    """{"kind", "subject", "lines", "path", "about"} of a StepTaken, as `sending.tell` takes them.

    `to_the_next`: in the words for who is to take the next step.
    """
    article, about = step.article, _about(step)
    subject, happened, ends = SAID[step.step]
    if step.step in ("clear", "accept") and article.status != Status.CLEARED:
        subject, ends = HALF_CLEARED
    elif to_the_next and step.step in TO_THE_NEXT:
        subject, ends = TO_THE_NEXT[step.step]
    if step.step in GOES_OUT:
        ends = _when_readers_see(article)
    lines = [happened % about, *_reason(step), *_due(step), ends % about, *_open_notes(step)]
    return {
        "kind": step.step, "subject": subject % about, "lines": lines, "path": path_of(article.pk),
        "about": f"article:{article.replaces_id or article.pk}",
    }  # fmt: skip


def path_of(key):
    """The page on the desk of the piece with this key."""
    return reverse("admin:articles_article_change", args=[key])


def _about(step):
    """What the sentences may name. No word of a draft but its title."""
    article = step.article
    about = {"title": article.title or _now("Untitled"), "url": "", "hour": _moment(step.hour)}
    about["piece"] = _now("“%s”") % about["title"]
    if article.replaces_id:
        about["piece"] = _now("the change to “%s”") % about["title"]
        about["title"] = _now("%s (change)") % about["title"]
    elif article.slug and article.year:
        about["url"] = absolute(article.get_absolute_url())
    about["who"] = name_of(step.by) if step.by else step.by_name or _now("Somebody who has left")
    reader = article.reviewer or article.kind.clearer
    about["reader"] = name_of(reader) if reader else _now("an editor")
    return about


def _moment(when):
    """12 March 2026, 09:00 PKT: in the institute's zone, whoever tells."""
    return date_format(when.astimezone(Institute.current().zone), "j F Y, H:i T") if when else ""


def _when_readers_see(article):
    if article.replaces_id:
        return _("It goes out %(hour)s, in the place of what readers see until then.")
    if article.status == PUBLISHED and article.is_scheduled:
        return _("It goes live %(hour)s. Nobody need do anything more.")
    return _("Readers see it now: %(url)s")


def _reason(step):
    return [_now("“%s”") % step.why.strip()] if step.why.strip() else []


def _due(step):
    if step.step not in ("send", "ask") or not step.article.due:
        return []
    return [_now("It is due on %s.") % date_format(step.article.due, "j F Y")]


def _open_notes(step):
    """With a wish for changes go the notes that are still open."""
    if step.step != "ask":
        return []
    notes = list(step.article.notes.open().prefetch_related("replies")[:MOST_NOTES])
    return [_now("Notes on the text:"), *map(_note, notes)] if notes else []


def _note(note):
    quoted = Truncator(" ".join(note.quoted.split())).chars(LONGEST_QUOTE)
    said = "\n".join(f"{each.by_name}: {each.text.strip()}" for each in [note, *note.replies.all()])
    return f"“{quoted}” – {said}" if quoted else said
