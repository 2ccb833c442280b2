"""What rendering makes of a body."""

import cProfile
import re
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from articles import render as rendering
from articles.models import Article
from articles.render import picture_keys, render
from tests.make import make_article, make_image
from thinktank.library.models import Usage
from thinktank.markup import reading
from thinktank.markup.cleaning import clean

PICTURE = SimpleNamespace(
    alt="A map", credit="Map: Qanat", width=1600, height=900,
    srcset="/images/ab12/400.jpg 400w", avif_srcset="/images/ab12/400.avif 400w",
    src=lambda width: "/images/ab12/800.jpg",
)  # fmt: skip


def parsed(html):
    return reading.parse(html)


def test_headings_get_anchors_by_their_words_each_once():
    rendered = render("<h2>Who pays?</h2><p>x</p><h3>Who pays?</h3><h2>کون ہے</h2>")
    assert [row["id"] for row in rendered.contents] == ["h-who-pays", "h-who-pays-2", "h-کون-ہے"]
    assert '<h3 id="h-who-pays-2">' in rendered.html


def test_an_anchor_stays_when_the_heading_is_worded_anew():
    rendered = render('<h2 id="h-who-pays">Who paid in the end</h2>')
    assert rendered.contents == [{"id": "h-who-pays", "text": "Who paid in the end", "level": 2}]


def test_words_are_counted_without_markup_notes_and_figures():
    body = (
        "<p>One <em>two</em><foot-note>not this</foot-note></p><ul><li>three</li><li>four</li></ul>"
        '<figure data-image="1"><figcaption>nor this</figcaption></figure>'
    )
    assert render(body).words == 4


def test_notes_are_numbered_in_the_order_of_the_text_and_linked_both_ways():
    body = (
        "<h2>A<foot-note>first</foot-note></h2><p>b<foot-note>see <em>it</em></foot-note>, c</p>"
        "<table><tr><th>d<foot-note>third</foot-note></table>"
    )
    tree = parsed(render(body).html)
    cited = tree.xpath('//a[@role="doc-noteref"]')
    rows = tree.xpath('//section[@class="notes"]/ol/li')
    assert [link.text for link in cited] == ["1", "2", "3"]
    assert [link.get("href") for link in cited] == [f"#{row.get('id')}" for row in rows]
    backlinks = [row.xpath('./a[@role="doc-backlink"]')[0] for row in rows]
    assert [f"#{link.get('id')}" for link in cited] == [link.get("href") for link in backlinks]
    assert "see <em>it</em>" in render(body).html
    assert render(body).contents[0]["text"] == "A"


def test_a_note_keeps_its_address_when_another_is_put_before_it():
    body = clean(render_body("<p>x<foot-note>lasting</foot-note></p>"))
    name = re.search(r"n-[0-9a-z]+", body).group()
    later = render(f"<p>new<foot-note>other</foot-note></p>{body}")
    row = parsed(later.html).xpath(f'//li[@id="{name}"]')[0]
    assert row.text_content().startswith("lasting")
    assert parsed(later.html).xpath(f'//a[@href="#{name}"]')[0].text == "2"


def render_body(html):
    from thinktank.markup.structure import settle

    return settle(clean(html))


def test_searchable_text_has_the_notes_after_the_text_and_no_numbers():
    rendered = render("<p>One<foot-note>aside</foot-note> two</p><p>three</p>")
    assert rendered.text == "One two\nthree\naside"


def test_words_put_in_are_in_the_language_of_the_text():
    urdu = render("<p>x<foot-note>y</foot-note></p>", language="ur").html
    assert ">Notes<" in render("<p>x<foot-note>y</foot-note></p>").html
    assert ">حواشی<" in urdu


def test_a_picture_is_drawn_with_its_sizes_description_and_credit():
    body = '<figure data-image="7" data-alt="A dam"><figcaption>The dam</figcaption></figure>'
    figure = parsed(render(body, {7: PICTURE}).html).xpath("//figure")[0]
    image = figure.xpath(".//img")[0]
    assert (image.get("width"), image.get("height"), image.get("alt")) == ("1600", "900", "A dam")
    assert image.get("loading") == "lazy"
    assert figure.xpath('.//source[@type="image/avif"]')
    assert figure.xpath('.//span[@class="credit"]')[0].text == "Map: Qanat"


def test_the_usual_description_stands_in_and_decoration_has_none():
    html = render('<figure data-image="7"></figure>', {7: PICTURE}).html
    assert 'alt="A map"' in html
    html = render(
        '<figure data-image="7" data-decorative="" data-alt="x"></figure>', {7: PICTURE}
    ).html
    assert 'alt=""' in html


def test_a_picture_that_is_gone_is_left_out():
    assert "<figure" not in render('<p>x</p><figure data-image="7"></figure>').html


def test_an_embed_is_a_card_that_loads_nothing():
    body = '<figure data-embed="youtube" data-id="abcdefghijk" data-title="A talk"></figure>'
    html = render(body).html
    assert "<iframe" not in html
    assert 'href="https://www.youtube.com/watch?v=abcdefghijk"' in html
    assert 'data-frame="https://www.youtube-nocookie.com/embed/abcdefghijk"' in html
    assert "<figure" not in render(body.replace("abcdefghijk", "a/../b")).html


def test_a_table_has_its_caption_first_its_header_rows_apart_and_scopes():
    body = "<table><tr><th>A<th>B<tr><th>r<td>1</table>"
    figure = parsed(render(body.replace("</table>", "</table>")).html).xpath("//figure")[0]
    assert [cell.get("scope") for cell in figure.xpath(".//th")] == ["col", "col", "row"]
    assert len(figure.xpath(".//thead/tr")) == 1
    assert figure.xpath('./div[@class="scrolls"][@tabindex="0"]/table')


def test_typography_survives():
    text = "“Curly” – ‘quotes’… naïve ½ non\u00a0breaking\u202fspace \u2067اردو\u2069 zw\u200cnj soft\u00adhyphen"
    rendered = render(f"<p>{text}</p>")
    assert parsed(rendered.html).text_content() == text


TAGS = ["p", "h2", "h3", "ul", "li", "figure", "figcaption", "table", "tr", "td", "th", "em", "a",
        "foot-note", "section", "sup", "img"]  # fmt: skip
pieces = st.one_of(
    st.sampled_from([f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS]),
    st.sampled_from([
        '<figure data-image="7" data-alt="<b>">', '<figure data-table="">', '<p id="notes">',
        '<figure data-embed="youtube" data-id="abcdefghijk">', '<foot-note id="n-aaaaaa">',
        '<figure data-embed="link" data-id="javascript:alert(1)">', '<a href="javascript:x">',
        '<figure data-missing="chart">', '<img src=x onerror=alert(1)>', "<script>x</script>",
    ]),
    st.text("ab \u00a0\u0627<&\"", max_size=4),
)  # fmt: skip
LIVE = re.compile(
    r"<(script|style|iframe|object|svg|form|input|base|meta|link)\b|javascript:", re.IGNORECASE
)


@given(st.lists(pieces, max_size=40).map("".join))
@settings(max_examples=400, deadline=None)
def test_rendering_conserves_notes_is_stable_and_never_live(html):
    pictures = {7: PICTURE}
    rendered = render(html, pictures)
    body = clean(render_body(html))
    if not body:  # nothing to read in it
        return
    # Notes in the caption of a figure that cannot be drawn go with it.
    tree = parsed(body)
    for figure in tree.xpath('//figure[@data-embed="link" or not(@data-id) and @data-embed]'):
        figure.drop_tree()
    assert rendered.html.count('role="doc-noteref"') == len(list(tree.iter("foot-note")))
    assert rendered.html.count('role="doc-noteref"') == rendered.html.count('role="doc-backlink"')
    assert render(body, pictures) == rendered
    assert clean(rendered.html, rendering.RENDERED, limit=10**7) == rendered.html
    assert not LIVE.search(re.sub(r'"[^"]*"', "", rendered.html))
    names = re.findall(r'[ ]id="([^"]*)"', rendered.html)
    assert len(names) == len(set(names))


def test_work_grows_with_the_text_and_not_faster():
    """Counted in calls, not in seconds: the same on every machine (benchmarks/saving.py times it)."""
    sentence = "A sentence, with <em>weight</em> and a note<foot-note>See p. 4</foot-note>. "

    def calls(sections):
        body = "".join(f"<h2>Part {n}</h2><p>{sentence * 12}</p>" for n in range(sections))
        counted = cProfile.Profile()
        counted.runcall(render, body)
        return sum(row.callcount for row in counted.getstats())

    assert calls(200) < 2.1 * calls(100)


@pytest.mark.django_db
def test_pictures_of_the_text_belong_to_the_files_of_the_piece():
    image = make_image()
    article = make_article(body=f'<p>x</p><figure data-image="{image.pk}" data-alt="y"></figure>')
    assert picture_keys(article.body) == [image.pk]
    assert f"/images/{image.key}/" in article.body_html
    assert Usage.objects.filter(image=image, source=f"article:{article.pk}").count() == 1


@pytest.mark.django_db
def test_texts_follow_a_change_of_their_pictures(django_capture_on_commit_callbacks):
    image = make_image(alt="A dam")
    article = make_article(body=f'<p>x</p><figure data-image="{image.pk}"></figure>')
    with django_capture_on_commit_callbacks(execute=True):
        image.alt = "A dam at dusk"
        image.save()
    article.refresh_from_db()
    assert 'alt="A dam at dusk"' in article.body_html


@pytest.mark.django_db
def test_texts_of_an_older_renderer_are_rendered_anew_and_nothing_else_changes():
    article = make_article(body="<h2>Part</h2><p>x</p>")
    Article.objects.update(render_version=0, body_html="old")
    saved_at = article.saved_at
    assert call_command("render_articles") == "1 rendered anew."
    body = article.body
    article.refresh_from_db()
    assert '<h2 id="h-part">Part</h2><p id="p-' in article.body_html
    assert article.saved_at == saved_at
    assert article.body == body
    assert article.render_version == rendering.RENDER_VERSION
    assert call_command("render_articles") == "0 rendered anew."
