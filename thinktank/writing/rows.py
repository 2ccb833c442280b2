"""The rows of a record in two forms of it: those that somebody typed, put onto those that are stored.

Others may have added rows since, or deleted some: a row is known by its key, never by its number.
"""

import re

from thinktank.writing import sent

MOST_ROWS = 1000


def typed(prefix, data):
    """[{suffix: [values]}]: the rows under `prefix` in what was sent, in their order."""
    name_of_a_row = re.compile(rf"{re.escape(prefix)}-(\d{{1,4}})-(.+)")
    found = {}
    for name, values in data.lists():
        if parts := name_of_a_row.fullmatch(name):
            found.setdefault(int(parts[1]), {})[parts[2]] = values
    total = _number(data.get(f"{prefix}-TOTAL_FORMS", ""))
    return [found[number] for number in sorted(found) if number < total]


def _number(text):
    return min(int(text), MOST_ROWS) if text.isdecimal() and len(text) < 6 else 0


def onto(formset, data, *, without_others=False):
    """{name: [values]}: the typed rows as a form of the rows that stand now (`formset`, unbound).

    A row that is gone is a new one. A row that was added since stays as it is, or is deleted where
    what was typed is to stand alone (`without_others`).
    """
    key_name = formset.model._meta.pk.name
    rows = typed(formset.prefix, data)
    by_key = {row.get(key_name, [""])[-1]: row for row in rows}
    stored, placed = formset.initial_forms, []
    for form in stored:
        own = _suffixes(form)
        row = by_key.pop(str(form.instance.pk), None)
        if row is None and without_others and formset.can_delete:
            row = own | {"DELETE": ["on"]}
        placed.append(own if row is None else row)
    kept = {str(form.instance.pk) for form in stored}
    for row in rows:
        if row.get(key_name, [""])[-1] not in kept and "DELETE" not in row:
            placed.append(row | {key_name: [""]})
    return numbered(formset, placed, initial=len(stored))


def _suffixes(form):
    """A stored row as {suffix: [values]}."""
    start = len(form.prefix) + 1
    return {
        name[start:]: values
        for bound in form
        if not bound.field.disabled
        for name, values in sent.as_sent(bound).items()
    }


def numbered(formset, rows, *, initial):
    """Rows as they are sent, with their counts."""
    named = {
        f"{formset.prefix}-{number}-{suffix}": values
        for number, row in enumerate(rows)
        for suffix, values in row.items()
    }
    return sent.counted(formset, len(rows), initial) | named


def is_touched(bound, data, began):
    """Whether the person who sent `data` changed any of these rows.

    `bound`: the same, put onto the stored ones. `began`: the mark of the rows that they were shown.
    """
    shown = _number(data.get(f"{bound.prefix}-INITIAL_FORMS", ""))
    first = tuple(f"{bound.prefix}-{number}-" for number in range(shown))
    sent_rows = {name: values for name, values in data.lists() if name.startswith(first)}
    return sent.mark(sent_rows) != began or any(form.has_changed() for form in bound.extra_forms)
