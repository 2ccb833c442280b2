"""The history of a piece: every save is a revision with a number, who, when and why."""

from django.db.models import Max
from django.utils import timezone

from articles import content, locks, snapshots
from articles.models import Article, Revision
from articles.states import PUBLIC


def keep(article, *, by=None, why=""):
    """Write the stored piece down as its next revision. Returns it; the newest, if nothing differs.

    Numbers have no gap: the piece's row is locked until the transaction ends, and an object that was
    fetched before somebody else saved is brought up to date.
    """
    stored = locks.rows().only("saved_at").get(pk=article.pk)
    if stored.saved_at != article.saved_at:
        article.refresh_from_db()
    # Rows may have been fetched before they were changed.
    getattr(article, "_prefetched_objects_cache", {}).clear()
    newest, snapshot = latest(article), snapshots.take(article)
    if newest and snapshots.read(newest) == snapshot:
        return newest
    made = Revision.objects.create(
        article=article, number=newest.number + 1 if newest else 1,
        schema=snapshots.SCHEMA, content=snapshot,
        text_hash=content.hash_of(snapshots.cleared_of(snapshot)),
        by=by, by_name=by.get_username() if by else "", why=why[:300],
    )  # fmt: skip
    made.changes_text = newest is None or newest.text_hash != made.text_hash
    return made


def latest(article):
    return article.revisions.first()


def make_public(revision, at):
    """This revision is what readers see from `at` on: it gets the next number of a version, and
    keeps the text as it is rendered now. One that is public already stays as it is."""
    if revision.version:
        return revision
    article = revision.article
    last = article.revisions.aggregate(last=Max("version"))["last"] or 0
    revision.version, revision.public_from = last + 1, at
    revision.html, revision.contents = article.body_html, article.contents
    revision.save()
    return revision


def shown(article, at=None):
    """The version that readers see at a moment (None: now), or None."""
    return article.revisions.out(at).order_by("-version").first()


def take_back(article):
    """No reader has seen the version that was to appear: it is none after all."""
    article.revisions.public().filter(public_from__gt=timezone.now()).update(
        version=None, public_from=None, html="", contents=[]
    )


def number_published():
    """Give what was published before histories were kept its first version. Returns how many."""
    missing = Article.objects.filter(status__in=PUBLIC).exclude(revisions__version__isnull=False)
    count = 0
    for article in missing.iterator(chunk_size=100):
        make_public(keep(article), article.published_at)
        count += 1
    return count
