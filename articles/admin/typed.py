"""A piece as it is typed: the values of its form put on the row in memory. Nothing is written."""

from datetime import UTC, date, datetime

from django.core.exceptions import ValidationError
from django.db.models import Prefetch, prefetch_related_objects
from django.forms import ModelChoiceField
from django.http import Http404

from articles import content, unsaved
from articles.admin.form import kind_asked_for
from articles.models import Article
from thinktank.markup.characters import slug_of

MOST_ROWS = 200
NOT_SAVED = 0  # the key of a piece that is not there yet: no row has it, so none is found
NEVER = date.max, datetime.max.replace(tzinfo=UTC)
ORDER = {
    "bylines": lambda row: row.position,
    "filed_under": lambda row: row.position,
    "attachments": lambda row: row.position,
    "appearances": lambda row: row.date or NEVER[0],
    "corrections": lambda row: -(row.date or NEVER[1]).timestamp(),
}


def begun(request):
    """A piece that is not saved yet, of the kind with which its form began."""
    kind = kind_asked_for(request)
    if kind is None:
        raise Http404
    article = Article(pk=NOT_SAVED, kind=kind, created_by=request.user)
    article.set_defaults()
    return article


def as_typed(model_admin, request, article):
    """The piece with what the form holds, as far as it can be read; the rest stays as stored.

    Returns (article, {field: (its label, [what is wrong with what was typed])}).
    """
    is_new = article.pk == NOT_SAVED
    asked = None if is_new else article
    form_class = model_admin.get_form(request, asked, change=not is_new)
    stored = {field.name: getattr(article, field.attname) for field in article._meta.fields}
    form = form_class(request.POST, instance=article)
    form.full_clean()
    for name in form.errors:
        if name in form.fields and name in stored:
            _put_back(article, name, stored[name], typed=form[name].data)
    rows = {}
    for formset, _inline in model_admin.get_formsets_with_inlines(request, asked):
        rows[formset.get_default_prefix()] = _rows(formset, request.POST, article)
    words = form.cleaned_data.get("tags") if "tags" not in form.errors else None
    return _whole(article, rows, words), _wrong(form)


def as_stored(article):
    """The same piece without a form: what is kept of it."""
    return _whole(article, {}, None)


def _put_back(article, name, stored, *, typed):
    """What cannot be read stays as it is kept; but a title that was deleted is gone."""
    field = Article._meta.get_field(name)
    is_deleted = isinstance(stored, str) and not field.choices and not typed
    setattr(article, field.attname, "" if is_deleted else stored)


def _wrong(form):
    """What cannot be kept as it was typed. An empty field is no mistake of typing."""
    return {
        name: (form.fields[name].label, list(errors))
        for name, errors in form.errors.items()
        if name in form.fields and form[name].data
    }


# -- rows --


def _rows(formset, data, article):
    """The rows of one relation, those without what they need left out; None: the form has none."""
    prefix = formset.get_default_prefix()
    total = data.get(f"{prefix}-TOTAL_FORMS", "")
    if not total.isdecimal():
        return None
    stored = {} if article.pk == NOT_SAVED else _stored(formset.model, article)
    found, choices, required = [], {}, set()
    for number in range(min(int(total), MOST_ROWS)):
        name = f"{prefix}-{number}"
        if data.get(f"{name}-DELETE"):
            continue
        row = stored.get(data.get(f"{name}-id", "")) or formset.model(article=article)
        form = formset.form(data, instance=row, prefix=name)
        _fill(row, form)
        choices |= {each: field for each, field in form.fields.items() if _chooses(field)}
        required |= {each for each, field in form.fields.items() if field.required}
        found.append(row)
    # One query for each relation of the rows, however many rows there are.
    prefetch_related_objects(
        found, *(Prefetch(each, field.queryset) for each, field in choices.items())
    )
    return [
        row for row in found if all(getattr(row, each, None) not in (None, "") for each in required)
    ]


def _stored(model, article):
    return {str(row.pk): row for row in model.objects.filter(article=article)}


def _chooses(field):
    return isinstance(field, ModelChoiceField)


def _fill(row, form):
    """Each field by itself, so that one that cannot be read takes no other along."""
    for name, field in form.fields.items():
        if field.disabled:
            continue
        typed = form[name].data
        if _chooses(field):
            key = int(typed) if typed and typed.isdecimal() and len(typed) < 19 else None
            setattr(row, row._meta.get_field(name).attname, key)
            continue
        try:
            setattr(row, name, field.clean(typed))
        except ValidationError:
            continue


# -- what a page and the checks read of it --


def _whole(article, rows, words):
    home = article.replaces or article  # where the housekeeping of a change is kept
    for name in ("bylines", "filed_under", "funders", "appearances", "attachments", "corrections"):
        found = rows.get(name)
        if found is None:
            owner = article if name in content.CARRIED else home
            found = [] if article.pk == NOT_SAVED else list(getattr(owner, name).all())
        if name in ORDER:
            found = sorted(found, key=ORDER[name])
        unsaved.hold(article, name, found)
    unsaved.load(article)
    _derive(article, words)
    return article


def _derive(article, words):
    """What saving would add."""
    first = next(iter(article.bylines.all()), None)
    if first and not article.interests.strip():
        article.interests = first.person.interests
    article.slug = article.slug or slug_of(article.title, longest=100)
    is_new = article.pk == NOT_SAVED
    unsaved.derive(article, [] if words is None and is_new else words)
