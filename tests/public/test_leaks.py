"""Nothing that is not public shows anywhere: not a word, not a name, not a file, not a count."""

from datetime import timedelta
from urllib.parse import quote, quote_plus, unquote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import iri_to_uri
from django.utils.html import escape
from taggit.models import Tag

from articles import moves, previews
from articles.history import keep, make_public
from articles.models import (
    Appearance,
    Article,
    Attachment,
    Correction,
    Feature,
    Funder,
    Kind,
    Note,
    Pin,
    Preview,
    Series,
)  # fmt: skip
from articles.states import Status
from people.models import Person
from tests.make import (
    make_article,
    make_document,
    make_image,
    make_institute,
    make_kind,
    make_pdf_file,
    make_person,
    make_preview,
    make_theme,
)
from tests.public.addresses import every_address
from themes.models import Theme
from thinktank.addresses.models import Redirect
from thinktank.library.models import Document, Image
from thinktank.site.models import Page

pytestmark = pytest.mark.django_db
CANARY = "Zanzibarquux"
HOUR = timedelta(hours=1)

HIDDEN = {
    "idea": {"status": Status.IDEA},
    "draft": {"status": Status.DRAFT},
    "review": {"status": Status.REVIEW},
    "cleared": {"status": Status.CLEARED},
    "scheduled": {"status": Status.PUBLISHED, "ahead": HOUR},
    "expired": {"status": Status.PUBLISHED, "ahead": -2 * HOUR, "expired": True},
    "withdrawn": {"status": Status.WITHDRAWN, "ahead": -HOUR},
    "change beside a live piece": {"status": Status.CLEARED, "replaces": True},
}


def make_hidden(*, status, ahead=None, expired=False, replaces=False):
    """A piece in this state with the canary in everything that it alone has."""
    now = timezone.now()
    was_public = expired or status == Status.WITHDRAWN  # its guest has a page, and keeps it
    article = make_article(
        status=status,
        published_at=now + ahead if ahead else None,
        expires_at=now - HOUR if expired else None,
        replaces=make_article(status=Status.PUBLISHED) if replaces else None,
        # A tombstone names what is gone; all else of it is hidden.
        title="Title" if status == Status.WITHDRAWN else f"{CANARY} title",
        standfirst=f"{CANARY} standfirst",
        body=f"<h2>{CANARY} heading</h2><p>{CANARY} text</p>",
        key_points=[f"{CANARY} point"],
        short_title=f"{CANARY} short",
        slug="title" if status == Status.WITHDRAWN else f"{CANARY.lower()}-{status}-{bool(expired)}",
        lead_image=make_image(title=CANARY, alt=f"{CANARY} alt", credit=CANARY),
        lead_caption=f"{CANARY} caption",
        doi=f"10.5555/{CANARY}",
        interests=f"{CANARY} interests",
        tags=[f"{CANARY} tag"],
        by=[make_person(name="Guest" if was_public else f"Guest {CANARY}", standing="guest")],
        themes=[make_theme()],
        kind=make_kind(),
    )  # fmt: skip
    # What is public points at it, and it at what is public, from both sides.
    live = Article.objects.get(title="The live piece")
    Article.objects.filter(pk=article.pk).update(translation_of=live)
    if not Article.objects.filter(supersedes=live).exists():
        Article.objects.filter(pk=article.pk).update(supersedes=live)
    make_article(status=Status.PUBLISHED, supersedes=article)
    Appearance.objects.create(article=article, outlet=CANARY, url=f"https://{CANARY}.example/")
    annex = make_document(title=f"{CANARY} annex", file=make_pdf_file(f"{CANARY} in print"))
    Attachment.objects.create(article=article, document=annex)
    Funder.objects.create(article=article, name=CANARY)
    Feature.objects.create(article=article, place="pick")
    Pin.objects.create(article=article, theme=article.filed_under.get().theme)
    # What colleagues say is nobody else's, of what is public as well.
    for about in (article, live):
        note = {"text": f"{CANARY} note", "quoted": f"{CANARY} quoted", "by_name": CANARY}
        first = Note.objects.create(article=about, **note)
        Note.objects.create(article=about, parent=first, text=f"{CANARY} reply", by_name=CANARY)
    # One outsider had a link; for everybody else it is as if it had never been.
    link = make_preview(article=article, name=CANARY, may_answer=True)
    previews.revoke(link, by=link.given_by)
    if status != Status.WITHDRAWN:
        Correction.objects.create(article=article, text=f"{CANARY} correction")
    if article.published_at:
        _with_both_texts(article)
    moves.record(article)
    return article


def _with_both_texts(article):
    """Two versions, and a correction from one to the other."""
    before = make_public(keep(article), article.published_at)
    Article.objects.filter(pk=article.pk).update(interests=f"{CANARY} interests, later")
    article.refresh_from_db()
    after = make_public(keep(article), article.published_at)
    # A tombstone tells what was corrected in it; of all else that is hidden, nothing.
    note = "Why." if article.status == Status.WITHDRAWN else f"{CANARY} note"
    Correction.objects.create(article=article, text=note, before=before, after=after)


def without_its_address(text, address):
    """The page's words without the address that was asked for, which it may repeat."""
    for said in {address, unquote(address), escape(address), iri_to_uri(address)}:
        text = text.replace(said, "")
    return text


def made_things():
    return {
        "articles": list(Article.objects.all()),
        "people": list(Person.objects.all()),
        "themes": list(Theme.objects.all()),
        "kinds": list(Kind.objects.all()),
        "series": list(Series.objects.all()),
        "tags": list(Tag.objects.all()),
        "images": list(Image.objects.all()),
        "documents": list(Document.objects.all()),
        "corrections": list(Correction.objects.select_related("article")),
        "pages": list(Page.objects.all()),
        "previews": list(Preview.objects.select_related("article__lead_image")),
        "year": timezone.localdate().year,
    }


@pytest.fixture
def site():
    make_institute(press_email="press@qanat.example")
    Series.objects.create(title="Issue Brief", slug="issue-brief", prefix="IB")
    Page.objects.create(title="About", slug="about", body="<p>About.</p>", is_public=True)
    Page.objects.create(title=f"{CANARY} page", slug="hidden", body=f"<p>{CANARY}</p>")
    hour_ago = timezone.now() - HOUR
    make_article(
        status=Status.PUBLISHED, published_at=hour_ago, tags=["water"], title="The live piece"
    )


@pytest.mark.parametrize("prefix", ["", "/ur"])
def test_no_public_address_shows_a_word_of_any_hidden_state(client, site, prefix):
    for state in HIDDEN.values():
        make_hidden(**state)
    seen = 0
    for address in every_address(made_things()):
        response = client.get(prefix + address)
        # 302: the newest version is the piece itself.
        assert response.status_code in (200, 301, 302, 404, 410), address
        content = b"".join(response) if response.streaming else response.content
        whole = without_its_address(
            content.decode(errors="replace") + str(response.headers), address
        )
        if response.get("Content-Type") not in ("image/jpeg", "application/pdf"):
            assert CANARY.lower() not in whole.lower(), f"{prefix + address} shows it"
        seen += response.status_code == 200
    assert seen > 20 or prefix


@pytest.mark.parametrize("state", HIDDEN)
def test_its_files_are_not_served(client, site, state):
    article = make_hidden(**HIDDEN[state])
    document = article.attachments.get().document
    assert client.get(article.lead_image.src()).status_code == 404
    assert client.get(document.get_absolute_url()).status_code == 404
    assert client.get(document.cover_src).status_code == 404


def test_search_finds_and_counts_nothing_hidden(client, site):
    for state in HIDDEN.values():
        make_hidden(**state)
    for words in (CANARY, f"{CANARY} text", CANARY[:-1], f"Guest {CANARY}"):
        response = client.get("/search/", {"q": words})
        page = response.content.decode()
        for said in (words, quote_plus(words), quote(words)):
            page = page.replace(said, "")
        assert CANARY.lower() not in page.lower()
        assert not response.context["found"].count
        assert not response.context["people"]
        assert not response.context["facets"]


def test_draft_and_nothing_answer_alike(client, site):
    draft = make_hidden(status=Status.PUBLISHED, ahead=HOUR)
    known, unknown = draft.get_absolute_url(), reverse("articles:detail", args=[2026, "no-such"])
    with CaptureQueriesContext(connection) as first:
        one = client.get(known)
    with CaptureQueriesContext(connection) as second:
        other = client.get(unknown)
    assert one.status_code == other.status_code == 404
    same = {"Content-Length"}
    assert {k: v for k, v in one.headers.items() if k not in same} == {
        k: v for k, v in other.headers.items() if k not in same
    }
    assert one.content.replace(known.encode(), b"") == other.content.replace(unknown.encode(), b"")
    assert len(first) == len(second)


def test_tombstone_says_why_and_shows_no_text(client, site):
    article = make_hidden(status=Status.WITHDRAWN, ahead=-HOUR)
    article.withdrawn_reason = "The data could not be confirmed."
    article.save()
    response = client.get(article.get_absolute_url())
    assert response.status_code == 410
    assert "The data could not be confirmed." in response.content.decode()


def test_no_redirect_leads_to_what_is_not_public(client, site):
    article = make_hidden(status=Status.DRAFT)
    article.slug = "renamed"
    article.save()
    assert not Redirect.objects.exists()
    assert client.get(f"/id/{article.code}/").status_code == 404


def test_piece_scheduled_for_a_past_minute_is_there_at_once_everywhere(client, site):
    make_hidden(status=Status.PUBLISHED, ahead=-HOUR)
    for address in ("/", "/articles/", "/feed/", "/search/?q=" + CANARY):
        assert CANARY in client.get(address).content.decode(), address
