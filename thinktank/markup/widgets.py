"""The editor's field in a form: a textarea that static/admin_site/editor/ turns into the editor."""

from functools import cache

from django.conf import settings
from django_prose_editor.widgets import ProseEditorWidget, importmap
from js_asset import ImportMap, Media, Script

FOLDER = "admin_site"
EDITOR = f"{FOLDER}/editor"


class WritingWidget(ProseEditorWidget):
    """Only the parts of the schema that the field has, and only our own scripts and styles."""

    def get_config(self):
        return {"extensions": self.config["extensions"]}

    @property
    def media(self):
        return Media(
            importmap=importmap | modules(),
            css={"all": files(EDITOR, "css")},
            js=[
                Script("django_prose_editor/editor.js", type="module"),
                Script(f"{EDITOR}/index.js", type="module"),
            ],
        )


@cache
def files(folder, ending):
    """Our own static files of this folder and those within it, by their names."""
    root = settings.BASE_DIR / "static"
    found = (root / folder).rglob(f"*.{ending}")
    return sorted(path.relative_to(root).as_posix() for path in found)


def modules():
    """Our modules import each other by their plain names (`./words.js`). Where files carry a hash in
    their name, the map leads from the plain address to the hashed one, so that each is loaded once.
    """
    return ImportMap({f"{settings.STATIC_URL}{name}": name for name in files(FOLDER, "js")})
