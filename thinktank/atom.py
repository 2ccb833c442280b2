"""Atom feeds that carry the whole text (RFC 4287)."""

from django.contrib.syndication.views import Feed
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _

ENTRIES = 20


class FullText(Atom1Feed):
    """`content` beside the summary, and a base for the addresses inside it."""

    def root_attributes(self):
        return {**super().root_attributes(), "xml:base": self.feed["link"]}

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["content"], {"type": "html"})
        for author in item["authors"]:
            handler.startElement("author", {})
            handler.addQuickElement("name", author)
            handler.endElement("author")


class ArticlesFeed(Feed):
    """The newest articles of a queryset. Subclasses give title, link and `articles(obj)`."""

    feed_type = FullText

    def __call__(self, request, *args, **kwargs):
        self.institute = request.institute
        return super().__call__(request, *args, **kwargs)

    def items(self, obj):
        articles = self.articles(obj).select_related("kind").defer("body", "body_text", "contents")
        return articles.prefetch_related("bylines__person").newest_first()[:ENTRIES]

    def feed_guid(self, obj):
        return None

    def item_title(self, item):
        return item.title

    def item_description(self, item):
        """Django says of every summary that it is HTML (RFC 4287, 3.1.1.2); ours are plain words."""
        return escape(item.standfirst)

    def item_pubdate(self, item):
        return item.published_at

    def item_updateddate(self, item):
        return item.updated_at or item.published_at

    def item_categories(self, item):
        return [item.kind.name]

    def item_extra_kwargs(self, item):
        return {
            "content": item.body_html,
            "authors": [byline.printed_name for byline in item.bylines.all()],
        }

    def subtitle(self, obj):
        return self.institute.description

    def title(self, obj):
        return _("%(what)s – %(institute)s") % {
            "what": self.name_of(obj),
            "institute": self.institute.name,
        }

    def link(self, obj):
        return obj.get_absolute_url()
