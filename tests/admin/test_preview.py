"""The live preview: the page of what is typed, for those who may write it, and nothing kept of it."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Appearance, Attachment, Correction
from articles.states import Role, Status
from tests.admin.filling import filled, row
from tests.make import (
    make_article,
    make_document,
    make_image,
    make_kind,
    make_person,
    make_theme,
)

ROWS = 'SELECT md5(string_agg(t::text, chr(10) ORDER BY t::text)) FROM "{}" t'
NEW = "/admin/articles/article/add/preview/"
ADD = "/admin/articles/article/add/?kind=commentary"


def form_of(article):
    return reverse("admin:articles_article_change", args=[article.pk])


def preview_of(article):
    return reverse("admin:articles_article_preview", args=[article.pk])


def typed(client, article, *, page="1", **fields):
    """The answer to the form of this piece with these words typed into it."""
    form = filled(client.get(form_of(article)), **fields)
    return client.post(preview_of(article), form | {"_page": page})


@pytest.fixture
def article(kind, cast):
    return make_article(kind=kind, title="As it is kept", created_by=cast[Role.AUTHOR])


@pytest.fixture
def client(at_desk):
    return at_desk(Role.AUTHOR)


def everything_kept():
    """A sum of every row of every table, and the names of all files."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        sums = {}
        for table in tables:
            cursor.execute(ROWS.format(table))
            sums[table] = cursor.fetchone()
    return sums, sorted(path for path in Path(settings.MEDIA_ROOT).rglob("*"))


def test_the_page_shows_what_is_typed_and_what_is_kept_stays(client, article):
    body = "<h2>Who pays</h2><p>The river<foot-note>Gauge 4.</foot-note> rose.</p>"
    person, theme = make_person(name="Zarmeen Keenjhari"), make_theme(name="Rivers")
    answer = typed(
        client, article, title="As it is typed", standfirst="It rose.", body=body,
        key_points="One\nTwo", tags=["floods"], interests="None.",
        **row("bylines", person=person.pk), **row("filed_under", theme=theme.pk),
    ).json()  # fmt: skip
    page = answer["page"]
    assert "<h1>As it is typed</h1>" in page
    for words in ("It rose.", "Gauge 4.", "doc-noteref", "<li>Two</li>", "Zarmeen Keenjhari",
                  "Rivers", "floods", "Preview: readers do not see this."):  # fmt: skip
        assert words in page, words
    assert (answer["words"], answer["minutes"]) == (5, 1)
    article.refresh_from_db()
    assert article.title == "As it is kept"


def test_a_piece_that_is_not_saved_yet_has_a_preview_too(client, kind):
    answer = client.post(NEW, filled(client.get(ADD), title="Not there yet") | {"_page": "1"})
    assert "<h1>Not there yet</h1>" in answer.json()["page"]
    assert "Say who wrote it." in answer.json()["rail"]


def test_before_a_word_is_typed_the_page_is_what_is_kept(client, article, kind):
    assert "<h1>As it is kept</h1>" in client.get(preview_of(article)).content.decode()
    assert client.get(NEW).status_code == 200


@pytest.mark.parametrize("status", [Status.DRAFT, Status.CLEARED])
def test_nothing_is_written(status, at_desk, kind, django_capture_on_commit_callbacks):
    picture = make_image()
    article = make_article(kind=kind, status=status, by=[make_person(), make_person()])
    Appearance.objects.create(article=article, outlet="The Canal")
    Attachment.objects.create(article=article, document=make_document())
    Correction.objects.create(article=article, text="It said less.")
    client = at_desk(Role.PUBLISHER)
    form = filled(
        client.get(form_of(article)), title="Moved", slug="moved", tags=["new word"],
        body=f'<p>x</p><figure data-image="{picture.pk}"><figcaption></figcaption></figure>',
        lead_image=str(picture.pk), _save="1", _step="publish",
        **row("bylines", 1, DELETE="on"), **row("bylines", 0, person=make_person().pk),
        **row("filed_under", 1, theme=make_theme().pk), **{"filed_under-TOTAL_FORMS": "2"},
    )  # fmt: skip
    before = everything_kept()
    with django_capture_on_commit_callbacks() as ordered:
        answer = client.post(preview_of(article), form | {"_page": "1"})
        client.post(NEW, form | {"_page": "1"})
    assert "<h1>Moved</h1>" in answer.json()["page"]
    assert not ordered
    assert everything_kept() == before


def test_rows_are_read_as_they_are_typed(at_desk, kind):
    article = make_article(
        kind=kind, by=[make_person(name="First Writer"), make_person(name="Second Writer")],
        status=Status.CLEARED,
    )  # fmt: skip
    Correction.objects.create(article=article, text="It said less.")
    Appearance.objects.create(article=article, outlet="The Canal", date="2026-01-02")
    Attachment.objects.create(article=article, document=make_document(title="Annex A"))
    third = make_person(name="Third Writer")
    page = typed(
        at_desk(Role.PUBLISHER), article, funding="funded",
        **{"bylines-TOTAL_FORMS": "3"}, **row("bylines", 0, position="5", DELETE="on"),
        **row("bylines", 2, person=third.pk, role="editor", position="0", id="", article=""),
        **{"funders-TOTAL_FORMS": "2"}, **row("funders", 0, name="The Canal Trust", purpose="maps"),
        **row("funders", 1, name="", purpose="no name"),
    ).json()["page"]  # fmt: skip
    assert "First Writer" not in page
    text = page.partition("<main")[2]
    assert text.index("Third Writer") < text.index("Second Writer")
    assert "The Canal Trust (maps)" in page
    assert "no name" not in page
    for words in ("It said less.", "The Canal", "Annex A"):
        assert words in page


@pytest.mark.parametrize(
    "broken",
    [
        {"title": "x" * 400},
        {"standfirst": "y" * 400},
        {"title": "hidden \u202e letters"},
        {"covers_events_to": "the day before"},
        {"kind": "987654"},
        {"kind": ""},
        {"lead_image": "987654"},
        {"lead_image": "no number"},
        {"supersedes": "987654"},
        {"language": "xx"},
        {"tags": ["z" * 400]},
        {"body": "<p>" + "long " * 110_000 + "</p>"},
        row("bylines", person="987654"),
        row("bylines", person="9" * 30),
        row("bylines", position="first", role="king"),
        row("appearances", relation="x", outlet="", date="yesterday"),
        {"bylines-TOTAL_FORMS": "many"},
        {"bylines-TOTAL_FORMS": "100000"},
        {"bylines-TOTAL_FORMS": ""},
    ],
)
def test_what_cannot_be_read_stays_as_it_is_kept_and_the_rest_is_shown(client, article, broken):
    answer = typed(client, article, **{"interests": "A dam.", **broken})
    assert answer.status_code == 200
    page = answer.json()["page"]
    assert "<h1>As it is kept</h1>" in page
    assert "A dam." in page


def test_a_field_that_cannot_be_read_is_named_among_what_is_to_fix(client, article):
    rail = typed(client, article, standfirst="y" * 400).json()["rail"]
    assert re.search(r'href="#at-standfirst"[^>]*>\s*Standfirst: [^<]*300', rail)


def test_an_empty_request_is_answered(client, article, kind):
    assert client.post(preview_of(article)).status_code == 200
    assert client.post(NEW).status_code == 200


def test_the_page_is_made_only_for_who_looks_at_it(client, article):
    answer = typed(client, article, page="", title="", body="<h3>A</h3>").json()
    assert "page" not in answer
    assert "Give it a title." in answer["rail"]
    assert re.search(r'data-block="0" data-lasting="h-a">[^<]*Make it level 2', answer["rail"])


def test_advice_is_counted_and_leads_to_its_block(client, article):
    rail = typed(client, article, body='<p>x</p><p>See <a href="/x/">here</a>.</p>').json()["rail"]
    assert '<span class="count">1</span>' in rail
    assert 'data-block="1"' in rail
    assert "Nothing stands in the way of publication." in rail


def test_the_form_says_the_same_without_scripts(client, article):
    article.body, article.standfirst = "<h3>A</h3><p>x</p>", ""
    article.save()
    page = client.get(form_of(article)).content.decode()
    assert "2 things to fix before publishing" in page
    assert 'href="#at-standfirst"' in page
    assert 'data-block="0" data-lasting="h-a"' in page


def test_titles_and_names_are_text_wherever_they_are_shown(client, article):
    script = "<script>alert(1)</script>"
    answer = typed(client, article, title=script, standfirst=script, interests=script, tags=[script],
                   body=f"<h3>{script}x</h3><h2>&lt;script&gt;</h2>").json()  # fmt: skip
    assert "<script>alert" not in answer["page"] + answer["rail"]


# -- headers --


@pytest.mark.parametrize("method", ["get", "post"])
def test_it_is_never_kept_never_indexed_and_framed_by_us_alone(client, article, method):
    answer = getattr(client, method)(preview_of(article))
    assert answer["Cache-Control"] == "private, no-store"
    assert "noindex" in answer["X-Robots-Tag"]
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    policy = answer["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy


def test_only_the_form_may_hold_a_frame_and_nothing_may_hold_the_form(client, article):
    for address in (form_of(article), ADD):
        policy = client.get(address)["Content-Security-Policy"]
        assert "frame-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
    assert "frame-src 'self'" not in client.get("/admin/")["Content-Security-Policy"]
    assert client.get(form_of(article))["X-Frame-Options"] == "DENY"


# -- who --


@pytest.mark.parametrize("method", ["get", "post"])
def test_what_is_not_yours_or_not_there_looks_alike(at_desk, kind, method):
    other = make_article(kind=kind)
    send = getattr(at_desk(Role.AUTHOR), method)
    assert send(preview_of(other)).status_code == 404
    assert send("/admin/articles/article/987654/preview/").status_code == 404


@pytest.mark.parametrize("status", Status)
def test_who_may_change_the_piece_may_preview_it(client, kind, cast, status):
    article = make_article(kind=kind, status=status, created_by=cast[Role.AUTHOR])
    wanted = 200 if status in (Status.IDEA, Status.DRAFT) else 404
    assert client.get(preview_of(article)).status_code == wanted
    assert client.post(preview_of(article)).status_code == wanted


def test_a_piece_one_may_not_see_is_not_shown_as_the_original(client, article, kind):
    secret = make_article(kind=kind, title="Canary of the drafts")
    page = typed(client, article, translation_of=str(secret.pk), supersedes=str(secret.pk))
    assert "Canary" not in page.json()["page"] + page.json()["rail"]


def test_without_a_token_nothing_is_answered(article, cast):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast[Role.AUTHOR])
    assert strict.post(preview_of(article)).status_code == 403


# -- cost --


def test_thirty_bylines_and_pictures_cost_what_one_costs(at_desk, kind):
    few, many = make_article(kind=kind), make_article(kind=kind)
    client = at_desk(Role.EDITOR)
    costs = []
    for article, number in ((few, 1), (many, 30)):
        people = [make_person(photo=make_image()) for _each in range(number)]
        pictures = [make_image() for _each in range(number)]
        body = "".join(
            f'<figure data-image="{each.pk}"><figcaption>x</figcaption></figure>'
            for each in pictures
        )
        rows = {"bylines-TOTAL_FORMS": str(number)}
        for place, person in enumerate(people):
            rows |= row("bylines", place, person=person.pk, role="author", position=str(place))
        form = filled(
            client.get(form_of(article)), body=body, lead_image=str(pictures[0].pk), **rows
        )
        client.post(preview_of(article), form | {"_page": "1"})
        with CaptureQueriesContext(connection) as captured:
            page = client.post(preview_of(article), form | {"_page": "1"}).json()["page"]
        assert all(person.name in page for person in people)
        assert page.count('class="picture"') == number
        costs.append(len(captured))
    assert costs[0] == costs[1] <= 45, costs


def test_a_kind_is_needed_for_a_new_piece(at_desk, kind):
    kind.delete()
    assert at_desk(Role.EDITOR).get(NEW).status_code == 404
    make_kind()
    assert at_desk(Role.EDITOR).get(NEW).status_code == 200
