"""Search: what is read of a piece, and how a reader's words find it.

One statement finds the newest matches, MOST_COUNTED of them at most: it is the count, the kinds
beside the results and what is ranked. Relevance is ranked over all matches while they are few.
When a word stands in thousands of pieces, the newest NEWEST_RANKED are ranked: ranking reads
every match's vector from disk, and of thousands of matches the recent ones are what a reader of
policy wants.
"""

import re
from collections import Counter
from dataclasses import dataclass

from django.contrib.postgres.search import (
    SearchHeadline,
    SearchQuery,
    SearchRank,
    TrigramWordSimilarity,
)
from django.db import connection, transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce, Greatest, Lower, NullIf, StrIndex, Substr
from django.utils.html import escape
from django.utils.safestring import mark_safe

from articles.models import Kind, SearchText
from articles.models.searchtext import LONGEST_TEXT
from people.models import Person

LONGEST_QUERY = 200
MOST_WORDS = 12
MOST_COUNTED = 1000
NEWEST_RANKED = 300
PER_PAGE = 20
LIKENESS = 0.45
BEFORE, LENGTH = 1000, 12_000  # letters of a text in which a snippet is looked for
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
        *sorted(tag.name for tag in article.tags.all()),
        article.number,
        *article.key_points,
    ]
    SearchText.objects.update_or_create(
        article=article,
        defaults={
            "language": article.language,
            "title": _words_only(article.title),
            "names": _words_only("\n".join(filter(None, names))),
            "text": _words_only(_text(article)),
        },
    )


def _text(article):
    """The piece's own text, then titles and texts of its attachments, as far as there is room."""
    attached = article.attachments.values_list("document__title", "document__reading__text")
    texts = (text for row in attached for text in row if text)
    return "\n".join([article.body_text, *texts])[:LONGEST_TEXT]


def _words_only(text):
    """Without angle brackets: Postgres reads them as tags and skips what lies between."""
    return text.replace("<", " ").replace(">", " ")


def asked(text):
    """A reader's query made harmless: one line, 200 characters and 12 words at the most."""
    text = re.sub(r"[\x00-\x1f\x7f-\x9f\ue000-\uf8ff\ud800-\udfff]", " ", text)[:LONGEST_QUERY]
    return " ".join(text.split()[:MOST_WORDS])


@dataclass(frozen=True)
class Found:
    """`articles` carry `snippet` (safe HTML); `count` stops at MOST_COUNTED; `more`: there are more
    than are shown; `instead`: nothing matched, so these are spelt alike; `kinds`: as facets().
    """

    articles: list
    count: int
    more: bool
    instead: bool = False
    kinds: tuple = ()


def search(words, articles):
    """Published `articles` (a queryset) that match these words, the most relevant first → Found."""
    query = _query(words)
    newest = _newest_matches(query, articles)
    if not newest:
        return _alike(words, articles)
    ranked = _ranked(
        newest[:NEWEST_RANKED] if len(newest) > MOST_COUNTED else newest, query, articles
    )
    found = _with_snippets(list(ranked.for_cards()[:PER_PAGE]), words, query)
    return Found(
        found, min(len(newest), MOST_COUNTED), more=len(newest) > len(found), kinds=_by_kind(newest)
    )


def at_the_desk(articles, words):
    """Those of `articles`, drafts too, with all these words in title, byline, theme or text; the
    beginning of a word in the title is enough. The list keeps its own order.
    """
    words = asked(words)
    if not words:
        return articles
    matches = SearchText.objects.filter(vector=_query(words))
    titles = SearchText.objects.alias(lowered=Lower("title"))
    for word in words.lower().split():
        titles = titles.filter(lowered__contains=word)
    return articles.filter(pk__in=matches.values("pk").union(titles.values("pk")))


def facets(words, articles):
    """[(slug, plural, count)] of the matches' kinds, the largest first, from the newest of them."""
    return _by_kind(_newest_matches(_query(words), articles))


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


def _newest_matches(query, articles):
    """[(article's key, kind's key)], one more than are counted if there are more."""
    matching = articles.filter(search__vector=query).newest_first()
    return list(matching.values_list("pk", "kind")[: MOST_COUNTED + 1])


def _ranked(matches, query, articles):
    rank = SearchRank(F("search__vector"), query, normalization=Value(1))
    chosen = articles.filter(pk__in=[pk for pk, _kind in matches]).annotate(rank=rank)
    return chosen.order_by("-rank", "-published_at", "-pk")


def _by_kind(matches):
    counts = Counter(kind for _pk, kind in matches[:MOST_COUNTED])
    kinds = Kind.objects.in_bulk(counts).values()
    rows = ((kind.slug, kind.plural, counts[kind.pk]) for kind in kinds)
    return sorted(rows, key=lambda row: (-row[2], row[1]))


def _alike(words, articles):
    """Pieces with a word spelt like these in title, tags or themes: “deterence”, deterrence."""
    words = words.lower()
    if len(words) < 4:
        return Found([], 0, more=False)
    title, names = Lower("search__title"), Lower("search__names")
    likeness = Greatest(TrigramWordSimilarity(words, title), TrigramWordSimilarity(words, names))
    alike = (
        articles.annotate(title_searched=title, names_searched=names, likeness=likeness)
        .filter(
            Q(title_searched__trigram_word_similar=words)
            | Q(names_searched__trigram_word_similar=words)
        )
        .order_by("-likeness", "-published_at", "-pk")
    )
    with transaction.atomic(), connection.cursor() as cursor:
        # The index knows only “as alike as this setting says”; and the planner, who thinks that
        # comparing spelling is cheap, would rather compare every title.
        cursor.execute(
            "SELECT set_config('pg_trgm.word_similarity_threshold', %s, true),"
            " set_config('enable_seqscan', 'off', true)",
            [str(LIKENESS)],
        )
        found = list(alike.for_cards()[:5])
    for article in found:
        article.snippet = ""
    return Found(found, len(found), more=False, instead=True)


def _with_snippets(found, words, query):
    headline = SearchHeadline(
        _near(words), query, config="site_en", start_sel=START, stop_sel=STOP, max_words=30,
        min_words=15, max_fragments=2, fragment_delimiter=" … ",
    )  # fmt: skip
    rows = SearchText.objects.filter(article__in=found).annotate(headline=headline)
    snippets = dict(rows.values_list("article_id", "headline"))
    for article in found:
        article.snippet = _marked(snippets.get(article.pk, ""))
    return found


def _near(words):
    """The text round the first place of the longest word: a report's annexes are long, and to mark
    words in all of it takes a hundred times as long.
    """
    longest = max(re.findall(r"(?<![-\w])\w+", words.lower()), key=len, default="")
    stem = longest[: max(4, len(longest) - 3)]  # “policies” stands near “policy”
    text = Lower("text")
    places = [NullIf(StrIndex(text, Value(part)), 0) for part in (f" {longest}", f" {stem}", stem)]
    place = Coalesce(*places, Value(1))
    return Substr("text", Greatest(place - BEFORE, Value(1)), LENGTH)


def _marked(headline):
    """Escaped first; the two marks become <mark> last, so nothing of the text is ever markup."""
    if START not in headline:
        return ""
    text = escape(headline).replace(START, "<mark>").replace(STOP, "</mark>")
    return mark_safe(text)  # noqa: S308  escaped one line above
