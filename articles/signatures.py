"""Bylines written down at clearance whose person has another post by the day of publication."""

from articles import content
from articles.states import PUBLIC

PRINTED = ("name", "honorific", "post", "affiliation")


def outdated(article):
    """[(byline, as it is written down, as it would be today)] of a piece that is not out yet."""
    if article.status in PUBLIC or article.replaces_id:
        return []
    day = content.intended_day(article)
    rows = article.bylines.exclude(frozen_at=None).select_related("person")
    pairs = ((row, _line(row.as_printed(day)), _line(row.facts(day)))
             for row in rows.prefetch_related("person__appointments"))  # fmt: skip
    return [each for each in pairs if each[1] != each[2]]


def refresh(article):
    """Write those down anew, by the posts of the intended day. The text's hash changes with them."""
    day = content.intended_day(article)
    for byline, _was, _is in outdated(article):
        byline.thaw()
        byline.freeze(day)
    article.save()


def _line(facts):
    name = f"{facts.get('honorific', '')} {facts['name']}".strip()
    return ", ".join(filter(None, [name, facts["post"], facts["affiliation"]]))
