"""A piece in memory as its page reads it: with rows that are not in the database, or no longer.

Nothing here is written, and what comes out is not to be saved.
"""

from django.db.models import Prefetch, prefetch_related_objects
from django.utils import timezone
from django.utils.text import slugify
from taggit.models import Tag

from articles import snapshots
from articles.models import (
    Appearance,
    Article,
    ArticleTheme,
    Attachment,
    Byline,
    Correction,
    Funder,
    public_tags,
)
from people.models import Appointment, Person
from themes.models import Theme
from thinktank.library.models import Document


def hold(article, name, rows):
    """Make `article.bylines.all()` answer with these rows, as a prefetched relation does."""
    relation = Article._meta.get_field(name)
    held = relation.related_model.objects.none()
    held._result_cache, held._prefetch_done = rows, True
    article.__dict__.setdefault("_prefetched_objects_cache", {})[name] = held


def load(article):
    """What the page prints of the rows that are held, in a query for each kind."""
    posts = Prefetch("person__appointments", Appointment.objects.current(), to_attr="posts_now")
    prefetch_related_objects(list(article.bylines.all()), "person__photo", posts)
    prefetch_related_objects(list(article.filed_under.all()), "theme")
    prefetch_related_objects(list(article.attachments.all()), "document")
    announced = [row for row in article.corrections.all() if row.type != Correction.Type.TYPO]
    hold(article, "corrections", announced)


def derive(article, words, *, served_at=""):
    """What saving, and the page's own query, would add. `words`: its tags; None: those it has.

    `served_at`: where its pictures are served (thinktank/library/models/shown.py).
    """
    for name, value in article.rendered(served_at).items():
        setattr(article, name, value)
    article.filed = [
        {"theme": each.theme_id, "name": each.theme.name, "path": each.theme.path}
        for each in article.filed_under.all()
    ]
    article.paid_by = [
        {"name": each.name, "purpose": each.purpose} for each in article.funders.all()
    ]
    article.labels = _labels(article, words)


def _labels(article, words):
    if words is None:
        home = article.replaces or article
        return [{"name": tag.name, "slug": tag.slug} for tag in home.tags.order_by("name")]
    known = {tag.name.casefold(): tag.slug for tag in Tag.objects.filter(name__in=words)}
    return [
        {
            "name": word,
            "slug": known.get(word.casefold()) or slugify(word, allow_unicode=True) or "-",
        }
        for word in sorted(words)
    ]


def as_live(article):
    """The same row with what only a published piece has, for its page: address and date."""
    if piece := article.replaces:
        article.published_at, article.year, article.slug = (
            piece.published_at, piece.year, piece.slug)  # fmt: skip
    article.published_at = article.published_at or timezone.now()
    article.year = article.year or timezone.localdate(article.published_at).year
    article.slug = article.slug or "-"
    return article


# -- from a snapshot --


def of_snapshot(article, snapshot, *, served_at=""):
    """The page of a piece as this snapshot holds it; what is gone since is left out.

    `article`: the piece itself, also where the snapshot is of a change beside it. It is changed in
    memory and returned. Its pictures and documents have addresses that begin with `served_at`.
    """
    for name in (*snapshots.PLAIN, *snapshots.DAYS):
        field = Article._meta.get_field(name)
        setattr(article, name, field.to_python(snapshot[name]))
    for name in snapshots.POINTERS:
        setattr(article, name, _pointed_at(name, snapshot[name]))
    hold(article, "bylines", _bylines(article, snapshot["bylines"]))
    hold(article, "filed_under", _filed(article, snapshot["filed_under"]))
    hold(article, "funders", [Funder(article=article, **row) for row in snapshot["funders"]])
    hold(article, "appearances", [_appearance(article, row) for row in snapshot["appearances"]])
    hold(article, "attachments", _attached(article, snapshot["attachments"]))
    load(article)
    for file in files_of(article):
        file.served_at = served_at
    derive(article, snapshot["tags"], served_at=served_at)
    _unlink_hidden_tags(article)
    return as_live(article)


def _unlink_hidden_tags(article):
    """A word that only drafts carry has no page that a reader could open."""
    slugs = [label["slug"] for label in article.labels]
    public = set(public_tags().filter(slug__in=slugs).values_list("slug", flat=True))
    for label in article.labels:
        label["slug"] = label["slug"] if label["slug"] in public else ""


def files_of(article):
    """The pictures and documents that its page shows, those in the text apart."""
    found = [article.lead_image, *(row.person.photo for row in article.bylines.all())]
    found += [row.document for row in article.attachments.all()]
    return [file for file in found if file is not None]


def _pointed_at(name, pointer):
    model = Article._meta.get_field(name).related_model
    return pointer and model._base_manager.filter(pk=pointer["id"]).first()


def _known(model, keys):
    return model._base_manager.in_bulk([key for key in keys if key])


def _bylines(article, rows):
    people = _known(Person, (row["person"] for row in rows))
    return [
        # As they were printed then, whatever the person's record says today.
        Byline(
            article=article, person=people[row["person"]], frozen_at=timezone.now(),
            **{name: value for name, value in row.items() if name != "person"},
        )
        for row in rows
        if row["person"] in people
    ]  # fmt: skip


def _filed(article, rows):
    themes = _known(Theme, (row["id"] for row in rows))
    return [
        ArticleTheme(article=article, theme=themes[row["id"]])
        for row in rows
        if row["id"] in themes
    ]


def _appearance(article, row):
    date = Appearance._meta.get_field("date").to_python(row["date"])
    return Appearance(article=article, **row | {"date": date})


def _attached(article, rows):
    """The label stands with the file today; a snapshot names the document alone."""
    documents = _known(Document, (row["id"] for row in rows))
    labels = dict(article.attachments.values_list("document", "label"))
    return [
        Attachment(article=article, document=documents[row["id"]], label=labels.get(row["id"], ""))
        for row in rows
        if row["id"] in documents
    ]
