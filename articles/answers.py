"""What was said by personal links, as the desk shows it beside the clearance."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import comparing, content, snapshots
from articles.models import PreviewAnswer
from thinktank.notices.sending import tell


@dataclass(frozen=True)
class Answer:
    """One confirmed answer, and how far the text has moved on since."""

    name: str
    agreed: bool
    text: str
    at: datetime
    since: str  # "3 words changed since", or "" for the text as it is

    @property
    def sentence(self):
        match self.agreed, bool(self.since):
            case True, False:
                said = _("%s agreed to this text")
            case True, True:
                said = _("%s agreed to an earlier text")
            case False, False:
                said = _("%s commented on this text")
            case _other:
                said = _("%s commented on an earlier text")
        return said % self.name


def answers_of(article):
    """[Answer]: of each person the latest, the newest first."""
    rows = PreviewAnswer.objects.filter(preview__article=article, confirmed_at__isnull=False)
    latest = {}
    for row in rows.select_related("preview", "revision").order_by("-confirmed_at"):
        latest.setdefault(row.preview_id, row)
    if not latest:
        return []
    now = snapshots.take(article)
    text_hash = content.hash_of(snapshots.cleared_of(now))
    return [
        Answer(row.preview.name, row.agreed, row.text, row.confirmed_at,
               "" if row.text_hash == text_hash else _since(row.revision, now))
        for row in latest.values()
    ]  # fmt: skip


def _since(revision, now):
    if revision is None:
        return _("changed since")
    differences = comparing.compare(snapshots.read(revision), now)
    number = comparing.words_changed(
        [each for each in differences if each.place in content.CLEARED]
    )
    changed = ngettext("%d word changed since", "%d words changed since", number)
    return changed % number


def tell_giver(preview, answer):
    """Whoever gave the link hears what its person said."""
    article = preview.article
    about = {"name": preview.name, "title": article.title}
    happened = (
        _("%(name)s agreed to the text of “%(title)s”.")
        if answer.agreed
        else _("%(name)s has comments on the text of “%(title)s”.")
    )
    tell(
        [preview.given_by],
        kind="answered",
        subject=happened.rstrip(".") % about,
        lines=[happened % about, *answer.text.splitlines()],
        path=reverse("admin:articles_article_previews", args=[article.pk]),
        about=f"article:{article.replaces_id or article.pk}",
    )
