"""A personal link shows one text to one person, and to nobody else, in no other place and no longer."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core.signing import Signer
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from articles import history, moves, previews
from articles.models import (
    Appearance,
    Article,
    Attachment,
    Byline,
    Preview,
    PreviewOpening,
    Revision,
)
from articles.states import Role, Status
from people.models import Person
from tests.hostile import faults_of
from tests.make import (
    make_article,
    make_document,
    make_image,
    make_institute,
    make_person,
    make_preview,
    make_theme,
    make_user,
)
from tests.payloads import hostile_words

pytestmark = pytest.mark.django_db
FAR = datetime(2099, 3, 12, 4, tzinfo=UTC)
HEADERS = {
    "Cache-Control": "private, no-store",
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",
}


@pytest.fixture(autouse=True)
def institute():
    return make_institute()


@pytest.fixture
def editor():
    return make_user(role=Role.EDITOR, name="zarmeen", email="zarmeen@qanat.example")


@pytest.fixture
def draft():
    return make_article(title="Rivers in spring", body="<p>It carries 5 parts.</p>")


def read(client, link, status=200):
    """The words of the page behind a link."""
    response = client.get(previews.address_of(link))
    assert response.status_code == status
    return response.content.decode()


def typed(article, **changed):
    for name, value in changed.items():
        setattr(article, name, value)
    article.save()
    return history.keep(article)


# -- who gets what --


def test_whoever_has_the_link_reads_the_draft_without_a_log_in(client, draft):
    page = read(client, make_preview(article=draft))
    assert "Rivers in spring" in page
    assert "It carries 5 parts." in page


def test_a_link_to_one_version_shows_that_version(client, draft):
    first = history.keep(draft)
    typed(draft, title="Floods", body="<p>It carries 7 parts.</p>")
    page = read(client, make_preview(article=draft, revision=first))
    assert "Rivers in spring" in page
    assert "5 parts" in page
    assert "Floods" not in page
    assert "7 parts" not in page


def test_a_link_to_the_newest_follows_every_save(client, draft):
    history.keep(draft)
    link = make_preview(article=draft)
    assert "5 parts" in read(client, link)
    typed(draft, body="<p>It carries 7 parts.</p>")
    assert "7 parts" in read(client, link)


def test_a_version_is_shown_with_the_people_files_and_themes_it_had(client, draft):
    gone, theme = make_person(name="Gul Then"), make_theme(name="Then a theme")
    draft.bylines.all().delete()
    Byline.objects.create(article=draft, person=gone, name="Gul Then", post="Fellow of then",
                          frozen_at=timezone.now())  # fmt: skip
    draft.filed_under.update(theme=theme)
    draft.tags.add("then a tag")
    draft.funders.create(name="Fund of then")
    Appearance.objects.create(article=draft, outlet="Ledger of then")
    Attachment.objects.create(article=draft, document=make_document(title="Annex of then"))
    then = history.keep(draft)
    draft.bylines.all().delete()
    draft.tags.clear()
    for rows in (draft.funders, draft.appearances, draft.attachments):
        rows.all().delete()
    draft.filed_under.update(theme=make_theme(name="Now a theme"))
    page = read(client, make_preview(article=draft, revision=then))
    for word in ("Gul Then", "Fellow of then", "Then a theme", "then a tag", "Fund of then",
                 "Ledger of then", "Annex of then"):  # fmt: skip
        assert word in page, word
    assert "Now a theme" not in page


def test_what_a_version_names_and_is_gone_is_left_out(client, draft):
    draft.lead_image, extra = make_image(alt="Gone picture"), make_person(name="Gone Person")
    draft.save()
    Byline.objects.create(article=draft, person=extra, position=20)
    then = history.keep(draft)
    draft.bylines.filter(person=extra).delete()
    extra.delete()
    image, draft.lead_image = draft.lead_image, None
    draft.save()
    moves.record(draft)
    image.delete()
    page = read(client, make_preview(article=draft, revision=then))
    assert "Gone" not in page


def test_a_change_beside_a_live_piece_is_shown_as_it_would_be_read(client, editor):
    live = make_article(status=Status.PUBLISHED, title="The live title", tags=["of the piece"])
    history.make_public(history.keep(live), live.published_at)
    change = moves.take_step(live, "revise", by=editor).made
    typed(change, title="The new title")
    page = read(client, make_preview(article=change))
    assert "The new title" in page
    assert "of the piece" in page
    assert "The new title" not in client.get(live.get_absolute_url()).content.decode()


CHANGES = {
    "last byte": lambda token: token[:-1] + ("A" if token[-1] != "A" else "B"),
    "key": lambda token: token[:6] + ("a" if token[6] != "a" else "b") + token[7:],
    "number": lambda token: "9" + token,
    "no signature": lambda token: token.rpartition(".")[0],
    "one more": lambda token: token + "=",
    "other case": lambda token: token.swapcase(),
    "signed for another use": lambda token: Signer(salt="another", sep=".").sign(
        token.rpartition(".")[0]
    ),
    "a word": lambda token: "x",
    "points": lambda token: "1.2.3",
    "another script": lambda token: "۱" + token[1:],
    "null": lambda token: "%00" + token,
    "half a letter": lambda token: token + "%FF",
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_changed_byte_opens_nothing(client, draft, change):
    token = previews.token_of(make_preview(article=draft))
    assert client.get(f"/preview/{token}/").status_code == 200
    assert client.get(f"/preview/{change(token)}/").status_code == 404


def test_the_number_of_another_link_opens_nothing(client, draft):
    one, other = make_preview(article=draft), make_preview(article=make_article(title="Other"))
    forged = previews.SIGNER.sign(f"{other.pk}.{one.key}")
    assert client.get(f"/preview/{forged}/").status_code == 404


def expired(link):
    Preview.objects.filter(pk=link.pk).update(expires_at=timezone.now() - timedelta(seconds=1))


def revoked(link):
    previews.revoke(link, by=link.given_by)


def giver_inactive(link):
    type(link.given_by).objects.filter(pk=link.given_by_id).update(is_active=False)


def giver_off_the_desk(link):
    type(link.given_by).objects.filter(pk=link.given_by_id).update(is_staff=False)


def giver_without_the_right(link):
    link.given_by.groups.clear()


def giver_deleted(link):
    link.given_by.delete()


def withdrawn(link):
    Article.objects.filter(pk=link.article_id).update(
        status=Status.WITHDRAWN, published_at=timezone.now(), year=2026
    )


def binned(link):
    Article.objects.filter(pk=link.article_id).update(status=Status.BINNED)


def past_its_day(link):
    now = timezone.now()
    Article.objects.filter(pk=link.article_id).update(
        status=Status.PUBLISHED, published_at=now - timedelta(2), expires_at=now - timedelta(1),
        year=2026,
    )  # fmt: skip


DEAD = [expired, revoked, giver_inactive, giver_off_the_desk, giver_without_the_right,
        giver_deleted, withdrawn, binned, past_its_day]  # fmt: skip


@pytest.mark.parametrize("end", DEAD)
@pytest.mark.parametrize("way", ["get", "head", "post"])
def test_a_link_that_has_ended_answers_like_an_address_that_never_was(client, draft, end, way):
    draft.lead_image = make_image()
    draft.save()
    link = make_preview(article=draft, may_answer=True)
    address, token = previews.address_of(link), previews.token_of(link)
    assert client.get(address).status_code == 200
    end(link)
    nowhere = f"/preview/{'x' * len(token)}/"
    ended, never = getattr(client, way)(address), getattr(client, way)(nowhere)
    assert ended.status_code == never.status_code == 404
    assert dict(ended.headers) == dict(never.headers)
    assert ended.content.replace(token.encode(), b"") == never.content.replace(
        b"x" * len(token), b""
    )
    file = f"{address}media/images/{draft.lead_image.key}/8.jpg"
    assert client.get(file).status_code == 404


@pytest.mark.parametrize("end", [withdrawn, binned])
def test_a_link_to_a_change_ends_with_its_piece(client, editor, end):
    live = make_article(status=Status.PUBLISHED)
    link = make_preview(article=make_article(replaces=live), by=editor)
    read(client, link)
    link.article_id = live.pk
    end(link)
    link.refresh_from_db()
    read(client, link, status=404)


def test_an_author_who_is_no_longer_of_the_piece_gives_nobody_access(client, draft):
    author = make_user(role=Role.AUTHOR)
    Article.objects.filter(pk=draft.pk).update(created_by=author)
    link = make_preview(article=Article.objects.get(pk=draft.pk), by=author)
    read(client, link)
    Article.objects.filter(pk=draft.pk).update(created_by=None)
    read(client, link, status=404)


def test_links_pass_to_a_successor_as_far_as_that_one_may_see_the_piece(client, draft, editor):
    link = make_preview(article=draft, by=editor)
    author = make_user(role=Role.AUTHOR)
    giver_inactive(link)
    read(client, link, status=404)
    assert previews.pass_on(editor, author) == 1
    read(client, link, status=404)
    assert previews.pass_on(author, make_user(role=Role.EDITOR)) == 1
    read(client, link)


# -- once it is live --


def test_when_the_piece_goes_live_the_link_leads_to_it(client, editor):
    soon = timezone.now() + timedelta(hours=1)
    article = make_article(status=Status.PUBLISHED, published_at=soon)
    link = make_preview(article=article)
    read(client, link)
    Article.objects.filter(pk=article.pk).update(published_at=timezone.now() - timedelta(1))
    response = client.get(previews.address_of(link))
    article.refresh_from_db()
    assert (response.status_code, response.url) == (302, article.get_absolute_url())
    assert response["Cache-Control"] == "private, no-store"
    assert not response.cookies


def test_the_link_of_a_change_leads_to_the_piece_once_it_took_its_place(client, editor):
    publisher = make_user(role=Role.PUBLISHER)
    live = make_article(status=Status.PUBLISHED)
    history.make_public(history.keep(live), live.published_at)
    change = moves.take_step(live, "revise", by=editor).made
    typed(change, title="Put right")
    link = make_preview(article=change, by=editor, revision=history.keep(change))
    moves.take_step(change, "send", by=editor)
    moves.take_step(change, "clear", by=publisher)
    moves.take_step(change, "apply", by=publisher, change_type="clarification", change_note="So.")
    link.refresh_from_db()
    assert link.article == live
    assert client.get(previews.address_of(link)).url == live.get_absolute_url()


# -- what is written down, and what is not --


def test_each_opening_is_written_down_with_its_address(client, draft):
    link = make_preview(article=draft)
    read(client, link)
    client.get(previews.address_of(link), REMOTE_ADDR="192.0.2.7")
    assert [each.address for each in link.openings.order_by("pk")] == ["127.0.0.1", "192.0.2.7"]


def test_asking_only_for_the_head_is_no_opening(client, draft):
    response = client.head(previews.address_of(make_preview(article=draft)))
    assert response.status_code == 200
    assert not PreviewOpening.objects.exists()


def test_reading_writes_nothing_but_the_opening(client, draft):
    draft.lead_image = make_image()
    draft.save()
    link = make_preview(article=draft, may_answer=True)
    file = f"{previews.address_of(link)}media/images/{draft.lead_image.key}/8.jpg"
    with CaptureQueriesContext(connection) as queries:
        read(client, link)
        assert client.get(file).status_code == 200
    written = [each["sql"] for each in queries if not each["sql"].startswith("SELECT")]
    assert len(written) == 1
    assert written[0].startswith('INSERT INTO "articles_previewopening"')
    assert not Revision.objects.exists()


def test_a_long_piece_costs_as_many_queries_as_a_short_one(client):
    costs = []
    for rows in (1, 15):
        people = [make_person(photo=make_image()) for _each in range(rows)]
        pictures = [make_image() for _each in range(rows)]
        body = "".join(
            f'<figure data-image="{each.pk}" data-decorative="">'
            "<figcaption></figcaption></figure>" for each in pictures
        )  # fmt: skip
        article = make_article(by=people, body=body, tags=[f"tag {at}" for at in range(rows)],
                               themes=[make_theme() for _each in range(rows)])  # fmt: skip
        for at in range(rows):
            article.funders.create(name=f"Fund {at}")
            Appearance.objects.create(article=article, outlet=f"Outlet {at}")
            Attachment.objects.create(article=article, document=make_document())
        link = make_preview(article=article, may_answer=True)
        for _each in range(rows):
            PreviewOpening.objects.create(preview=link)
        with CaptureQueriesContext(connection) as queries:
            read(client, link)
        costs.append(len(queries))
    assert costs[0] == costs[1]
    assert costs[1] <= 40


# -- headers, and what the page holds --


def test_neither_page_nor_file_nor_refusal_is_kept_indexed_or_told_to_others(client, draft):
    draft.lead_image = make_image()
    draft.save()
    address = previews.address_of(make_preview(article=draft))
    file = f"{address}media/images/{draft.lead_image.key}/8.jpg"
    for wanted in (address, f"/ur{address}", file, "/preview/x/", "/preview/x/media/y",
                   "/preview/", f"{address}nowhere/"):  # fmt: skip
        response = client.get(wanted)
        assert {name: response.headers.get(name) for name in HEADERS} == HEADERS, wanted
        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")
        assert response["X-Frame-Options"] == "DENY"
        policy = response["Content-Security-Policy"]
        assert "nonce" not in policy
        assert "unsafe" not in policy.replace("style-src 'unsafe-inline'", "")


def test_the_page_tells_machines_nothing_and_links_to_nothing_that_only_drafts_have(client):
    guest = make_person(name="Guest Writer", standing="guest", short_bio="Writes.")
    article = make_article(by=[guest], tags=["known nowhere"])
    page = read(client, make_preview(article=article))
    for told in ("ld+json", "citation_", "og:", 'rel="canonical"', "hreflang=\"en-gb\" href=\"http",
                 article.code, article.slug, "mailto:", "wa.me"):  # fmt: skip
        assert told not in page, told
    assert "Guest Writer" in page
    assert guest.get_absolute_url() not in page
    assert "known nowhere" in page
    assert "/tags/" not in page
    public = client.get("/").status_code, client.get("/people/").status_code
    assert public == (200, 200)
    for link in set(re.findall(r'href="(/[^"#]*)"', page)):
        assert client.get(link).status_code == 200, link


def test_the_name_stands_above_and_across_the_page(client, draft):
    page = read(client, make_preview(article=draft, name="Ilse Brandvoort"))
    assert "For <bdi>Ilse Brandvoort</bdi> only. Not published. Please do not pass on." in page
    across = re.search(r'<div class="watermark" aria-hidden="true">(.*?)</div>', page, re.DOTALL)[1]
    assert across.count("Ilse Brandvoort") >= 40


def test_a_hostile_name_is_only_words(client, draft):
    link = make_preview(article=draft, may_answer=True)
    for line in hostile_words():
        name = " ".join(line.split())[:100] or "x"
        Preview.objects.filter(pk=link.pk).update(name=name)
        response = client.get(previews.address_of(link))
        assert not faults_of(response), repr(name)
    Preview.objects.filter(pk=link.pk).update(name='<b>"Ilse"</b>')
    page = read(client, link)
    assert escape('<b>"Ilse"</b>') in page
    assert "<b>" not in page.split('class="watermark"')[1].split("</div>")[0]


def test_an_embargo_is_said_in_the_institutes_time(client, draft):
    link = make_preview(article=draft)
    assert "Embargo" not in read(client, link)
    Article.objects.filter(pk=draft.pk).update(embargo_until=FAR)
    said = "Embargo: not for publication before Thursday 12 March 2099, 09:00 PKT."
    assert said in read(client, link)
    Article.objects.filter(pk=draft.pk).update(embargo_until=timezone.now() - timedelta(1))
    assert "Embargo" not in read(client, link)


def test_a_scheduled_piece_names_its_hour(client):
    article = make_article(
        status=Status.PUBLISHED,
        published_at=FAR,
    )
    page = read(client, make_preview(article=article))
    assert "not for publication before Thursday 12 March 2099, 09:00 PKT." in page


def test_the_page_speaks_urdu_at_its_urdu_address(client, draft):
    page = client.get(f"/ur{previews.address_of(make_preview(article=draft))}").content.decode()
    assert '<html lang="ur" dir="rtl">' in page
    assert "Please do not pass on" not in page


# -- files --


@pytest.fixture
def illustrated():
    """A draft with a lead picture, one in the text, a byline's photo and an annex."""
    inside, photo = make_image(), make_image()
    person = make_person(standing="guest", photo=photo, short_bio="Writes.")
    article = make_article(
        lead_image=make_image(), by=[person],
        body=f'<figure data-image="{inside.pk}" data-alt="A dam"><figcaption></figcaption></figure>',
    )  # fmt: skip
    annex = make_document(title="Annex")
    Attachment.objects.create(article=article, document=annex)
    moves.record(article)
    return article, [article.lead_image, inside, photo], annex


def test_every_file_on_the_page_comes_through_the_link_and_by_no_other_way(client, illustrated):
    article, images, _annex = illustrated
    page = read(client, make_preview(article=article))
    assert 'src="/media/' not in page
    found = set(re.findall(r'(?:src|href)="([^"]*/media/[^"]+)"', page))
    found |= {
        part.split()[0]
        for each in re.findall(r'srcset="([^"]+)"', page)
        for part in each.split(", ")
    }
    assert len({each.split("/")[-2] for each in found if "/images/" in each}) == len(images)
    assert any(each.endswith(".pdf") for each in found)
    for each in found:
        assert each.startswith("/preview/"), each
        response = client.get(each)
        assert response.status_code == 200, each
        assert response["Cache-Control"] == "private, no-store"
        assert Client().get("/media/" + each.partition("/media/")[2]).status_code == 404


def test_other_files_are_not_served_through_a_link(client, illustrated):
    article, _images, _annex = illustrated
    below = f"{previews.address_of(make_preview(article=article))}media/"
    image, document = make_image(), make_document()
    public = make_article(status=Status.PUBLISHED, lead_image=make_image()).lead_image
    for path in (f"images/{image.key}/8.jpg", f"documents/{document.key}/annex.pdf",
                 f"documents/{document.key}.jpg", f"images/{public.key}/8.jpg",
                 f"images/{article.lead_image.key}/kept.jpg", f"images/{article.lead_image.key}/9.jpg",
                 "images/", "", "../../admin/", "images/..%2f..%2fsecret/8.jpg"):  # fmt: skip
        assert client.get(below + path).status_code == 404, path


def test_a_link_to_one_version_serves_the_files_of_that_version_alone(client, draft):
    then, now = make_image(), make_image()
    draft.lead_image = then
    draft.save()
    link = make_preview(article=draft, revision=history.keep(draft))
    draft.lead_image = now
    draft.save()
    below = f"{previews.address_of(link)}media/images/"
    assert client.get(f"{below}{then.key}/8.jpg").status_code == 200
    assert client.get(f"{below}{now.key}/8.jpg").status_code == 404


# -- and no more --


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_nothing_else_can_be_asked_of_it(client, draft, method):
    link = make_preview(article=draft, may_answer=True)
    assert getattr(client, method)(previews.address_of(link)).status_code == 405


def test_a_logged_in_colleague_gets_the_same_page(client, draft, editor):
    link = make_preview(article=draft, by=editor)
    colleague = Client()
    colleague.force_login(editor)
    pages = [
        re.sub(r'datetime="[^"]+"', "", each.get(previews.address_of(link)).content.decode())
        for each in (client, colleague)
    ]
    assert pages[0] == pages[1]


def test_a_page_of_a_person_is_linked_once_it_is_public(client, draft):
    person = draft.bylines.get().person
    link = make_preview(article=draft)
    assert person.get_absolute_url() in read(client, link)
    Person.objects.filter(pk=person.pk).update(public_from=None)
    assert person.get_absolute_url() not in read(client, link)


def test_the_address_stands_on_no_public_page(client, draft):
    link = make_preview(article=draft)
    for address in ("/", "/articles/", "/sitemap.xml", "/feed/", "/robots.txt"):
        assert previews.token_of(link) not in client.get(address).content.decode()
    assert "Disallow: /preview/" in client.get("/robots.txt").content.decode()
    assert reverse("articles:preview", args=["x"]) == "/preview/x/"
