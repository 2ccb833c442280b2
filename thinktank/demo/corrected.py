"""What was corrected after publication: the first wording, and the change that brought the other.

A correction's `changed` in the texts lists [what it said, what it says]; the texts themselves say
what they say today.
"""

from articles import history, moves
from articles.models import Article, Correction
from articles.records import record

# (step, who takes it, days before the correction, hour)
WAY = (
    ("revise", "editor", 1, "15:40"),
    ("send", "editor", 1, "17:05"),
    ("clear", "publisher", 0, "10:20"),
    ("apply", "publisher", 0, "12:00"),
)


def first_wording(text, head):
    """`text` as it was first published."""
    for row in reversed(head.get("corrections", ())):
        text = _with(text, [(now, was) for was, now in row.get("changed", ())])
    return text


def correct(article, row, calendar, logins):
    """Take one correction through the workflow, then set its clock. `logins`: {username: User}."""
    working = article
    for step, username, before, hour in WAY:
        told = {"change_type": row["type"], "change_note": row["text"]} if step == "apply" else {}
        taken = moves.take_step(working, step, by=logins[username], **told)
        working = taken.made or taken.article
        if taken.made:
            _reword(working, row["changed"], logins[username])
        moment = calendar.moment(row["date"] - before, hour)
        type(taken).objects.filter(pk=taken.pk).update(at=moment)
        for history_of in {article, working}:
            history_of.revisions.filter(at__gt=moment).update(at=moment)
    _went_out(article, moment)


def _reword(change, pairs, editor):
    change.body = _with(change.body, pairs)
    change.key_points = [_with(point, pairs) for point in change.key_points]
    change.save()
    history.keep(change, by=editor)


def _with(text, pairs):
    for old, new in pairs:
        text = text.replace(old, new)
    return text


def _went_out(article, moment):
    """The correction is as old as its steps: for readers, for feeds, for machines."""
    found = Correction.objects.filter(article=article).first()
    Correction.objects.filter(pk=found.pk).update(date=moment)
    article.revisions.filter(pk=found.after_id).update(public_from=moment)
    Article.objects.filter(pk=article.pk).update(updated_at=moment, saved_at=moment)
    article.refresh_from_db()
    record(article)
