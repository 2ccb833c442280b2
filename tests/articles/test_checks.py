"""What blocks publication: each fault found once it is there, with its place, and not found once mended."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import checks
from articles.flaws import flaws
from articles.models import Article, Attachment, Byline, Funder
from articles.places import before
from articles.states import Status
from tests.make import make_article, make_document, make_image, make_institute, make_kind
from thinktank.library.models import Image
from thinktank.markup import reading

TODAY = date(2026, 3, 12)


def picture(*, alt="A map", until=None):
    class Picture(SimpleNamespace):
        def __str__(self):
            return "Dam at dusk"

        def rights_alive(self, on):
            return self.rights_until is None or on <= self.rights_until

    return Picture(alt=alt, rights_until=until)


LIBRARY = {1: picture(), 2: picture(alt=""), 3: picture(until=date(2026, 3, 11))}
CAPTION = "<figcaption>Flow by month</figcaption>"
HEADED = "<table><tbody><tr><th><p>Year</p></th></tr></tbody></table>"
HEADLESS = "<table><tbody><tr><td><p>Year</p></td></tr></tbody></table>"
VIDEO = 'data-embed="youtube" data-id="dQw4w9WgXcQ"'


def shown(key, rest=""):
    return f'<figure data-image="{key}" {rest}>{CAPTION}</figure>'


# (broken, mended, what is said of it)
FLAWS = {
    "empty heading": ("<h2> </h2>", "<h2>Rivers</h2>", "An empty heading"),
    "empty heading but for its note": (
        "<h2><foot-note>x</foot-note></h2>", "<h2>A<foot-note>x</foot-note></h2>", "An empty heading"),
    "first heading too deep": ("<h3>Rivers</h3>", "<h2>Rivers</h2>", "Make it level 2"),
    "heading skips a level": (
        "<h2>A</h2><p>x</p><h4>B</h4>", "<h2>A</h2><p>x</p><h3>B</h3>", "Make it level 3"),
    "empty note": (
        "<p>The river<foot-note> </foot-note> rose.</p>",
        "<p>The river<foot-note>Gauge 4.</foot-note> rose.</p>", "after “The river” is empty"),
    "note first in its line": (
        "<p><foot-note></foot-note>Rose.</p>", "<p><foot-note>a</foot-note>Rose.</p>",
        "A note is empty"),
    "link without words": (
        '<p>See <a href="https://qanat.example/"> </a>.</p>',
        '<p>See <a href="https://qanat.example/">the ledger</a>.</p>', "after “See” has no words"),
    "link without address": (
        "<p>See <a>the ledger</a>.</p>", '<p>See <a href="/about/">the ledger</a>.</p>',
        "“the ledger” leads nowhere"),
    "empty link in a note": (
        '<p>Up<foot-note>see <a href="/x/"></a></foot-note></p>',
        '<p>Up<foot-note>see <a href="/x/">it</a></foot-note></p>', "after “Up” has no words"),
    "picture without description": (shown(2), shown(2, 'data-alt="A dam"'), "Describe the picture"),
    "picture that is no decoration": (shown(2), shown(2, 'data-decorative=""'), "“Dam at dusk”"),
    "picture gone": (shown(9), shown(1), "above “Flow by month” is no longer in the library"),
    "picture past its rights": (shown(3), shown(1), "ended on 11 March 2026"),
    "embed without title": (
        f"<figure {VIDEO}>{CAPTION}</figure>",
        f'<figure {VIDEO} data-title="The flood">{CAPTION}</figure>', "Give a title"),
    "embed of nothing": (
        f'<figure data-embed="youtube" data-id="short" data-title="The flood">{CAPTION}</figure>',
        f'<figure {VIDEO} data-title="The flood">{CAPTION}</figure>', "“The flood” cannot be shown"),
    "embed of a provider that left": (
        f'<figure data-embed="gone" data-id="1" data-title="">{CAPTION}</figure>',
        f'<figure {VIDEO} data-title="The flood">{CAPTION}</figure>', "cannot be shown"),
    "table without header": (
        f'<figure data-table="">{HEADLESS}{CAPTION}</figure>',
        f'<figure data-table="">{HEADED}{CAPTION}</figure>', "“Flow by month” has no header cell"),
    "table without caption": (
        f'<figure data-table="">{HEADED}<figcaption></figcaption></figure>',
        f'<figure data-table="">{HEADED}{CAPTION}</figure>', "begins “Year” has no caption"),
    "something missing": (
        '<figure data-missing="chart"><figcaption>Chart 3</figcaption></figure>', shown(1),
        "still missing: “Chart 3”"),
}  # fmt: skip


@pytest.mark.parametrize("name", FLAWS)
def test_a_flaw_of_the_text_is_found_with_its_block_and_is_gone_when_mended(name):
    broken, mended, said = FLAWS[name]
    first = '<p id="p-aaaaaa">Text before.</p>'
    found = list(flaws(first + broken, LIBRARY, TODAY))
    assert len(found) == 1, found
    assert said in found[0].text
    assert (found[0].place, found[0].waits) == ("body", False)
    assert found[0].block == len(reading.parse(broken)) or name == "heading skips a level"
    assert list(flaws(first + mended, LIBRARY, TODAY)) == []


def test_a_flaw_leads_to_the_lasting_id_nearest_to_it():
    body = (
        '<p id="p-aaaaaa">A<foot-note id="n-bbbbbb"></foot-note></p>'
        '<ul><li><p id="p-cccccc">See <a href="/x/"> </a></p></li></ul><blockquote><p>'
        "<a>nowhere</a></p></blockquote>"
    )
    assert [(each.block, each.id) for each in flaws(body, {}, TODAY)] == [
        (0, "n-bbbbbb"), (1, "p-cccccc"), (2, ""),
    ]  # fmt: skip


def test_flaws_come_in_the_order_of_the_text():
    bodies = [broken for broken, _mended, _said in FLAWS.values()]
    blocks = [each.block for each in flaws("".join(bodies), LIBRARY, TODAY)]
    assert blocks == sorted(blocks)
    assert len(blocks) > 15


def test_a_place_in_a_line_is_named_by_the_words_before_it_without_notes():
    line = (
        "<p>one <em>two</em> three<foot-note>not <em>this</em></foot-note> four <a>x</a> five</p>"
    )
    assert before(reading.parse(line).find(".//a")) == "one two three four"
    assert before(reading.parse(line.replace("one", "a b c d e")).find(".//a")).startswith("…")


# -- the whole piece --


@pytest.fixture
def right(db):
    """A piece with nothing to fix."""
    make_institute()
    article = make_article(lead_image=make_image())
    assert checks.blocking(article) == []
    return article


def only(article, place):
    """The one thing to fix, which is at this place."""
    found = checks.blocking(article)
    assert [each.place for each in found] == [place]
    return found[0]


@pytest.mark.parametrize(
    ("place", "broken"),
    [
        ("title", {"title": " ", "slug": ""}),
        ("slug", {"title": "…", "slug": ""}),
        ("standfirst", {"standfirst": " "}),
        ("body", {"body": ""}),
        ("funding", {"funding": ""}),
        ("interests", {"interests": " "}),
    ],
)
def test_a_field_that_is_empty_is_found(right, place, broken):
    for name, value in broken.items():
        setattr(right, name, value)
    only(right, place)


def test_somebody_wrote_it_and_it_belongs_somewhere(right):
    Byline.objects.all().delete()
    only(right, "bylines")


def test_it_belongs_under_a_theme(right):
    right.filed_under.all().delete()
    only(right, "filed_under")


def test_who_paid_is_named(right):
    right.funding = "funded"
    only(right, "funders")
    Funder.objects.create(article=right, name="The Canal Trust")
    assert checks.blocking(right) == []


@pytest.mark.parametrize(
    ("code", "place", "given"),
    [
        ("key_points", "key_points", {"key_points": ["Rivers run."]}),
        ("lead_image", "lead_image", {}),
        ("series", "series", {}),
    ],
)
def test_what_the_kind_asks_for_is_found_missing(right, code, place, given):
    right.kind = make_kind(code=f"needs-{code.replace('_', '-')}", requires=[code])
    picture, right.lead_image = right.lead_image, None
    only(right, place)
    right.lead_image = picture
    for name, value in given.items():
        setattr(right, name, value)
    assert {each.place for each in checks.blocking(right)} == (
        {"series"} if code == "series" else set()
    )


def test_the_lead_picture_is_described_and_may_be_printed(right):
    right.lead_image.alt = ""
    only(right, "lead_alt")
    right.lead_is_decorative = True
    right.lead_image.rights_until = TODAY
    only(right, "lead_image")
    assert checks.blocking(right, day=TODAY) == []


def test_a_picture_of_the_text_is_looked_up_in_the_library(right):
    right.body = f'<p>x</p><figure data-image="{right.lead_image_id}">{CAPTION}</figure>'
    assert checks.blocking(right) == []
    right.body = f'<p>x</p><figure data-image="987654">{CAPTION}</figure>'
    assert only(right, "body").block == 1


def test_pictures_that_are_not_drawn_yet_make_one_finding_that_waits(right):
    other = make_image()
    right.body = f'<figure data-image="{other.pk}">{CAPTION}</figure>'
    Image.objects.update(made=[])
    for image in (other, right.lead_image):
        image.refresh_from_db()
    found = only(right, "lead_image")
    assert found.waits
    assert "2 pictures" in found.text
    for image in (other, right.lead_image):
        image.draw_renditions()
    assert checks.blocking(right) == []


def test_no_relation_leads_nowhere(right):
    right.translation_of = make_article(status=Status.WITHDRAWN)
    assert "was withdrawn" in only(right, "translation_of").text
    right.translation_of = right
    only(right, "translation_of")
    right.translation_of, right.supersedes = make_article(status=Status.PUBLISHED), right
    only(right, "supersedes")
    # The tombstone of the older piece leads its readers here.
    right.supersedes = make_article(status=Status.WITHDRAWN)
    assert checks.blocking(right) == []


def test_the_file_of_an_attachment_is_there(right):
    document = make_document()
    Attachment.objects.create(article=right, document=document)
    assert checks.blocking(right) == []
    document.file.storage.delete(document.file.name)
    assert "is gone" in only(right, "attachments").text


def test_ten_attachments_cost_what_one_costs(right):
    def cost():
        with CaptureQueriesContext(connection) as captured:
            checks.blocking(Article.objects.get(pk=right.pk))
        return len(captured)

    Attachment.objects.create(article=right, document=make_document())
    few = cost()
    for _number in range(9):
        Attachment.objects.create(article=right, document=make_document())
    assert cost() == few
