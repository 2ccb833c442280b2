"""The newest pieces of a theme's whole branch."""

from django.shortcuts import get_object_or_404

from themes.models import Theme
from thinktank.atom import ArticlesFeed


class OfTheme(ArticlesFeed):
    def get_object(self, request, path):
        return get_object_or_404(Theme, path=f"{path}/")

    def articles(self, obj):
        return obj.articles.published()

    def name_of(self, obj):
        return obj.name
