"""Checks of the project itself, run with `manage.py check`."""

import django
from django.core.checks import Error, register


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
