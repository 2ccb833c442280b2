"""What the editor typed reaches the reader letter by letter: stored, printed, sent in the feed."""

import lxml.html
import pytest
from lxml import etree

from articles.models import Article
from articles.states import Status
from tests.make import make_article, make_institute

pytestmark = pytest.mark.django_db

# Quotation marks, dashes, blanks of several widths, joiners, isolates, Urdu with its own stops.
LINE = (
    "“Curly” ‘quotes’ – and — dashes… 10\u00a0% naïve ½ 3\u202f000 soft\u00adhyphen "
    "\u2067اردو کا جملہ، یہاں۔\u2069 می\u200cروم ‰ § † x² − y × z"
)


@pytest.fixture
def article():
    make_institute()
    return make_article(
        status=Status.PUBLISHED, title=LINE, standfirst=LINE, body=f"<p>{LINE}</p><h2>{LINE}</h2>"
    )


def test_stored_as_typed(article):
    stored = Article.objects.get(pk=article.pk)
    assert lxml.html.fromstring(stored.body).text_content() == LINE * 2
    assert (stored.title, stored.standfirst) == (LINE, LINE)


def test_printed_as_typed(client, article):
    page = lxml.html.fromstring(client.get(article.get_absolute_url()).content.decode())
    assert page.xpath("//h1")[0].text_content() == LINE
    assert page.xpath('//*[@class="prose"]')[0].text_content() == LINE * 2


def test_sent_as_typed(client, article):
    entry = etree.fromstring(client.get("/feed/").content).find("{*}entry")
    assert entry.findtext("{*}title") == LINE
    assert lxml.html.fromstring(entry.findtext("{*}content")).text_content() == LINE * 2
