"""The form's sections as an editor thinks: the text, who, where it belongs, the picture, the rest."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.admin.helpers import Fieldline
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles import content
from articles.admin import planning
from articles.states import PUBLIC


@dataclass(frozen=True)
class Section:
    """`parts`: fields (a tuple of them shares a line) and prefixes of inlines, in order.

    `holds`: makes the summary of a folded section from the form and its formsets.
    """

    name: str
    heading: str
    parts: tuple
    holds: Callable | None = None

    @property
    def about(self):
        """What a note about the whole section is about: its first field or rows."""
        first = self.parts[0]
        return first[0] if isinstance(first, tuple) else first


def _choice(form, name):
    field = form.fields.get(name)
    value = form[name].value() if field else ""
    return str(dict(field.choices).get(value, "")) if field else ""


def _points(form, _formsets):
    value = form["key_points"].value() if "key_points" in form.fields else ""
    number = sum(bool(line.strip()) for line in (value or "").splitlines())
    return ngettext("%d point", "%d points", number) % number if number else _now("none")


def _disclosure(form, _formsets):
    if "funding" not in form.fields:  # of a published piece it belongs to the text
        return _now("Licence: %s") % form["licence"].value()
    funding = form["funding"].value()
    said = {"": _now("not said yet"), "none": _now("none"), "funded": _now("funded")}
    interests = str(form["interests"].value() or "").strip() if "interests" in form.fields else ""
    return _now("Funding: %(funding)s · Interests: %(interests)s · Licence: %(licence)s") % {
        "funding": said.get(funding, funding),
        "interests": f"{interests[:40]}…"
        if len(interests) > 40
        else interests or _now("not said yet"),
        "licence": form["licence"].value() if "licence" in form.fields else "",
    }


def _told(form, _formsets):
    return _choice(form, "change_type").strip("-") or _now("not said yet")


def _named(prefix):
    def holds(_form, formsets):
        formset = formsets.get(prefix)
        rows = [str(row.instance) for row in formset.initial_forms] if formset else []
        return " · ".join(rows) or _now("none")

    return holds


def _address(form, _formsets):
    slug = (form["slug"].value() or _now("from the title")) if "slug" in form.fields else ""
    return " · ".join(filter(None, [slug, _choice(form, "language"), _choice(form, "discussion")]))


SECTIONS = (
    Section("text", "", ("title", "standfirst", "body")),
    Section("who", _("Who wrote it"), ("bylines",)),
    Section("place", _("Where it belongs"),
            ("kind", "filed_under", "tags", "regions", ("series", "series_number"))),
    Section("picture", _("Picture"),
            ("lead_image", "lead_alt", "lead_is_decorative", "lead_caption")),
    Section("plan", _("Plan"), (("reviewer", "due"), ("planned_for", "embargo_until")),
            planning.summary),
    Section("points", _("Key points"), ("key_points",), _points),
    Section("disclosure", _("Funding, interests, licence"),
            ("funding", "funders", "interests", "licence"), _disclosure),
    Section("elsewhere", _("Also appeared in"), ("appearances",), _named("appearances")),
    Section("attachments", _("Attachments"), ("attachments",), _named("attachments")),
    Section("told", _("What readers are told"), ("change_type", "change_note"), _told),
    Section("address", _("Address, language, dates"),
            ("slug", "short_title", "language", "translation_of", "supersedes",
             ("covers_events_to", "review_by"), "expires_at", "doi", "discussion"), _address),
)  # fmt: skip
INLINES = {"bylines", "filed_under", "funders", "appearances", "attachments"}
TOLD = {"change_type", "change_note"}


def left_out(article):
    """The fields and rows that this piece's form has not.

    A change beside a piece holds its text; the piece itself keeps all else, at once for readers.
    """
    every = {*fields_without(), *INLINES}
    if article is None or (article.replaces_id is None and article.status not in PUBLIC):
        return TOLD
    if article.replaces_id:
        return every - {*content.CARRIED, *planning.OF_CHANGES, *TOLD}
    words_of_picture = () if article.lead_image_id else ("lead_alt", "lead_is_decorative")
    return {*content.CLEARED, *content.PLANNING, *TOLD, *words_of_picture}


def anchor(name):
    """The id of the place on the form where a field or a relation stands."""
    if name in INLINES:
        return f"{name}-group"
    lines = (part for section in SECTIONS for part in section.parts if isinstance(part, tuple))
    return f"at-{next((line[0] for line in lines if name in line), name)}"


def placed(findings):
    """[(finding, id of its place on the form)]"""
    return [(finding, anchor(finding.place)) for finding in findings]


def fields_without(left_out=()):
    """All fields of the form in the sections' order, but those left out."""
    names = []
    for section in SECTIONS:
        for part in section.parts:
            group = part if isinstance(part, tuple) else (part,)
            names += [name for name in group if name not in INLINES and name not in left_out]
    return names


def laid_out(adminform, inline_formsets, model_admin):
    """[{"section", "parts", "summary", "is_open"}] for the template, in order."""
    inlines = {each.formset.prefix: each for each in inline_formsets}
    formsets = {prefix: each.formset for prefix, each in inlines.items()}
    shown = []
    for section in SECTIONS:
        parts = list(_parts(section, adminform, inlines, model_admin))
        if not parts:
            continue
        summary = section.holds(adminform.form, formsets) if section.holds else ""
        shown.append({
            "section": section, "parts": parts, "summary": summary, "folds": bool(section.holds),
            "is_open": not section.holds or _has_errors(section, adminform.form, formsets),
        })  # fmt: skip
    return shown


def _parts(section, adminform, inlines, model_admin):
    there = set(flat(adminform.fieldsets))
    for part in section.parts:
        if part in inlines:
            yield {"inline": inlines[part]}
            continue
        names = [name for name in (part if isinstance(part, tuple) else (part,)) if name in there]
        if names:
            line = Fieldline(
                adminform.form, names, adminform.readonly_fields, model_admin=model_admin
            )
            yield {"line": line, "name": names[0]}


def flat(fieldsets):
    return [name for _heading, options in fieldsets for name in options["fields"]]


def _has_errors(section, form, formsets):
    names = [
        name for part in section.parts for name in (part if isinstance(part, tuple) else (part,))
    ]
    return any(
        name in form.errors or (name in formsets and formsets[name].is_bound
                                and (any(formsets[name].errors) or formsets[name].non_form_errors()))
        for name in names
    )  # fmt: skip
