"""What a database holds, to see whether anything changed."""

from django.apps import apps

ROOMS = {"articles", "people", "themes", "library", "addresses", "site", "auth", "taggit"}


def everything():
    """Every row of every model of ours, and the log-ins."""
    return {
        model: list(model._base_manager.order_by("pk").values_list())
        for model in apps.get_models()
        if model._meta.app_label in ROOMS
    }
