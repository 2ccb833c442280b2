"""What else carries the text of a piece, so that a correction is not forgotten there."""

from django.utils.translation import gettext as _

from articles.models import Article
from articles.models.appearances import Relation

# Where the other text came from ours, or is the same.
AFTER_OURS = [each for each in Relation if each.endswith("_by")] + [
    Relation.ALSO_AT, Relation.ANOTHER_FORM]  # fmt: skip


def of(article):
    """[(what it is, its name, address or "")]: translations, documents, copies at other places."""
    original = article.translation_of_id or article.pk
    translations = Article.objects.filter(translation_of=original, replaces=None) | (
        Article.objects.filter(pk=original, replaces=None)
    )
    attachments = article.attachments.select_related("document")
    return [
        *((_("Translation"), each.title, each.get_absolute_url() if each.is_live else "")
          for each in translations.exclude(pk=article.pk)),
        *((_("Document"), str(each), "") for each in attachments),
        *((each.get_relation_display(), each.outlet, each.url)
          for each in article.appearances.filter(relation__in=AFTER_OURS)),
    ]  # fmt: skip
