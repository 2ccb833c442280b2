"""The editor's modules find each other, whatever the names under which they are served."""

import re

import pytest
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage

from tests.pages import ROOT
from thinktank.markup import schema, widgets
from thinktank.markup.fields import RichTextField

FOLDER = ROOT / "static/admin_site"
MODULES = sorted(FOLDER.rglob("*.js"))
IMPORTED = re.compile(r"""(?:from|import)\s*\(?\s*["']([^"']+)["']""")
GIVEN = {"django-prose-editor/editor"}


def made(parts):
    return RichTextField(parts=parts).formfield().widget


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.name)
def test_what_a_module_imports_is_there(module):
    for name in IMPORTED.findall(module.read_text()):
        assert name in GIVEN or (module.parent / name).resolve() in MODULES, name


def test_no_script_or_style_of_the_editor_is_too_long_to_read_in_one_sitting():
    files = [*MODULES, *(FOLDER / "editor").glob("*.css")]
    assert not [path.name for path in files if len(path.read_text().splitlines()) > 250]


def test_plain_addresses_lead_to_the_names_with_a_hash(settings, tmp_path, monkeypatch):
    hashed = ManifestStaticFilesStorage(location=tmp_path)
    hashed.hashed_files = {
        name: name.replace(".js", ".0123456789ab.js") for name in widgets.files("admin_site", "js")
    }
    monkeypatch.setattr("django.templatetags.static.staticfiles_storage", hashed, raising=False)
    monkeypatch.setattr("django.contrib.staticfiles.storage.staticfiles_storage", hashed)
    tag = str(widgets.modules())
    assert '"/static/admin_site/editor/words.js"' in tag
    assert "/static/admin_site/editor/words.0123456789ab.js" in tag
    assert tag.count(".0123456789ab.js") == len(MODULES)


def test_a_field_is_given_the_parts_of_its_schema_and_no_others():
    whole, short = made(schema.BODY), made(schema.BIOGRAPHY)
    assert set(whole.get_config()["extensions"]) == set(schema.extensions(schema.BODY))
    assert "Heading" not in short.get_config()["extensions"]
    assert "data-django-prose-editor-writing=" in whole.render("body", "<p>a</p>")


def test_the_editor_knows_every_part_of_the_schema():
    known = (FOLDER / "editor/extensions.js").read_text()
    for name in schema.extensions((*schema.BODY, *schema.BIOGRAPHY)):
        assert re.search(rf"\b{name}: \[", known), name
