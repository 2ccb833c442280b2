"""What differs between two snapshots of a piece: each text by paragraph and word, each fact by line."""

from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles.models import Appearance, Article, Byline
from thinktank import diffs
from thinktank.markup import paragraphs

LINES = ("title", "short_title", "standfirst", "lead_caption", "interests")
TEXTS = ("title", "short_title", "standfirst", "key_points", "body", "lead_caption", "lead_alt")
CHOICES = ("funding", "language", "licence", "discussion")
POINTERS = ("lead_image", "kind", "series", "supersedes", "translation_of")
FACTS = ("lead_alt", "slug", "series_number", "doi", "covers_events_to", "review_by", "expires_at")


@dataclass(frozen=True)
class Difference:
    """One place: its name on the form, what it is called, and both forms in plain words."""

    place: str
    label: str
    old: str
    new: str

    def words(self):
        """[(op, words)] as thinktank.diffs.words gives them."""
        return diffs.words(self.old, self.new)

    @property
    def only_looks(self):
        """The words are the same; italics, links or the like are not."""
        return self.old == self.new


def compare(old, new):
    """[Difference] between two snapshots (articles/snapshots.py), in the order of the form."""
    return [
        *(_lines(old, new, LINES[:3])),
        *_points(old, new),
        *_paragraphs(old["body"], new["body"]),
        *_rows("bylines", old, new, _byline),
        *_rows("funders", old, new, lambda row: _joined(row["name"], row["purpose"])),
        *_lines(old, new, LINES[3:]),
        *_choices(old, new),
        *_pointers(old, new),
        *_rows("filed_under", old, new, _name_of),
        *_rows("tags", old, new, str),
        *_rows("regions", old, new, _name_of),
        *_rows("appearances", old, new, _appearance),
        *_rows("attachments", old, new, _name_of),
        *_lines(old, new, FACTS),
        *_decoration(old, new),
    ]


def words_changed(differences):
    """How many words are others: put in, taken out, or put in another's place (counted once)."""
    total = 0
    for each in differences:
        before, after = 0, 0
        for op, words in each.words():
            number = len(words.split()) if op != diffs.SAME else 0
            before, after = (
                before + number * (op == diffs.REMOVED),
                after + number * (op == diffs.ADDED),
            )
        total += max(before, after) or (1 if each.only_looks else 0)
    return total


def label_of(name):
    """What a field or relation is called on the form."""
    field = Article._meta.get_field(name)
    model = getattr(field, "related_model", None)
    if getattr(field, "one_to_many", False) and model:
        return capfirst(model._meta.verbose_name_plural)
    return capfirst(field.verbose_name)


def _lines(old, new, names):
    for name in names:
        if old[name] != new[name]:
            yield Difference(name, label_of(name), _said(old[name]), _said(new[name]))


def _said(value):
    return "" if value is None else str(value)


def _points(old, new):
    if old["key_points"] != new["key_points"]:
        label = label_of("key_points")
        yield Difference(
            "key_points", label, "\n".join(old["key_points"]), "\n".join(new["key_points"])
        )


def _paragraphs(old, new):
    for change in diffs.by_paragraph(paragraphs.split(old), paragraphs.split(new)):
        if change.op != diffs.SAME:
            said = ("" if each is None else str(each) for each in (change.old, change.new))
            yield Difference("body", label_of("body"), *said)


def _choices(old, new):
    for name in CHOICES:
        if old[name] != new[name]:
            names = dict(Article._meta.get_field(name).flatchoices)
            said = (str(names.get(each[name], each[name])) for each in (old, new))
            yield Difference(name, label_of(name), *said)


def _pointers(old, new):
    for name in POINTERS:
        if old[name] != new[name]:
            yield Difference(name, label_of(name), _name_of(old[name]), _name_of(new[name]))


def _name_of(row):
    return row["name"] if row else ""


def _rows(name, old, new, say):
    before, after = ("\n".join(map(say, each[name])) for each in (old, new))
    if before != after:
        yield Difference(name, label_of(name), before, after)


def _byline(row):
    name = f"{row['honorific']} {row['name']}".strip()
    role = Byline.Role(row["role"]).label if row["role"] != Byline.Role.AUTHOR else ""
    return _joined(name, row["post"], row["affiliation"], str(role), row["blurb"])


def _appearance(row):
    relation = dict(Appearance._meta.get_field("relation").flatchoices).get(row["relation"], "")
    return _joined(str(relation), row["outlet"], row["title"], row["url"], row["date"] or "")


def _joined(*parts):
    return ", ".join(filter(None, parts))


def _decoration(old, new):
    name = "lead_is_decorative"
    if old[name] != new[name]:
        said = (_("yes") if each[name] else _("no") for each in (old, new))
        yield Difference(name, label_of(name), *said)


def facts(snapshot):
    """[Difference] from nothing: what a snapshot says beside its texts."""
    nothing = {name: _nothing_like(value) for name, value in snapshot.items()}
    return [each for each in compare(nothing, snapshot) if each.place not in TEXTS]


def _nothing_like(value):
    if isinstance(value, str):  # a choice of a row just made has a type of its own
        return ""
    return None if isinstance(value, dict) else type(value)()
