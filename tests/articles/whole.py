"""What must be true of a piece whatever happened to it, and in whatever order."""

from itertools import pairwise

from articles import content, history, snapshots, updates
from articles.models import Article, SearchText
from articles.models.listing import themes_and_above
from articles.states import Status
from thinktank.library.models import Usage


def check(pk):
    """Assert that all that is stored of this piece and of the changes beside it agrees. Returns it."""
    piece = Article.objects.get(pk=pk)
    check_followers(piece)
    check_history(piece)
    check_steps(piece)
    for change in piece.changes.all():
        assert change.status not in (Status.PUBLISHED, Status.WITHDRAWN)
        check_followers(change)
        check_history(change)
    return piece


def check_followers(article):
    """Lists, files and search say of it what its state says."""
    public = article.status == Status.PUBLISHED and article.replaces_id is None
    listed = {(row.theme, row.published_at) for row in article.listings.all()}
    themes = themes_and_above(article) if public else []
    assert listed == {(theme, article.published_at) for theme in themes}
    used = Usage.objects.filter(source=f"article:{article.pk}")
    assert {row.public_from for row in used} <= {article.published_at if public else None}
    assert {row.image for row in used} == ({article.lead_image} - {None})
    assert SearchText.objects.get(article=article).title == article.title


def check_history(article):
    """Every number once, from the first to the last; the newest revision is what stands."""
    rows = list(article.revisions.order_by("number"))
    assert [row.number for row in rows] == list(range(1, len(rows) + 1))
    versions = [row.version for row in rows if row.version]
    assert versions == list(range(1, len(versions) + 1))
    if rows:
        assert snapshots.read(history.latest(article)) == snapshots.take(article)
    if article.status == Status.PUBLISHED:
        assert article.cleared_hash == content.cleared_hash(article)
        newest = [row for row in rows if row.version][-1]
        assert newest.text_hash == article.cleared_hash
        assert newest.public_from >= article.published_at
    elif article.status != Status.WITHDRAWN:
        assert not versions, "a version that no reader has seen and none will"


def check_steps(article):
    """Each step leads out of the state into which the one before it led."""
    own = [row for row in article.steps.order_by("pk") if is_its_own(row)]
    for before, after in pairwise(own):
        assert before.target == after.source, [row.step for row in own]
    if own:
        assert own[-1].target == article.status


def is_its_own(step):
    """Not one of a change that has become part of the piece."""
    return step.step not in ("apply", "correct_typo") and not step.of_change


def open_changes(article):
    return list(updates.open_beside(article))
