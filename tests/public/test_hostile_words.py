"""Hostile words in any field, shown on any surface, do nothing there."""

import pytest
from django.urls import reverse
from lxml import etree

from articles.models import Article, Correction, Region, Series, Tagged
from articles.states import Status
from people.models import Group
from tests.admin.filling import filled
from tests.hostile import faults, faults_of, hostile_article, say_everywhere, words
from tests.make import (
    NINE,
    make_article,
    make_document,
    make_image,
    make_institute,
    make_kind,
    make_theme,
    make_user,
)
from tests.payloads import hostile_words, in_turn
from thinktank.site.models import Page

pytestmark = pytest.mark.django_db


def test_the_auditor_sees_what_is_live():
    live = [
        "<script>1</script>", "<p onclick=1>x</p>", '<a href="javascript:1">x</a>', "<svg></svg>",
        '<a href="//evil.example">x</a>', "<p style='x'>x</p>", "<iframe></iframe>",
        '<script src="https://evil.example/x.js"></script>', '<a href=" java\nscript:1">x</a>',
    ]  # fmt: skip
    assert all(faults(f"<div>{each}</div>") for each in live)
    assert not faults('<p>fine <a href="/x/">x</a></p><script src="/static/x.js"></script>')


def test_hostile_words_in_every_field_of_a_piece_and_its_person_are_only_words(client):
    make_institute()
    image, document = make_image(), make_document()
    for line in hostile_words():
        article, person = hostile_article(line, image, document)
        for page in (article, person):
            assert not faults_of(client.get(page.get_absolute_url())), repr(line[:80])


def test_hostile_words_in_lists_feeds_and_search_are_only_words(client):
    make_institute()
    image, document = make_image(), make_document()
    lines = in_turn()
    made = [hostile_article(lines, image, document) for _each in range(80)]
    tag_pages = [
        reverse("articles:tag", args=[slug])
        for slug in Tagged.objects.exclude(tag__slug="").values_list("tag__slug", flat=True)[:20]
    ]
    lists = ["/", "/articles/", "/people/", "/themes/", "/search/?q=x", "/corrections/", "/feed/",
             "/corrections/feed/", "/sitemap.xml", "/news-sitemap.xml", "/articles/2026/"]  # fmt: skip
    for person in [person for _article, person in made][:40]:
        lists.append(reverse("people:feed", args=[person.slug]))
    while lists:
        response = client.get(lists.pop())
        assert not faults_of(response), response.request["PATH_INFO"]
    for address in tag_pages:
        assert not faults_of(client.get(address)), address
    older = "/articles/"
    while older:
        response = client.get(older)
        assert not faults_of(response)
        older = response.context["page"].older
        older = older and f"/articles/{older}"


def test_hostile_words_of_the_institute_and_its_vocabularies_are_only_words(client):
    make_institute()
    theme, kind = make_theme(), make_kind()
    series = Series.objects.create(title="Papers", slug="papers", prefix="P")
    region = Region.objects.create(name="Region", slug="region")
    group = Group.objects.create(name="Group", slug="group")
    page = Page.objects.create(title="About", slug="about", body="<p>x</p>", is_public=True)
    article = make_article(
        status=Status.PUBLISHED, published_at=NINE, kind=kind, themes=[theme], series=series
    )
    lines = in_turn()
    for turn in range(40):
        say_everywhere(lines, theme, page, kind, series, region, group)
        for address in (theme.get_absolute_url(), "/about/", "/kinds/", "/feed/", "/people/",
                        series.get_absolute_url(), article.get_absolute_url()):  # fmt: skip
            assert not faults_of(client.get(address)), (address, turn)


def test_hostile_words_at_the_desk_are_only_words(client):
    make_institute()
    client.force_login(make_user(role="Administrator"))
    image, document = make_image(), make_document()
    lines = in_turn()
    for turn in range(24):
        article, person = hostile_article(lines, image, document)
        for name, pk in (("articles_article", article.pk), ("people_person", person.pk)):
            for kind in ("change", "history"):
                address = reverse(f"admin:{name}_{kind}", args=[pk])
                assert not faults_of(client.get(address), admin=True), (address, turn)
    for name in ("articles_article", "people_person", "library_image", "library_document"):
        address = reverse(f"admin:{name}_changelist")
        assert not faults_of(client.get(address, {"q": "<script>1</script>"}), admin=True), address
        assert not faults_of(client.get(address), admin=True), address


def test_hostile_words_typed_into_the_form_are_saved_as_words_or_refused(client):
    make_institute()
    client.force_login(make_user(role="Administrator"))
    article = make_article()
    address = reverse("admin:articles_article_change", args=[article.pk])
    shown, lines, saved = client.get(address), in_turn(), 0
    for turn in range(40):
        typed = words(Article, lines, leave=("slug", "doi", "language", "code"), image=1)
        form = filled(shown, **typed, key_points=next(lines), tags=[next(lines)[:90]])
        response = client.post(address, form | {"_save": "1"})
        assert response.status_code in (200, 302), turn
        assert not faults_of(response, admin=True), turn
        shown, saved = client.get(address), saved + (response.status_code == 302)
        assert not faults_of(shown, admin=True), turn
    assert saved > 10


def test_plain_words_are_words_in_feeds_that_say_they_are_html(client):
    make_institute()
    article = make_article(status=Status.PUBLISHED, standfirst="More than <b>five</b> & less.")
    Correction.objects.create(article=article, type="correction", text="It said <b>four</b>.")
    for address, wanted in {
        "/feed/": "More than &lt;b&gt;five&lt;/b&gt; &amp; less.",
        "/corrections/feed/": "<p>It said &lt;b&gt;four&lt;/b&gt;.</p>",
    }.items():
        told = etree.fromstring(client.get(address).content).iter("{*}summary", "{*}content")
        assert wanted in [each.text for each in told if each.get("type") == "html"]
