"""A form sent back as it came differs in nothing, whatever it is a form of."""

import pytest
from django.contrib import admin
from django.test import RequestFactory
from django.urls import resolve
from django.utils import timezone

from articles.models import Appearance, Feature, Funder, Region, Series
from articles.states import Role
from people.models import (
    Appointment,
    Degree,
    Expertise,
    Group,
    Institution,
    Link,
    Output,
    ThemeLead,
)
from tests.admin.filling import filled
from tests.admin.test_access import MODELS
from tests.make import (
    NINE,
    make_article,
    make_document,
    make_image,
    make_person,
    make_theme,
    make_user,
)
from thinktank.addresses.models import Redirect
from thinktank.site.models import Page
from thinktank.writing import rows, sent


def full_article(kind, cast):
    series = Series.objects.create(title="Papers", slug="papers")
    theme, person = make_theme(), make_person()
    article = make_article(
        kind=kind, by=[person], themes=[theme], standfirst="One\nTwo", key_points=["a", "b"],
        series=series, lead_image=make_image(), body="<p>One</p><p>Two <em>three</em></p>",
        expires_at=NINE.replace(second=30), language="ur",
    )  # fmt: skip
    article.tags.add("water", "wells")
    article.regions.add(Region.objects.create(name="R", slug="r"))
    Funder.objects.create(article=article, name="A fund", purpose="All")
    Appearance.objects.create(
        article=article, relation="another_form", outlet="P", url="https://p.example/"
    )
    return article


def full_person():
    person = make_person(
        languages=["en", "ur"], photo=make_image(), short_bio="One\nTwo", long_bio="<p>Three</p>",
        bio_reviewed_on=NINE.date(), former_names=["Old"],
    )  # fmt: skip
    person.expertise.add(Expertise.objects.create(name="Wells"))
    Appointment.objects.create(person=person, title="Fellow", start="2020-01-01", is_primary=True)
    institution = Institution.objects.create(name="Potohar", aliases=["P"])
    Degree.objects.create(person=person, level="mphil", field="History", institution=institution)
    Link.objects.create(person=person, kind="x", value="handle")
    Output.objects.create(title="O", outlet="P", date="2026-01-01").people.add(person)
    return person


@pytest.fixture
def every(institute, kind, cast):
    """{model: a row with as much in it as a form shows}."""
    article, person, image, theme = (
        full_article(kind, cast),
        full_person(),
        make_image(),
        make_theme(),
    )
    ThemeLead.objects.create(theme=theme, person=person)
    return {
        "articles_article": article,
        "articles_feature": Feature.objects.create(article=make_article(kind=kind)),
        "articles_kind": kind,
        "articles_series": article.series,
        "articles_region": article.regions.get(),
        "taggit_tag": article.tags.first(),
        "people_person": person,
        "people_output": person.outputs.get(),
        "people_group": Group.objects.create(name="G", slug="g"),
        "people_expertise": person.expertise.get(),
        "people_institution": Institution.objects.get(),
        "themes_theme": theme,
        "library_image": image,
        "library_document": make_document(),
        "site_institute": institute,
        "site_page": Page.objects.create(title="About", slug="about", body="<p>Us</p>"),
        "addresses_redirect": Redirect.objects.create(old_path="/a/", new_path="/b/"),
        "auth_user": make_user(role=Role.AUTHOR, person=make_person()),
    }


def test_every_model_of_the_desk_is_tried(every):
    assert set(every) >= {name for name, pages in MODELS.items() if pages[2]} - {"audit_entry"}


def test_an_untouched_form_differs_in_nothing_and_has_the_version_it_was_given(
    every, institute, cast, at_desk
):
    client, wrong = at_desk(Role.ADMINISTRATOR), []
    for name, row in every.items():
        address = f"/admin/{name.replace('_', '/', 1)}/{row.pk}/change/"
        form = filled(client.get(address))
        with timezone.override(institute.zone):
            wrong += differences(name, row, form, cast[Role.ADMINISTRATOR], address)
    assert not wrong


def differences(name, row, form, user, address):
    """What Sheet finds different between a row and its form as it was sent out."""
    request = RequestFactory().get(address)
    request.user, request.resolver_match = user, resolve(address)
    model_admin, row = admin.site._registry[type(row)], type(row).objects.get(pk=row.pk)
    sheet = sent.Sheet.of(model_admin, request, row)
    if form["version"] != [model_admin.version(request, row)]:
        yield f"{name}: another version"
    data = sent.as_form({key: values for key, values in form.items() if None not in values})
    for formset in sheet.formsets:
        data = sent.replaced(data, formset.prefix, rows.onto(formset, data))
    back = sent.Sheet.of(model_admin, request, row, data)
    for each in (back.form, *(row for formset in back.formsets for row in formset.forms)):
        for field in sent.differing(each):
            yield f"{name}: {each.prefix} {field}"


def test_an_untouched_form_can_be_saved(every, at_desk):
    client, wrong = at_desk(Role.ADMINISTRATOR), []
    for name, row in every.items():
        address = f"/admin/{name.replace('_', '/', 1)}/{row.pk}/change/"
        form = {
            key: [v for v in values if v is not None]
            for key, values in filled(client.get(address)).items()
        }
        answer = client.post(address, form | {"_save": "1"})
        if answer.status_code != 302:
            wrong.append(
                (name, answer.status_code, answer.context and answer.context.get("errors"))
            )
    assert not wrong
