"""Who gets which page of the admin. The table is written by hand; an address it does not know fails."""

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import URLPattern, resolve, reverse
from taggit.models import Tag

from articles import history
from articles.models import Article, Feature, Note, Region, Series
from articles.states import Role, Status
from people.models import Expertise, Group, Institution, Output
from tests.admin.filling import confirmed
from tests.make import (
    make_article,
    make_document,
    make_image,
    make_kind,
    make_person,
    make_preview,
    make_theme,
    make_unsaved,
    make_user,
)
from thinktank.addresses.models import Redirect
from thinktank.audit.models import Event
from thinktank.audit.writing import record
from thinktank.site.models import Institute, Page

LETTERS = {"A": Role.AUTHOR, "E": Role.EDITOR, "P": Role.PUBLISHER, "D": Role.ADMINISTRATOR}

# Who gets the page (200). Every other log-in gets 404, and who is not logged in the log-in page.
#              list    add     change  history delete
MODELS = {
    # Deleted is only what lies in the bin.
    "articles_article":   ("AEPD", "AEPD", "EPD", "EPD", ""),
    "articles_feature":   ("EPD", "EPD", "EPD", "EPD", "EPD"),
    "articles_kind":      ("PD", "PD", "PD", "PD", "PD"),
    "articles_series":    ("PD", "PD", "PD", "PD", "PD"),
    "articles_region":    ("EPD", "EPD", "EPD", "EPD", "EPD"),
    "taggit_tag":         ("EPD", "AEPD", "EPD", "EPD", "EPD"),
    "people_person":      ("EPD", "EPD", "EPD", "EPD", "EPD"),
    "people_output":      ("EPD", "EPD", "EPD", "EPD", "EPD"),
    "people_group":       ("PD", "PD", "PD", "PD", "PD"),
    "people_expertise":   ("EPD", "AEPD", "EPD", "EPD", "EPD"),
    "people_institution": ("EPD", "AEPD", "EPD", "EPD", "EPD"),
    "themes_theme":       ("EPD", "EPD", "EPD", "EPD", "EPD"),
    "library_image":      ("AEPD", "AEPD", "AEPD", "AEPD", ""),
    "library_document":   ("AEPD", "AEPD", "AEPD", "AEPD", ""),
    "site_institute":     ("", "", "D", "D", ""),  # the list leads to the one row
    "site_page":          ("PD", "PD", "PD", "PD", "PD"),
    "addresses_redirect": ("PD", "PD", "PD", "PD", "PD"),
    "auth_user":          ("D", "D", "D", "D", ""),
    "audit_entry":        ("D", "", "D", "", ""),
}  # fmt: skip
PAGES = ("changelist", "add", "change", "history", "delete")
OTHERS = {
    "index": "AEPD",
    "password_change": "AEPD",
    "password_change_done": "AEPD",
    "jsi18n": "AEPD",
    "autocomplete": "",  # without saying of what
    "my_page": "",  # none of these log-ins has a person
    "my_notices": "AEPD",
    "welcome": "D",
    "writing_unsaved": "AEPD",  # one's own only
    "writing_typed": "",  # and this one is somebody else's
    "articles_article_step": "EPD",
    "articles_article_calendar": "AEPD",  # with what one may see
    "articles_article_links": "AEPD",  # public pages only
    "articles_article_import": "AEPD",
    "articles_article_merge": "EPD",
    "articles_article_compare": "EPD",
    "articles_article_revision": "EPD",
    "articles_article_notes": "EPD",
    "articles_article_rebase": "EPD",
    "articles_article_preview": "EPD",
    "articles_article_preview_new": "AEPD",
    "articles_article_previews": "EPD",
    "themes_theme_merge": "EPD",
    "library_image_choose": "AEPD",
    "library_image_state": "AEPD",
    "auth_user_password_change": "D",
}
# What is posted to and never opened: 405 for those who may post.
POSTED = {
    "writing_keep": "AEPD",
    "writing_present": "AEPD",
    "audit_entry_csv": "D",
    "articles_article_paste": "AEPD",
    "articles_article_idea": "AEPD",
    "articles_article_answer": "EPD",
    "articles_article_settle": "EPD",
    "articles_article_restore": "EPD",
    "articles_article_label": "EPD",
    "articles_article_duplicate": "EPD",
    "articles_article_preview_revoke": "EPD",
    "articles_article_refresh": "EPD",
    "library_image_upload": "AEPD",
    "library_image_describe": "AEPD",
}
# What is no page: the log-in page itself, the button that logs out, the answer who is logged in.
APART = {"login", "logout", "writing_here"}
APP_LISTS = {
    "articles": "AEPD", "people": "EPD", "themes": "EPD", "taggit": "EPD", "library": "AEPD",
    "site": "PD", "addresses": "PD", "auth": "D", "audit": "D",
}  # fmt: skip


def names_of(patterns):
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield pattern.name
        else:
            yield from names_of(pattern.url_patterns)


def test_every_address_of_the_admin_is_in_the_table():
    tabled = {f"{model}_{page}" for model in MODELS for page in PAGES}
    # Unnamed: the catch-all at the end, and the short form of a row's address (next test).
    found = set(names_of(admin.site.get_urls())) - {None}
    assert found == tabled | set(OTHERS) | set(POSTED) | APART | {"app_list"}


@pytest.fixture
def rows(cast, kind):
    """{model: pk of a row that is none of the cast's own}."""
    article = make_article(kind=kind, title="Canary of the drafts")
    return {
        "articles_article": article.pk,
        "change": make_article(
            kind=kind, replaces=make_article(kind=kind, status=Status.PUBLISHED)
        ).pk,
        "note": Note.objects.create(article=article, text="N").pk,
        "revision": history.keep(article).number,
        "preview": make_preview(article=article).pk,
        "articles_feature": Feature.objects.create(article=make_article(kind=kind)).pk,
        "articles_kind": make_kind(code="memo").pk,
        "articles_series": Series.objects.create(title="S", slug="s").pk,
        "articles_region": Region.objects.create(name="R", slug="r").pk,
        "taggit_tag": Tag.objects.create(name="t", slug="t").pk,
        "people_person": make_person().pk,
        "people_output": Output.objects.create(title="O", outlet="P", date="2026-01-01").pk,
        "people_group": Group.objects.create(name="G", slug="g").pk,
        "people_expertise": Expertise.objects.create(name="E").pk,
        "people_institution": Institution.objects.create(name="I").pk,
        "themes_theme": make_theme().pk,
        "library_image": make_image().pk,
        "library_document": make_document().pk,
        "site_institute": Institute.objects.get().pk,
        "site_page": Page.objects.create(title="About", slug="about").pk,
        "addresses_redirect": Redirect.objects.create(old_path="/a/", new_path="/b/").pk,
        "auth_user": make_user(role=Role.AUTHOR).pk,
        "unsaved": make_unsaved().pk,
        "audit_entry": record(Event.LOGIN).pk,
    }


def addresses(rows):
    """(address, letters of those who get it)."""
    for model, allowed in MODELS.items():
        for page, letters in zip(PAGES, allowed, strict=True):
            arguments = [] if page in ("changelist", "add") else [rows[model]]
            yield reverse(f"admin:{model}_{page}", args=arguments), letters
    special = {
        "articles_article_step": [rows["articles_article"], "send"],
        "articles_article_merge": [rows["articles_article"]],
        "articles_article_compare": [rows["articles_article"]],
        "articles_article_revision": [rows["articles_article"], rows["revision"]],
        "articles_article_restore": [rows["articles_article"], rows["revision"]],
        "articles_article_label": [rows["articles_article"], rows["revision"]],
        "articles_article_duplicate": [rows["articles_article"]],
        "articles_article_rebase": [rows["change"]],
        "articles_article_refresh": [rows["articles_article"]],
        "articles_article_notes": [rows["articles_article"]],
        "articles_article_answer": [rows["articles_article"], rows["note"]],
        "articles_article_settle": [rows["articles_article"], rows["note"]],
        "articles_article_preview": [rows["articles_article"]],
        "articles_article_previews": [rows["articles_article"]],
        "articles_article_preview_revoke": [rows["articles_article"], rows["preview"]],
        "themes_theme_merge": [rows["themes_theme"]],
        "writing_typed": [rows["unsaved"]],
        "library_image_state": [rows["library_image"]],
        "library_image_describe": [rows["library_image"]],
        "auth_user_password_change": [rows["auth_user"]],
    }
    for name, letters in (OTHERS | POSTED).items():
        yield reverse(f"admin:{name}", args=special.get(name, [])), letters
    for app, letters in APP_LISTS.items():
        yield reverse("admin:app_list", args=[app]), letters


@pytest.mark.parametrize("letter", LETTERS)
def test_each_role_gets_its_pages_and_404_for_the_rest(rows, at_desk, letter):
    client, wrong = at_desk(LETTERS[letter]), []
    for address, letters in addresses(rows):
        opened = 405 if resolve(address).url_name in POSTED else 200
        wanted = opened if letter in letters else 404
        if address == "/admin/site/institute/" and letter == "D":
            wanted = 302
        got = client.get(address).status_code
        if got != wanted:
            wrong.append(f"{address}: {got}, wanted {wanted}")
    assert not wrong


def test_who_is_not_logged_in_gets_the_log_in_page(rows):
    for address, _letters in addresses(rows):
        answer = Client().get(address)
        assert (answer.status_code, answer.url.split("?")[0]) == (302, "/admin/login/"), address


def test_who_is_no_staff_gets_the_log_in_page(rows):
    client = Client()
    client.force_login(make_user())
    for address, _letters in addresses(rows):
        assert client.get(address).status_code == 302, address


@pytest.mark.parametrize("page", ["change", "history", "delete"])
def test_missing_and_forbidden_answer_alike(rows, at_desk, page):
    client = at_desk(Role.AUTHOR)
    forbidden = client.get(
        reverse(f"admin:articles_article_{page}", args=[rows["articles_article"]])
    )
    missing = client.get(reverse(f"admin:articles_article_{page}", args=[987654]))
    assert forbidden.status_code == missing.status_code == 404
    assert without_secrets(forbidden) == without_secrets(missing)


def without_secrets(response):
    """The body without what differs in every answer: nonces and the form's token."""
    lines = response.content.decode().splitlines()
    return [line.split("nonce=")[0] for line in lines if "csrfmiddlewaretoken" not in line]


@pytest.mark.parametrize("letter", "AEP")
def test_a_forged_post_to_a_page_one_does_not_get_changes_nothing(rows, at_desk, letter):
    client = at_desk(LETTERS[letter])
    for address, letters in addresses(rows):
        if letter not in letters:
            answer = client.post(address, {"post": "yes", "name": "x", "title": "x", "_save": "1"})
            assert answer.status_code in (404, 405), address
    assert Article.objects.filter(pk=rows["articles_article"]).exists()


def test_an_author_sees_in_the_list_what_is_theirs(rows, at_desk, cast, kind):
    own = make_article(kind=kind, title="Own words", created_by=cast[Role.AUTHOR])
    signed = make_article(kind=kind, title="Signed words", by=[make_person(user=cast[Role.AUTHOR])])
    page = at_desk(Role.AUTHOR).get("/admin/articles/article/").content.decode()
    assert own.title in page
    assert signed.title in page
    assert "Canary" not in page


@pytest.mark.parametrize("status", Status)
def test_an_author_changes_own_drafts_only(kind, at_desk, cast, status):
    article = make_article(kind=kind, status=status, created_by=cast[Role.AUTHOR])
    address = reverse("admin:articles_article_change", args=[article.pk])
    page = at_desk(Role.AUTHOR).get(address)
    assert page.status_code == 200
    assert ('name="_save"' in page.content.decode()) == (status in (Status.IDEA, Status.DRAFT))


@pytest.mark.parametrize("status", [Status.PUBLISHED, Status.WITHDRAWN])
def test_what_was_public_cannot_be_deleted(kind, at_desk, status):
    article = make_article(kind=kind, status=status)
    address = reverse("admin:articles_article_delete", args=[article.pk])
    assert at_desk(Role.ADMINISTRATOR).post(address, {"post": "yes"}).status_code == 404


@pytest.mark.parametrize(
    "lookup", ["body__contains=a", "created_by__password__startswith=p", "status=draft"]
)
def test_lists_answer_no_lookup_of_their_address_bar(kind, at_desk, lookup):
    assert at_desk(Role.EDITOR).get(f"/admin/articles/article/?{lookup}").status_code == 400


def test_the_log_of_others_is_not_shown(rows, at_desk, cast):
    editor, author = at_desk(Role.EDITOR), at_desk(Role.AUTHOR)
    theme = make_theme(name="Only the editor knows")
    confirmed(editor, f"/admin/themes/theme/{theme.pk}/delete/")
    assert b"Only the editor knows" not in author.get("/admin/").content
