"""Tags through a real foreign key (django-taggit's own table would be a generic one)."""

from django.db import models
from taggit.models import ItemBase, Tag


class Tagged(ItemBase):
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="tagged")
    content_object = models.ForeignKey("articles.Article", models.CASCADE, related_name="tagged")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["content_object", "tag"], name="tag_once_per_article")
        ]


def public_tags():
    """Tags of at least one piece that a reader may see: a word that only drafts carry is none."""
    from articles.models.article import Article

    public = Article.objects.published().filter(tagged__tag=models.OuterRef("pk"))
    return Tag.objects.filter(models.Exists(public))
