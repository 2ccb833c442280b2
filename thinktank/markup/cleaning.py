"""The cleaner: nothing but the schema's tags leaves it. It is the last step of every write."""

import re
from functools import cache

import nh3
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from thinktank.markup import schema

LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
DIRECTIONS = {"ltr", "rtl", "auto"}
NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")


def clean(html, parts=schema.BODY):
    """HTML with the given schema parts only; `clean(clean(x)) == clean(x)`.

    Raises ValidationError when the text is longer than `schema.LONGEST` characters.
    """
    if len(html) > schema.LONGEST:
        raise ValidationError(
            _("The text has %(length)s characters; %(limit)s fit. Split it into two pieces.")
            % {"length": f"{len(html):,}", "limit": f"{schema.LONGEST:,}"},
            code="too_long",
        )
    cleaned = _cleaner(parts).clean(NOT_TEXT.sub("", html)).strip()
    return "" if _is_blank(cleaned) else cleaned


@cache
def _cleaner(parts):
    allowed = schema.attributes(parts)
    return nh3.Cleaner(
        tags=set(allowed),
        # An entry for "*" replaces the default that lets lang and title pass everywhere.
        attributes={"*": set(), **allowed},
        attribute_filter=_attribute,
        url_schemes=set(schema.URL_SCHEMES),
        clean_content_tags={"script", "style"},
        link_rel=None,
        strip_comments=True,
    )


def _attribute(tag, name, value):
    """The attribute's value, or None to drop it."""
    if name == "href":
        return _address(value)
    if name == "lang":
        return value if LANGUAGE.fullmatch(value) else None
    if name == "dir":
        return value if value in DIRECTIONS else None
    if name == "start":
        return value if value.isascii() and value.isdigit() and len(value) < 6 else None
    return value


def _address(value):
    """An address a reader may follow; not //host, which takes any scheme and any machine."""
    stripped = value.strip()
    if stripped.startswith(("//", "\\", "/\\")) or "\\" in stripped.split("?")[0]:
        return None
    return stripped


def _is_blank(html):
    """The editor leaves one empty paragraph in an empty field."""
    return not re.sub(r"<[^>]*>|&nbsp;|\s", "", html)
