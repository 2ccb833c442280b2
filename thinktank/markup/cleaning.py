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

# What browsers skip inside an address, and the blanks of no width that hide before a scheme.
UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")


def clean(html, parts=schema.BODY, *, limit=schema.LONGEST):
    """HTML with the given schema parts only; `clean(clean(x)) == clean(x)`.

    Raises ValidationError when the text, before or after, has more than `limit` characters.
    """
    _check_length(html, limit)
    cleaned = _cleaner(parts).clean(NOT_TEXT.sub("", html)).strip()
    _check_length(cleaned, limit)  # escaping makes a text of angle brackets four times as long
    return "" if _is_blank(cleaned) else cleaned


def _check_length(html, limit):
    if len(html) > limit:
        raise ValidationError(
            _("The text has %(length)s characters; %(limit)s fit. Split it into two pieces.")
            % {"length": f"{len(html):,}", "limit": f"{limit:,}"},
            code="too_long",
        )


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
    """An address a reader may follow, or None.

    Judged as a browser reads it, without the white space and control characters it skips: nh3
    has looked at the scheme already, but before these were taken away. Not //host either, which
    takes any machine.
    """
    value = UNSEEN.sub("", value).strip()
    seen = re.sub(r"\s", "", value)
    scheme = re.match(r"([^/?#]*?):", seen)
    if scheme and scheme[1].lower() not in schema.URL_SCHEMES:
        return None
    if seen.startswith("//") or "\\" in seen.split("?")[0]:
        return None
    return value


def _is_blank(html):
    """The editor leaves one empty paragraph in an empty field."""
    return not re.sub(r"<[^>]*>|&nbsp;|\s", "", html)
