"""Settings read from the environment; an error names the variable and the values it accepts."""

import os
import re

from django.core.exceptions import ImproperlyConfigured

YES = {"1", "true", "yes", "on"}
NO = {"0", "false", "no", "off", ""}


def text(name, default=""):
    """The variable as it stands, or `default` when it is unset."""
    return os.environ.get(name, default)


def flag(name, *, default=False):
    """A yes/no variable: 1, true, yes, on, or 0, false, no, off."""
    value = os.environ.get(name)
    if value is None:
        return default
    if value.strip().lower() in YES:
        return True
    if value.strip().lower() in NO:
        return False
    raise ImproperlyConfigured(f"{name}={value} is neither yes nor no. Use 1 or 0.")


def number(name, default):
    """A whole number."""
    value = os.environ.get(name)
    if not value:
        return default
    try:
        return int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name}={value} is not a whole number.") from None


def origin(name, default):
    """Where the site's addresses begin: https://www.institute.example, no slash at the end."""
    value = (os.environ.get(name) or default).rstrip("/")
    if not re.fullmatch(r"https?://[^\s/?#@]+", value):
        raise ImproperlyConfigured(
            f"{name}={value} is not where a site is. Write https://www.institute.example."
        )
    return value


def words(name, default=""):
    """A list, separated by commas: `a.example, b.example`."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]
