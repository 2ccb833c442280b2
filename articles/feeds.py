"""The newest pieces as Atom: everything, a kind, a series; and the corrections."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import escape, linebreaks
from django.utils.translation import gettext as _

from articles.models import Article, Correction, Kind, Series
from thinktank.atom import ArticlesFeed
from thinktank.site.templatetags.words import translated


class Latest(ArticlesFeed):
    def articles(self, obj):
        return Article.objects.published()

    def title(self, obj):
        return self.institute.name

    def link(self, obj):
        return reverse("articles:home")


class OfKind(ArticlesFeed):
    def get_object(self, request, slug):
        return get_object_or_404(Kind, slug=slug)

    def articles(self, obj):
        return Article.objects.published().filter(kind=obj)

    def name_of(self, obj):
        return translated(obj.plural)

    def link(self, obj):
        return f"{reverse('articles:index')}?kind={obj.slug}"


class OfSeries(ArticlesFeed):
    def get_object(self, request, slug):
        return get_object_or_404(Series, slug=slug)

    def articles(self, obj):
        return Article.objects.published().filter(series=obj)

    def name_of(self, obj):
        return obj.title


class Corrections(ArticlesFeed):
    def items(self, obj):
        rows = Correction.objects.announced().of_readable().select_related("article")
        return rows.order_by("-date", "-pk")[:20]

    def name_of(self, obj):
        return _("Corrections")

    def link(self, obj):
        return reverse("articles:corrections")

    def item_title(self, item):
        return f"{item.get_type_display()}: {item.article.title}"

    def item_link(self, item):
        return f"{item.article.get_absolute_url()}#correction-{item.pk}"

    def item_description(self, item):
        return escape(item.text)

    def item_pubdate(self, item):
        return item.date

    item_updateddate = item_pubdate

    def item_categories(self, item):
        return [item.get_type_display()]

    def item_extra_kwargs(self, item):
        return {"content": linebreaks(item.text, autoescape=True), "authors": [self.institute.name]}
