"""What a Word file becomes: a new draft, or a newer form of one."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from articles.imports import merging, pictures, reading
from articles.models import Article, FileImport, Note
from articles.records import record
from thinktank.markup import reading as markup
from thinktank.markup.foreign.marks import primary


@transaction.atomic
def begin(file, *, kind, by):
    """A draft of this kind with the waiting file's text, pictures and comments. Returns the article."""
    imported = reading.read(file.content(), file.name, original=file.as_original)
    known, refused = pictures.take_in(imported.blocks, imported.pictures, file.name)
    pictures.stand_in(imported.blocks, known)
    article = Article(
        kind=kind, title=imported.title, created_by=by, language=language_of(imported)
    )
    article.set_defaults()
    article.body = imported.body
    article.save()
    record(article)
    add_notes(article, imported.remarks, {})
    imported.report.pictures = known
    imported.report.refused(refused)
    file.applied(article, article.body, imported.report.as_json())
    return article


def language_of(imported):
    """The language of the site that the file is in, else the first."""
    spoken = primary(imported.language)
    codes = (code for code, _name in settings.LANGUAGES)
    return next((code for code in codes if primary(code) == spoken), settings.LANGUAGE_CODE)


def compare(article, file):
    """The Merge of a waiting file into this draft."""
    older = FileImport.objects.applied().filter(article=article)
    known = {}
    for row in older.order_by("at", "pk"):
        known |= row.report.get("pictures", {})
    newest = older.first()
    return merging.Merge(
        article.body,
        reading.read(file.content(), file.name, original=file.as_original),
        former=newest.body if newest else "",
        known=known,
    )


@transaction.atomic
def take_in(article, file, merge, choices):
    """Change the draft as was chosen. The article's row must be locked."""
    imported = merge.imported
    body, ids = merge.merged(choices)
    article.body, known, refused = pictures.settle(body, merge.new, imported.pictures, file.name)
    article.save()
    record(article)
    add_notes(article, imported.remarks, ids)
    imported.report.pictures = known
    imported.report.refused(refused)
    former = merge.theirs
    for number, key in merge.new.items():
        if known.get(key):
            former = former.replace(f'data-image="{number}"', f'data-image="{known[key]}"')
    file.applied(article, former, imported.report.as_json())


def add_notes(article, remarks, ids):
    """Comments become notes on their paragraphs; those that came with an older file are not doubled.

    `ids`: {id in the file's text: id in the draft}, where they differ.
    """
    there = set(article.notes.values_list("by_name", "text", "quoted"))
    anchors = {node.get("id") for node in markup.parse(article.body).iter() if node.get("id")}
    for each in remarks:
        if (each.by, each.text, each.quoted) in there:
            continue
        anchor = ids.get(each.anchor, each.anchor)
        Note.objects.create(
            article=article, anchor=anchor if anchor in anchors else "", quoted=each.quoted,
            text=each.text, by_name=each.by, resolved_at=timezone.now() if each.is_done else None,
        )  # fmt: skip
