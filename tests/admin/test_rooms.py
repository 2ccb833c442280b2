"""The other rooms: themes moved and merged, pictures and documents taken in, the institute."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from articles.states import Role, Status
from tests.admin.filling import confirmed, filled
from tests.make import make_article, make_document, make_image, make_picture_file, make_theme
from themes.models import Theme
from thinktank.library.models import Document, Image


def change(model, pk):
    return f"/admin/{model}/{pk}/change/"


def test_a_theme_moves_with_what_lies_beneath(at_desk):
    old, new = make_theme(name="Old"), make_theme(name="New")
    leaf = make_theme(name="Leaf", parent=make_theme(name="Branch", parent=old))
    client, address = at_desk(Role.EDITOR), change("themes/theme", leaf.parent_id)
    assert client.post(address, filled(client.get(address), parent=new.pk)).status_code == 302
    leaf.refresh_from_db()
    assert leaf.path == "new/branch/leaf/"


def test_two_themes_of_one_name_in_one_place_are_refused_in_words(at_desk):
    make_theme(name="Rivers")
    client = at_desk(Role.EDITOR)
    page = client.post(
        "/admin/themes/theme/add/", filled(client.get("/admin/themes/theme/add/"), name="Rivers")
    )
    assert "already a theme with this address" in page.content.decode()


def test_merging_files_everything_under_the_other(at_desk, kind):
    gone, stays = make_theme(name="Gone"), make_theme(name="Stays")
    article = make_article(kind=kind, themes=[gone], status=Status.PUBLISHED)
    address = f"/admin/themes/theme/{gone.pk}/merge/"
    client = at_desk(Role.EDITOR)
    assert "lies within" in confirmed(client, address, into=gone.pk).content.decode()
    confirmed(client, address, into=stays.pk)
    assert not Theme.objects.filter(name="Gone").exists()
    assert article in stays.articles.published()
    assert client.get("/themes/gone/").url == "/themes/stays/"


def test_only_the_theme_that_was_looked_at_is_merged_or_deleted(at_desk, kind):
    theme, other = make_theme(name="Rivers"), make_theme(name="Water")
    client, page = at_desk(Role.EDITOR), f"/admin/themes/theme/{theme.pk}"
    for asked in (f"{page}/merge/", f"{page}/delete/"):
        looked_at = filled(client.get(asked), into=other.pk)
        confirmed(client, f"{page}/change/", stance=f"Newer than {asked}", _save="1")
        for sent in (looked_at, {"into": other.pk, "post": "yes"}):
            answer = client.post(asked, sent)
            assert answer.status_code == 409
            assert "saved this in another window, too. Nothing was" in answer.content.decode()
            assert Theme.objects.filter(pk=theme.pk).exists()
    confirmed(client, f"{page}/delete/")
    assert not Theme.objects.filter(pk=theme.pk).exists()


def test_a_theme_that_pieces_are_filed_under_is_merged_and_not_deleted(at_desk, kind):
    theme = make_theme(name="Rivers")
    make_article(kind=kind, themes=[theme])
    client, asked = at_desk(Role.EDITOR), f"/admin/themes/theme/{theme.pk}/delete/"
    page = client.get(asked).content.decode()
    assert "It is still used in 1 place, so it cannot be deleted." in page
    assert f'href="/admin/themes/theme/{theme.pk}/merge/"' in page
    confirmed(client, asked, post="yes")
    assert Theme.objects.filter(pk=theme.pk).exists()


def test_a_retired_theme_is_not_offered(at_desk):
    make_theme(name="Past things", is_retired=True)
    asked = {
        "app_label": "articles",
        "model_name": "articletheme",
        "field_name": "theme",
        "term": "past",
    }
    assert at_desk(Role.AUTHOR).get("/admin/autocomplete/", asked).json()["results"] == []


def test_a_picture_is_uploaded_and_shown_where_it_is_picked(at_desk):
    client, address = at_desk(Role.AUTHOR), "/admin/library/image/add/"
    typed = filled(
        client.get(address), title="Weir", alt="A weir", upload=make_picture_file(size=(20, 10))
    )
    assert client.post(address, typed).status_code == 302
    image = Image.objects.get()
    assert (image.width, image.height) == (20, 10)
    found = client.get("/admin/library/image/choose/", {"q": "wei"}).json()["pictures"]
    assert [(each["title"], each["src"]) for each in found] == [("Weir", image.src(800))]


def test_another_file_takes_its_place_under_a_new_key(at_desk):
    image = make_image()
    key = image.key
    client, address = at_desk(Role.EDITOR), change("library/image", image.pk)
    client.post(address, filled(client.get(address), upload=make_picture_file(colour="red")))
    image.refresh_from_db()
    assert image.key != key
    client.post(address, filled(client.get(address), alt="Red"))
    assert Image.objects.get().key == image.key


def test_what_is_no_picture_or_pdf_is_refused(at_desk):
    client = at_desk(Role.EDITOR)
    for room, words in (("image", "not a picture"), ("document", "not a PDF")):
        address = f"/admin/library/{room}/add/"
        fake = SimpleUploadedFile("x.pdf", b"<html>")
        page = client.post(address, filled(client.get(address), title="X", upload=fake))
        assert words in page.content.decode()
    assert not Image.objects.exists()
    assert not Document.objects.exists()


def test_a_document_keeps_its_file_when_only_the_title_changes(at_desk):
    document = make_document()
    client, address = at_desk(Role.EDITOR), change("library/document", document.pk)
    client.post(address, filled(client.get(address), title="Annex B"))
    key = document.key
    document.refresh_from_db()
    assert (document.title, document.key) == ("Annex B", key)


def test_the_settings_are_one_page(at_desk, institute):
    client = at_desk(Role.ADMINISTRATOR)
    assert client.get("/admin/site/institute/").url == change("site/institute", institute.pk)
    address = change("site/institute", institute.pk)
    client.post(address, filled(client.get(address), tagline="On water", languages=["ur"]))
    institute.refresh_from_db()
    assert (institute.tagline, institute.languages) == ("On water", ["ur"])


def test_the_desk_names_pictures_in_use_whose_rights_have_ended(at_desk, kind):
    # Some days either way: the institute's day may be another than the test's.
    past, later = (timezone.localdate() + timedelta(days=days) for days in (-3, 3))
    make_image(rights_until=past)  # nothing uses it
    make_article(kind=kind, lead_image=make_image(rights_until=later))
    client = at_desk(Role.EDITOR)
    assert "The rights to" not in client.get("/admin/").content.decode()
    make_article(kind=kind, lead_image=make_image(rights_until=past))
    page = client.get("/admin/").content.decode()
    assert "The rights to 1 picture in use have ended" in page
    assert "/admin/library/image/?state=ended" in page
