"""Lists that page by place, not by number: a deep page costs what the first costs.

A list is ordered by (moment, id), newest first. The place is written into the address as
`?before=20261112T040000-123`: everything older than that row. `?after=` goes the other way, and
`?oldest=1` to the end.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode

from django.db.models import Q
from django.http import Http404
from django.utils import timezone

PER_PAGE = 20
PLACE = re.compile(r"(\d{8}T\d{6})(?:\.(\d{6}))?-(\d{1,18})", re.ASCII)


@dataclass(frozen=True)
class Slice:
    """Rows of one page, newest first, with the query strings of its neighbours (or None)."""

    rows: list
    newest: str | None
    newer: str | None
    older: str | None
    oldest: str | None

    def __iter__(self):
        return iter(self.rows)

    def __len__(self):
        return len(self.rows)


def write_place(moment, pk):
    """(datetime, id) → "20261112T040000.000000-123"."""
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%S.%f}-{pk}"


def read_place(text):
    """The inverse of write_place; Http404 for anything else."""
    match = PLACE.fullmatch(text)
    if not match:
        raise Http404
    try:
        moment = datetime.strptime(match[1], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        raise Http404 from None
    return moment.replace(microsecond=int(match[2] or 0)), int(match[3])


def page(rows, asked, *, moment="published_at", pk="pk", read=None, keep=(), per_page=PER_PAGE):
    """One page of a queryset.

    `rows`: an unordered queryset; `asked`: request.GET; `moment`, `pk`: the two lookups that order
    it (may cross a relation whose filter is already on it); `read`: row → (moment, pk) of a row,
    by default its attributes of these names; `keep`: parameters to carry along.
    """
    read = read or (lambda row: (getattr(row, moment), getattr(row, pk)))
    backwards = "after" in asked or "oldest" in asked
    if place := asked.get("before") or asked.get("after"):
        rows = rows.filter(_beyond(moment, pk, *read_place(place), newer=backwards))
    order = (moment, pk) if backwards else (f"-{moment}", f"-{pk}")
    found = list(rows.order_by(*order)[: per_page + 1])
    more, found = len(found) > per_page, found[:per_page]
    if backwards:
        found.reverse()
    has_newer = more if "after" in asked else bool(place) or "oldest" in asked
    has_older = more if not backwards else "after" in asked
    carried = [(name, value) for name in keep if (value := asked.get(name))]
    return _links(found, read, carried, has_newer=has_newer, has_older=has_older)


def years(rows, moment="published_at"):
    """From the newest row's year to the oldest's, in the current zone: [2026, 2025, …]; one query."""
    newest = rows.order_by(f"-{moment}").values_list(moment)[:1]
    oldest = rows.order_by(moment).values_list(moment)[:1]
    # A union would take over the model's order, by columns that it does not have.
    both = newest.union(oldest, all=True).order_by()
    ends = [timezone.localtime(row[0]).year for row in both]
    return list(range(max(ends), min(ends) - 1, -1)) if ends else []


def in_year(rows, year, moment="published_at"):
    """Those of one calendar year in the current zone, as a range that an index reads."""
    zone = timezone.get_current_timezone()
    begin, end = (datetime(each, 1, 1, tzinfo=zone) for each in (year, year + 1))
    return rows.filter(**{f"{moment}__gte": begin, f"{moment}__lt": end})


def asked_year(asked):
    """The year in ?year=2026, None without it; Http404 for anything that is no year."""
    text = asked.get("year")
    if not text:
        return None
    if not re.fullmatch(r"(19|20)\d\d", text, re.ASCII):
        raise Http404
    return int(text)


def _beyond(moment, pk, when, number, *, newer):
    sign = "gt" if newer else "lt"
    # The first condition is what the index reads; the second settles rows of the same moment.
    return Q(**{f"{moment}__{sign}e": when}) & (
        Q(**{f"{moment}__{sign}": when}) | Q(**{f"{pk}__{sign}": number})
    )


def _links(found, read, carried, *, has_newer, has_older):
    def link(*extra):
        return "?" + urlencode([*carried, *extra])

    first, last = (read(found[0]), read(found[-1])) if found else (None, None)
    return Slice(
        rows=found,
        newest=link() if has_newer else None,
        newer=link(("after", write_place(*first))) if has_newer and first else None,
        older=link(("before", write_place(*last))) if has_older and last else None,
        oldest=link(("oldest", 1)) if has_older else None,
    )
