"""A stored record beside what somebody typed into an older form of it, place by place.

Long texts are compared paragraph by paragraph; every other field, and each kind of rows, is a place
of its own. Where only one of the two touched a part since the form was opened, that one's is chosen
beforehand; nothing is decided unseen.
"""

import json
from dataclasses import dataclass

from django.utils.text import capfirst

from thinktank import diffs
from thinktank.markup import paragraphs
from thinktank.markup.widgets import WritingWidget
from thinktank.writing import rows, said, sent

MINE, THEIRS = "mine", "theirs"


@dataclass(frozen=True)
class Difference:
    """A place where the stored record and the typed one differ; `name` of its choice in the form."""

    name: str
    label: str
    theirs: str
    mine: str
    chosen: str = ""

    def words(self):
        return diffs.words(self.theirs, self.mine)


class Comparison:
    """Raises ValidationError when a long text that was typed cannot be read at all."""

    def __init__(self, model_admin, request, obj):
        """`obj`: the record as it stands. What was typed is in `request.POST`."""
        self.obj, self.typed = obj, request.POST
        self.stored = sent.Sheet.of(model_admin, request, obj)
        self.version = model_admin.version(request, obj)
        data = self.typed
        self.rows = {
            each.prefix: rows.onto(each, data, without_others=True) for each in self.stored.formsets
        }
        for prefix, mine in self.rows.items():
            data = sent.replaced(data, prefix, mine)
        self.mine = sent.Sheet.of(model_admin, request, obj, data)
        self.began = _began(self.typed.get("began", ""))
        self.changes = {}
        self.differences = [*self._fields(), *self._relations()]

    # -- where they differ --

    def _fields(self):
        for name in sent.differing(self.mine.form):
            stored, mine = self.stored.form[name], self.mine.form[name]
            label = capfirst(str(stored.label))
            typed = sent.mark(sent.typed_part(self.typed, stored))
            beforehand = self._beforehand(name, touched=typed != self.began.get(name))
            if isinstance(stored.field.widget, WritingWidget):
                yield from self._paragraphs(name, label, beforehand)
            else:
                yield self._difference(
                    name, label, said.field(stored), said.field(mine), beforehand
                )

    def _paragraphs(self, name, label, beforehand):
        cleaned = self.obj._meta.get_field(name).cleaned
        stored, mine = (
            paragraphs.split(cleaned(text or ""))
            for text in (self.stored.form[name].value(), self.mine.form[name].value())
        )
        self.changes[name] = diffs.by_paragraph(stored, mine)
        for number, change in enumerate(self.changes[name]):
            if change.op != diffs.SAME:
                texts = ["" if each is None else str(each) for each in (change.old, change.new)]
                yield self._difference(f"{name}-{number}", label, *texts, beforehand)

    def _relations(self):
        for stored, mine in zip(self.stored.formsets, self.mine.formsets, strict=True):
            if any(sent.differing(form) for form in mine.forms):
                touched = rows.is_touched(mine, self.typed, self.began.get(stored.prefix))
                beforehand = self._beforehand(stored.prefix, touched=touched)
                label = capfirst(str(stored.model._meta.verbose_name_plural))
                texts = said.rows(stored), said.rows(mine)
                yield self._difference(stored.prefix, label, *texts, beforehand)

    def _beforehand(self, name, *, touched):
        """Whose it must be, when only one of the two touched this part since the form was opened."""
        if name not in self.began:
            return ""
        if not touched:
            return THEIRS
        return MINE if self.stored.began.get(name) == self.began[name] else ""

    def _difference(self, name, label, theirs, mine, beforehand):
        name = f"choice-{name}"
        return Difference(name, label, theirs, mine, self.typed.get(name) or beforehand)

    # -- what was chosen --

    def is_answered(self):
        """Whether every difference has its choice, made against this very version."""
        return self.typed.get("compared") == self.version and all(
            self.typed.get(each.name) in (MINE, THEIRS) for each in self.differences
        )

    def merged(self):
        """What was sent, with the choices in it: a form of the version that stands now."""
        data = self.typed.copy()
        for name in self.changes:
            data[name] = "".join(
                self._paragraph(name, number) for number in range(len(self.changes[name]))
            )
        for name in self.mine.form.fields:
            if self._takes_theirs(name):
                for each in sent.names_of(self.stored.form[name]):
                    data.pop(each, None)
                for each, values in sent.as_sent(self.stored.form[name]).items():
                    data.setlist(each, values)
        for formset in self.stored.formsets:
            data = sent.replaced(data, formset.prefix, self._rows(formset))
        data["version"], data["began"] = self.version, json.dumps(self.stored.began)
        return data

    def _takes_theirs(self, name):
        return self.typed.get(f"choice-{name}") == THEIRS

    def _paragraph(self, name, number):
        change = self.changes[name][number]
        takes_mine = change.op != diffs.SAME and self.typed[f"choice-{name}-{number}"] == MINE
        chosen = change.new if takes_mine else change.old
        return "" if chosen is None else chosen.html

    def _rows(self, formset):
        if not self._takes_theirs(formset.prefix):
            return self.rows[formset.prefix]
        count = len(formset.initial_forms)
        return sent.counted(formset, count, count) | sent.rows_as_sent(formset)

    def kept(self):
        """[(name, value)]: all that was sent, to be sent again."""
        return [
            (name, value)
            for name, values in self.typed.lists()
            for value in values
            if name not in sent.OURS_ALONE and not name.startswith("choice-")
        ]


def _began(text):
    """{part: mark} as the form was sent out with it; nothing where it was tampered with."""
    try:
        began = json.loads(text)
    except ValueError:
        return {}
    return began if isinstance(began, dict) else {}
