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
