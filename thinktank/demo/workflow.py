"""Each piece walked to its state through the workflow itself, then the clock of its steps set.

The steps are the real ones, taken by the demo's own log-ins, so that the logbook is true; only
when they were taken is written afterwards, since nobody can publish three years ago today.
"""

from articles import history, moves
from articles.models import Article

# State in the texts: [(step, who takes it, days before the piece appears, hour)].
# A scheduled piece counts from the demo day.
SENT = ("send", "editor", 5, "15:10")
CLEARED = ("clear", "publisher", 2, "11:25")
WAYS = {
    "draft": [],
    "review": [SENT],
    "scheduled": [SENT, CLEARED, ("publish", "publisher", 1, "16:40")],
    "published": [SENT, CLEARED, ("publish", "publisher", 0, None)],
}
WAYS["withdrawn"] = WAYS["published"]
BEGUN_DAYS_BEFORE = 12


def walk(article, head, calendar, logins):
    """Take a new draft to the state that its head names. `logins`: {username: User}."""
    appears = head.get("published")
    turn = min(appears or 0, 0)
    begun = calendar.moment(turn - BEGUN_DAYS_BEFORE, "10:05")
    _set(article, created_at=begun)
    history.keep(article, by=article.created_by)
    article.revisions.update(at=begun)
    moment = None if appears is None else calendar.moment(appears, head["at"])
    for name, username, before, hour in WAYS[head["state"]]:
        if name == "send" and CLEARED in WAYS[head["state"]]:
            _sign(article, head, calendar.day(appears))  # before anybody stands for the text
        taken = moves.take_step(article, name, by=logins[username], at=moment)
        _date(taken, article, calendar.moment(turn - before, hour or head["at"]))
    if head["state"] == "withdrawn":
        _withdraw(article, head, calendar, logins["publisher"])


def _sign(article, head, day):
    """Freeze the bylines for the day of publication: by the posts and the blurb of that day."""
    for byline, row in zip(article.bylines.select_related("person"), head["bylines"], strict=True):
        byline.freeze(day)
        byline.blurb = row.get("blurb", byline.blurb)
        byline.save()


def _withdraw(article, head, calendar, publisher):
    day = head["corrections"][0]["date"]
    taken = moves.take_step(article, "withdraw", by=publisher, why=head["withdrawn_reason"])
    moment = calendar.moment(day)
    _set(article, withdrawn_at=moment)
    _date(taken, article, moment)


def _date(taken, article, moment):
    """This step was taken then; so was the last saving and signing of the piece."""
    type(taken).objects.filter(pk=taken.pk).update(at=moment)
    _set(article, saved_at=moment)
    article.revisions.filter(at__gt=moment).update(at=moment)
    if taken.step == "clear":
        article.bylines.update(frozen_at=moment)


def _set(article, **fields):
    """Past the save, which would write today's date."""
    Article.objects.filter(pk=article.pk).update(**fields)
    article.refresh_from_db(fields=list(fields))
