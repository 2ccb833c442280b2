"""Search: what is read of a piece, and how a reader's words find it.

Relevance is ranked over all matches while they are few. When a word stands in thousands of
pieces, the newest NEWEST_RANKED are ranked: ranking reads every match's vector from disk, and of
thousands of matches the recent ones are what a reader of policy wants.
"""

import re
from dataclasses import dataclass

from django.contrib.postgres.search import (
    SearchHeadline,
    SearchQuery,
    SearchRank,
    TrigramWordSimilarity,
)
from django.db.models import Count, Exists, F, OuterRef, Value
from django.db.models.functions import Lower
from django.utils.html import escape
from django.utils.safestring import mark_safe

from articles.models import Article, SearchText
from articles.models.searchtext import LONGEST_TEXT
from people.models import Person

LONGEST_QUERY = 200
MOST_WORDS = 12
MOST_COUNTED = 1000
NEWEST_RANKED = 300
PER_PAGE = 20
LIKENESS = 0.45
# Marks that no text holds (private use), replaced by <mark> after escaping.
START, STOP = "\ue000", "\ue001"


def index(article):
    """Write down what search reads of this piece (drafts too: the gate is asked when searching)."""
    bylines = list(article.bylines.select_related("person"))
    names = [
        article.standfirst,
        *(byline.printed_name for byline in bylines),
        *(byline.person.native_name for byline in bylines),
        *(filed.theme.name for filed in article.filed_under.select_related("theme")),
        *(tag.name for tag in article.tags.all()),
        article.number,
        *article.key_points,
    ]
    SearchText.objects.update_or_create(
        article=article,
        defaults={
            "language": article.language,
            "title": article.title,
            "names": "\n".join(filter(None, names)),
            "text": article.body_text[:LONGEST_TEXT],
        },
    )


def asked(text):
    """A reader's query made harmless: one line, 200 characters and 12 words at the most."""
    text = re.sub(r"[\x00-\x1f\x7f-\x9f\ue000-\uf8ff\ud800-\udfff]", " ", text)[:LONGEST_QUERY]
    return " ".join(text.split()[:MOST_WORDS])


@dataclass(frozen=True)
class Found:
    """`articles` carry `snippet` (safe HTML); `count` stops at MOST_COUNTED; `more`: there are more
    than are shown; `instead`: nothing matched, so these are titles spelt alike."""

    articles: list
    count: int
    more: bool
    instead: bool = False


def search(words, articles):
    """Published `articles` (a queryset) that match these words, the most relevant first → Found."""
    query = _query(words)
    matching = articles.filter(Exists(_matches(query)))
    count = len(matching.order_by().values_list("pk", flat=True)[: MOST_COUNTED + 1])
    if not count:
        return _alike(words, articles)
    if count > MOST_COUNTED:
        newest = matching.newest_first().values_list("pk", flat=True)[:NEWEST_RANKED]
        matching = articles.filter(pk__in=list(newest))
    ranked = matching.annotate(
        rank=SearchRank(F("search__vector"), query, normalization=Value(1)),
    ).order_by("-rank", "-published_at", "-pk")
    found = _with_snippets(list(ranked.for_cards()[:PER_PAGE]), query)
    return Found(found, min(count, MOST_COUNTED), more=count > len(found))


def people_named(words):
    """Public people whose name holds these words; then those spelt alike."""
    people = Person.objects.public().for_cards()
    found = list(people.named(words).in_directory_order()[:5])
    if found or len(words) < 4:
        return found
    likeness = TrigramWordSimilarity(words, "name")
    alike = people.annotate(likeness=likeness).filter(likeness__gte=LIKENESS)
    return list(alike.order_by("-likeness", "pk")[:3])


def _query(words):
    """English words by their stems or, for names and other scripts, as they stand."""
    return SearchQuery(words, search_type="websearch", config="site_en") | SearchQuery(
        words, search_type="websearch", config="site_simple"
    )


def _matches(query):
    return SearchText.objects.filter(article=OuterRef("pk"), vector=query)


def _alike(words, articles):
    """Titles with a word spelt like these: “deterence” finds deterrence."""
    if len(words) < 4:
        return Found([], 0, more=False)
    likeness = TrigramWordSimilarity(words.lower(), Lower("search__title"))
    found = (
        articles.annotate(likeness=likeness)
        .filter(likeness__gte=LIKENESS)
        .order_by("-likeness", "-published_at")
        .for_cards()[:5]
    )
    found = list(found)
    for article in found:
        article.snippet = ""
    return Found(found, len(found), more=False, instead=True)


def _with_snippets(found, query):
    headline = SearchHeadline(
        "text", query, config="site_en", start_sel=START, stop_sel=STOP, max_words=30,
        min_words=15, max_fragments=2, fragment_delimiter=" … ",
    )  # fmt: skip
    rows = SearchText.objects.filter(article__in=found).annotate(headline=headline)
    snippets = dict(rows.values_list("article_id", "headline"))
    for article in found:
        article.snippet = _marked(snippets.get(article.pk, ""))
    return found


def _marked(headline):
    """Escaped first; the two marks become <mark> last, so nothing of the text is ever markup."""
    if START not in headline:
        return ""
    text = escape(headline).replace(START, "<mark>").replace(STOP, "</mark>")
    return mark_safe(text)  # noqa: S308  escaped one line above


def facets(words, articles):
    """[(Kind, count)] of the matches, the largest first, from at most MOST_COUNTED of them."""
    matching = articles.filter(Exists(_matches(_query(words)))).order_by()
    sample = matching.values("pk")[:MOST_COUNTED]
    rows = Article.objects.filter(pk__in=sample).values("kind__slug", "kind__plural")
    return [
        (row["kind__slug"], row["kind__plural"], row["count"])
        for row in rows.annotate(count=Count("pk")).order_by("-count", "kind__plural")
    ]
