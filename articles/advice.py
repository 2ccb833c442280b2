"""What a good sub-editor would say of a text. Advice never blocks. Pure."""

import re
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.places import Finding, blocks, in_text, plain, words_of
from thinktank.markup import reading
from thinktank.markup.lasting import HEADINGS

LONGEST_SENTENCE = 40  # words
LONGEST_PARAGRAPH = 200
LONGEST_POINT = 30
MOST_POINTS = 5
LONGEST_TITLE = 100  # characters
LONGEST_WITHOUT_HEADING = 1000  # words
MOST_OF_A_SORT = 5  # hints of one sort; more would be nagging

# Where a sentence ends, in Latin and in Arabic script, with the quotes and brackets that close it.
SENTENCE_END = re.compile(r"[.!?…۔؟]+[\"'”’»)\]]*(?:\s+|$)")
BARE_ADDRESS = re.compile(r"(https?://|www\.)\S+", re.IGNORECASE)
# Words that do not say where a link leads, as a list of links is read aloud.
EMPTY_WORDS = frozenset({
    "here", "click here", "click", "this", "this link", "link", "this page", "this article", "page",
    "read more", "more", "see here", "read here", "learn more", "find out more", "see", "source",
    "یہاں", "یہاں کلک کریں", "کلک کریں", "مزید", "مزید پڑھیں", "یہ لنک", "لنک",
})  # fmt: skip


def advice(article):
    """[Finding] in the order of the form: the whole, then the text from its beginning to its end."""
    tree = reading.parse(article.body)
    return [
        *_title(article),
        *_length(article),
        *_points(article),
        *_headings(tree, article.words),
        *_few(_long_sentences(tree), _more_sentences),
        *_few(_long_paragraphs(tree), _more_paragraphs),
        *_few(_links(tree), _more_links),
    ]


def _title(article):
    length = len(article.title)
    if length > LONGEST_TITLE and not article.short_title:
        said = _(
            "The title has %d characters. Shorten it, or give a short title for narrow places."
        )
        yield Finding("title", said % length)


def _length(article):
    words, kind = article.words, article.kind
    about = {"words": f"{words:,}", "kind": kind.name, "shortest": f"{kind.shortest or 0:,}",
             "longest": f"{kind.longest or 0:,}"}  # fmt: skip
    if kind.longest and words > kind.longest:
        said = _(
            "%(words)s words. A piece of this kind (%(kind)s) has at most %(longest)s as a rule."
        )
        yield Finding("body", said % about)
    elif kind.shortest and 0 < words < kind.shortest:
        said = _(
            "%(words)s words. A piece of this kind (%(kind)s) has %(shortest)s or more as a rule."
        )
        yield Finding("body", said % about)


def _points(article):
    points = article.key_points
    if len(points) > MOST_POINTS:
        said = _("%(number)d key points: a reader remembers %(most)d at most.")
        yield Finding("key_points", said % {"number": len(points), "most": MOST_POINTS})
    for point in points:
        words = reading.word_count(point)
        if words > LONGEST_POINT:
            said = _("The key point “%(start)s…” has %(words)d words. Say it in %(most)d.")
            start = " ".join(point.split()[:6])
            about = {"start": start, "words": words, "most": LONGEST_POINT}
            yield Finding("key_points", said % about)


def _headings(tree, words):
    top = list(blocks(tree))
    if words > LONGEST_WITHOUT_HEADING and not any(block.tag in HEADINGS for _n, block in top):
        yield Finding(
            "body", _("There is no heading yet. Long texts are read from one to the next.")
        )
    for number, block in top:
        if block.tag in HEADINGS and _shouts(plain(block)):
            said = _("The heading “%s” is all in capitals. Write it as a sentence.")
            yield in_text(said % words_of(block), number, block)
        elif block.tag == "p" and _is_bold_line(block):
            said = _("“%s” is a line in bold. If it is a heading, make it one.")
            yield in_text(said % words_of(block), number, block)
    yield from _bare_headings(top)


def _bare_headings(top):
    """A section must say something: a heading followed by one of its own rank or higher has none."""
    filled = [(number, block) for number, block in top if block.tag == "figure" or plain(block)]
    for (number, block), (_next, after) in pairwise([*filled, (None, None)]):
        if block.tag not in HEADINGS:
            continue
        if after is None or (after.tag in HEADINGS and after.tag <= block.tag):
            said = _("No text stands under the heading “%s”.")
            yield in_text(said % words_of(block), number, block)


def _shouts(text):
    """All capitals, in more than a name such as NATO."""
    return text.isupper() and len(text.split()) > 1 and sum(map(str.isalpha, text)) > 10


def _is_bold_line(block):
    text = plain(block)
    bold = "".join(each.text_content() for each in block.iterchildren("strong"))
    short = 0 < len(text.split()) <= 12 and not SENTENCE_END.search(text)
    return short and " ".join(bold.split()) == text


def _lines(tree):
    """(number, element) of paragraphs, those of lists and quotations too; not of tables."""
    for number, block in blocks(tree):
        if block.tag != "figure":
            yield from ((number, line) for line in block.iter("p"))


def sentences(text):
    """Rather cut too often, at “Dr.” too, than call two sentences one."""
    return [part for part in (each.strip() for each in SENTENCE_END.split(text)) if part]


def _long_sentences(tree):
    for number, line in _lines(tree):
        for sentence in sentences(plain(line)):
            words = sentence.split()
            if len(words) > LONGEST_SENTENCE:
                said = _("A sentence of %(words)d words: “%(start)s…”")
                about = {"words": len(words), "start": " ".join(words[:8])}
                yield in_text(said % about, number, line)


def _long_paragraphs(tree):
    for number, line in _lines(tree):
        words = reading.word_count(plain(line))
        if words > LONGEST_PARAGRAPH:
            said = _("A paragraph of %(words)d words: “%(start)s” Where could it be parted?")
            yield in_text(said % {"words": words, "start": words_of(line)}, number, line)


def _links(tree):
    for number, block in blocks(tree):
        for link in block.iter("a"):
            text = plain(link)
            if text.casefold().strip(" .,:;…»›>→") in EMPTY_WORDS:
                said = _("The link “%s” does not say where it leads. Link the words that do.")
                yield in_text(said % text, number, link)
            elif BARE_ADDRESS.fullmatch(text) and not reading.within(link, "foot-note"):
                said = _("The address %s stands in the text. Link the words that name the page.")
                yield in_text(said % (text[:50] + "…" if len(text) > 50 else text), number, link)


def _few(found, more):
    """The first of a sort, and a line for the rest that leads to the next of them."""
    found = list(found)
    yield from found[:MOST_OF_A_SORT]
    if rest := found[MOST_OF_A_SORT:]:
        yield Finding("body", more(len(rest)), block=rest[0].block, id=rest[0].id)


def _more_sentences(number):
    return ngettext("%d more long sentence.", "%d more long sentences.", number) % number


def _more_paragraphs(number):
    return ngettext("%d more long paragraph.", "%d more long paragraphs.", number) % number


def _more_links(number):
    return ngettext(
        "%d more link that does not name its page.", "%d more links that do not name their pages.",
        number,
    ) % number  # fmt: skip
