"""The four roles as groups. Made true after every migrate from the workflow's table and this list."""

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission

from articles.states import STEPS, Role

# Models whose rows a role may see, add and change, beside the steps of the workflow.
WRITING = ["articles.article", "articles.byline", "articles.articletheme", "articles.appearance",
           "articles.attachment", "articles.funder", "library.image", "library.document"]  # fmt: skip
PICKING = ["people.person", "themes.theme", "articles.kind", "articles.series", "articles.region",
           "people.institution", "people.expertise", "taggit.tag"]  # fmt: skip
DESK = ["people.person", "people.appointment", "people.degree", "people.link", "people.output",
        "people.institution", "people.expertise", "themes.theme", "people.themelead",
        "articles.pin", "articles.feature", "articles.correction", "articles.region",
        "taggit.tag"]  # fmt: skip
HOUSE = ["articles.kind", "articles.series", "people.group", "addresses.redirect", "site.page"]

AUTHOR = {
    *(f"{verb} {model}" for model in WRITING for verb in ("view", "add", "change")),
    *(f"delete {model}" for model in WRITING[1:6]),
    *(f"view {model}" for model in PICKING),
    "add people.institution",
    "add people.expertise",
    "add taggit.tag",
}
EDITOR = AUTHOR | {
    *(f"{verb} {model}" for model in DESK for verb in ("view", "add", "change", "delete")),
    "change_any articles.article",
}
PUBLISHER = EDITOR | {
    *(f"{verb} {model}" for model in HOUSE for verb in ("view", "add", "change", "delete")),
    "change_live articles.article",
    "delete articles.article",
}
ADMINISTRATOR = PUBLISHER | {
    *(f"{verb} auth.user" for verb in ("view", "add", "change")),
    *(f"{verb} site.institute" for verb in ("view", "add", "change")),
    "view audit.entry",
}
MAY = {
    Role.AUTHOR: AUTHOR,
    Role.EDITOR: EDITOR,
    Role.PUBLISHER: PUBLISHER,
    Role.ADMINISTRATOR: ADMINISTRATOR,
}


def permissions_of(role):
    """{"articles.publish_article", …}: every permission of this role."""
    words = (word.split(" ") for word in MAY[role])
    named = {f"{model.split('.')[0]}.{verb}_{model.split('.')[1]}" for verb, model in words}
    as_role = Role.PUBLISHER if role == Role.ADMINISTRATOR else role
    return named | {
        f"articles.{step.permission}" for step in STEPS.values() if as_role in step.roles
    }


def synchronise():
    """Create the groups and give each exactly its permissions."""
    for config in apps.get_app_configs():
        create_permissions(config, verbosity=0)
    every = {
        f"{row.content_type.app_label}.{row.codename}": row
        for row in Permission.objects.select_related("content_type")
    }
    for role in Role:
        group, _made = Group.objects.get_or_create(name=role.value)
        group.permissions.set(every[name] for name in permissions_of(role))
