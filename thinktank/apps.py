"""The roof: connects what crosses floors."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class ThinktankConfig(AppConfig):
    name = "thinktank"
    verbose_name = _("Thinktank")

    def ready(self):
        from thinktank import checks, hooks  # noqa: F401


class DeskConfig(AdminConfig):
    """Django's admin, with a site of our own (thinktank/adminsite.py)."""

    default_site = "thinktank.adminsite.Desk"
