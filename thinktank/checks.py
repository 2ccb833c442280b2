"""Checks of the project itself, run with `manage.py check`."""

from urllib.parse import urlsplit

import django
from django.conf import settings
from django.core.checks import Error, register
from django.core.checks import Warning as Advice


@register
def right_django(**_unused):
    """A package that caps Django would silently bring an older one."""
    if django.VERSION[:2] == (6, 1):
        return []
    return [
        Error(
            f"Django {django.get_version()} is installed; the project is written for 6.1.",
            hint="Install requirements/runtime.txt again.",
            id="thinktank.E001",
        )
    ]


@register(deploy=True)
def site_has_its_address(**_unused):
    """Colleagues would be mailed links to their own machines."""
    if urlsplit(settings.SITE_URL).hostname not in ("127.0.0.1", "localhost"):
        return []
    return [
        Advice(
            f"Links in mails would begin with {settings.SITE_URL}.",
            hint="Set SITE_URL to the address of the site: https://www.institute.example",
            id="thinktank.W001",
        )
    ]
