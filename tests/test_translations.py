"""The Urdu pages speak Urdu: the catalogue is whole, compiled, and what a reader meets is in it."""

import ast
import gettext
import re
from datetime import UTC, date, datetime

import pytest
from django.test import RequestFactory
from django.utils import formats, translation
from django.utils.translation.template import templatize
from lxml import html

from articles.earlier import PLACES as PLACES_OF_A_PIECE
from articles.models import Appearance, Byline, Correction
from articles.models.appearances import SENTENCES, Relation
from articles.states import Status
from articles.usual_kinds import usual_kinds
from people.models import Degree, Output, Person
from people.models.links import KINDS as LINKS
from tests.make import make_article, make_institute, make_kind, make_person, make_theme
from tests.pages import ROOT
from thinktank import languages
from thinktank.addresses.models import Redirect
from thinktank.site.models import Discussion, Licence
from thinktank.views import broken

CATALOGUE = ROOT / "locale/ur/LC_MESSAGES/django.po"
TEMPLATES = [path for path in (ROOT / "templates").rglob("*.html") if "admin" not in path.parts]
CHOICES = [Byline.Role, Correction.Type, Degree.Level, Degree.Status, Output.Kind, Person.Standing,
           Relation, Licence, Discussion]  # fmt: skip
# What a template says: gettext('…'), ngettext('…', '…', …) and _("…") are what Django makes of it.
SAID = re.compile(r"""\b(?:n?gettext|_)\(u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")""")
PLACES = re.compile(r'%\(\w+\)s|\{\w+\}|href="[^"]*"|lang="[^"]*"')
NAMES_OF_OTHERS = {label for label, *_ in LINKS.values() if isinstance(label, str)}
URDU = re.compile(r"[\u0600-\u06ff]")


def entries():
    """The catalogue as written: one {msgid, msgid_plural, msgstr, msgstr[0], …, flags} each."""
    for block in CATALOGUE.read_text().split("\n\n"):
        entry = {"flags": re.findall(r"^#,(.*)$", block, re.MULTILINE)}
        for line in block.splitlines():
            if line.startswith("msg"):
                key, _, line = line.partition(" ")
            if line.startswith('"'):
                entry[key] = entry.get(key, "") + ast.literal_eval(line)
        yield entry


def translations(entry):
    return [value for key, value in entry.items() if key.startswith("msgstr")]


ENTRIES = {entry["msgid"]: entry for entry in entries()}


def said_by(template):
    return [ast.literal_eval(found) for found in SAID.findall(templatize(template.read_text()))]


def met_by_readers():
    """Every English word of the interface that a public page may show."""
    for template in TEMPLATES:
        yield from said_by(template)
    with translation.override("en-gb"):
        for choices in CHOICES:
            yield from (str(label) for label in choices.labels)
        for sentences in SENTENCES.values():
            yield from map(str, sentences)
        for kind in usual_kinds():
            yield from (kind.name, kind.plural, kind.meaning, kind.review)
        yield from (str(name) for name in languages.NAMES.values())
        yield from (str(label) for label, *_ in LINKS.values())
        yield from map(str, PLACES_OF_A_PIECE.values())


def test_templates_are_read_at_all():
    said = said_by(ROOT / "templates/articles/withdrawn.html")
    assert "Why it was withdrawn" in said
    assert "The piece was withdrawn by the institute." in said
    assert 'In its place: <a href="%(url)s"><bdi>%(title)s</bdi></a>.' in said


def test_whatever_a_reader_meets_is_said_in_urdu():
    missing = {
        words for words in met_by_readers()
        if words not in NAMES_OF_OTHERS and not all(translations(ENTRIES.get(words, {"msgstr": ""})))
    }  # fmt: skip
    assert not missing, "run `make messages`, then write the Urdu in locale/ur"


def test_nothing_in_the_catalogue_is_a_guess():
    guessed = [msgid for msgid, entry in ENTRIES.items() if "fuzzy" in " ".join(entry["flags"])]
    assert not guessed


def test_urdu_keeps_the_places_for_names_links_and_days():
    for msgid, entry in list(ENTRIES.items()):
        for said in filter(None, translations(entry) if msgid else []):
            assert sorted(PLACES.findall(said)) == sorted(PLACES.findall(msgid)), said
            assert said.count("<") == said.count(">")
            assert not re.search(r"[۰-۹٠-٩]", said), f"{said}: digits are 0 to 9"


def test_compiled_catalogue_is_made_from_the_written_one():
    written = {}
    for msgid, entry in ENTRIES.items():
        if "msgid_plural" in entry and all(translations(entry)):
            written |= {(msgid, n): entry[f"msgstr[{n}]"] for n in (0, 1)}
        elif entry.get("msgstr"):
            written[msgid] = entry["msgstr"]
    with CATALOGUE.with_suffix(".mo").open("rb") as compiled:
        found = gettext.GNUTranslations(compiled)._catalog
    del found[""], written[""]  # the head: the compiler leaves out when the catalogue was made
    assert found == written, "run `make messages`"


@pytest.mark.parametrize(
    ("number", "said"), [(0, "0 تحریریں"), (1, "1 تحریر"), (2, "2 تحریریں"), (11, "11 تحریریں")]
)
def test_one_piece_and_several_are_counted_apart(number, said):
    with translation.override("ur"):
        found = translation.ngettext("%(number)s piece", "%(number)s pieces", number)
    assert found % {"number": number} == said


def test_days_are_written_as_urdu_papers_write_them():
    with translation.override("ur"):
        assert formats.date_format(date(2026, 3, 12)) == "12 مارچ 2026"
        months = {formats.date_format(date(2026, month, 1), "F") for month in range(1, 13)}
    assert len(months) == 12
    assert all(URDU.search(month) for month in months)


def test_page_for_a_fault_of_ours_is_in_the_language_of_its_address():
    urdu = broken(RequestFactory().get("/ur/themes/")).content.decode()
    assert '<html lang="ur" dir="rtl">' in urdu
    assert 'href="/ur/"' in urdu
    assert "ہماری جانب کوئی خرابی" in urdu
    assert (
        "Something broke on our side" in broken(RequestFactory().get("/themes/")).content.decode()
    )


@pytest.fixture
def made(db):
    """A small institute with one piece that says all that a piece may say."""
    make_institute(languages=["en-gb", "ur"], press_email="press@institute.example")
    theme = make_theme(name="Hydrology")
    person = make_person(
        name="Sahiba", languages=["en", "ur"], speaks_to_press=True, bio_reviewed_on="2026-01-05",
        short_bio="Sahiba measures rivers.",
    )  # fmt: skip
    person.degrees.create(level="mphil", field="Geology", year=2014)
    person.appointments.create(title="Fellow", start="2020-01-01")
    article = make_article(
        title="Rivers", kind=make_kind(code="issue-brief", name="Issue Brief"), by=[person],
        themes=[theme], status=Status.PUBLISHED, published_at=datetime(2026, 3, 12, 9, tzinfo=UTC),
        covers_events_to="2026-03-01", discussion="open",
    )  # fmt: skip
    Appearance.objects.create(
        article=article, relation=Relation.REPUBLISHED_FROM, outlet="The Ledger", date="2026-02-28"
    )
    Correction.objects.create(
        article=article, type=Correction.Type.CLARIFICATION, text="Which river."
    )
    Redirect.objects.gone("/ur/old/")
    return {"article": article, "person": person, "theme": theme}


def test_no_page_of_the_urdu_site_shows_an_english_word_of_the_interface(client, made):
    with translation.override("ur"):
        things = {name: thing.get_absolute_url() for name, thing in made.items()}
    english = {words for words in met_by_readers() if re.search(r"[A-Za-z]{3}", words)}
    english -= NAMES_OF_OTHERS | {"English"}  # each language goes by its own name
    for address in (*things.values(), "/ur/", "/ur/people/", "/ur/themes/", "/ur/articles/",
                    "/ur/articles/?kind=issue-briefs", "/ur/articles/2026/", "/ur/kinds/",
                    "/ur/corrections/", "/ur/search/?q=Rivers", "/ur/search/?q=nothing",
                    "/ur/nowhere/", "/ur/old/"):  # fmt: skip
        response = client.get(address)
        assert response.status_code == {"/ur/nowhere/": 404, "/ur/old/": 410}.get(address, 200)
        page = html.fromstring(response.content)
        assert page.get("lang") == "ur"
        assert page.get("dir") == "rtl"
        shown = {
            " ".join(text.split()).rstrip(":")
            for text in page.xpath("//body//text() | //@aria-label | //title/text()")
        }
        assert not shown & english, address
        small = r"\b(Publications|Themes|People|Search|Related|Latest|minutes?|Corrections?|Home)\b"
        assert not re.search(small, " ".join(shown)), address


def test_piece_says_in_urdu_when_where_and_how_it_was_published(client, made):
    with translation.override("ur"):
        page = client.get(made["article"].get_absolute_url()).content.decode()
    for said in ("12 مارچ 2026", "28 فروری 2026", "یہ تحریر پہلی بار <bdi>The Ledger</bdi> نے",
                 "مختصر جائزہ", "وضاحت", "مدیر کے نام خطوط کا خیرمقدم ہے۔"):  # fmt: skip
        assert said in page


def test_kind_that_the_institute_named_itself_keeps_its_name(client, made):
    kind = made["article"].kind
    kind.name, kind.plural = "River notice", "River notices"
    kind.save()
    page = client.get("/ur/kinds/").content.decode()
    assert "River notice</h2>" in page
    assert "تمام River notices" in page


def test_feed_of_corrections_has_an_urdu_title(client, made):
    feed = client.get("/ur/corrections/feed/").content.decode()
    assert "<title>تصحیحات – Qanat Institute</title>" in feed
    assert "<title>وضاحت: Rivers</title>" in feed
