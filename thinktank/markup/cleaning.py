"""The cleaner: nothing but the schema's tags leaves it. It is the last step of every write."""

import re
from collections import Counter
from functools import cache

import nh3
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from thinktank.markup import characters, schema

TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
# Elements that the next of their kind closes by itself, or that hold nothing: no nesting.
CLOSED_BY_THEMSELVES = frozenset(
    [
        "p",
        "li",
        "td",
        "th",
        "tr",
        "dt",
        "dd",
        "option",
        "thead",
        "tbody",
        "tfoot",
        "colgroup",
        "rp",
        "rt",
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    ]
)
DEEPEST = 200
GIVEN_ID = re.compile(rf' id="({schema.LASTING_ID.pattern})"')


def clean(html, parts=schema.BODY, *, limit=schema.LONGEST):
    """HTML with the given schema parts only; `clean(clean(x)) == clean(x)`.

    Raises ValidationError when the text, before or after, has more than `limit` characters, or its
    elements stand more than DEEPEST deep within each other.
    """
    _check_length(html, limit)
    _check_depth(html)
    cleaned = _cleaner(parts).clean(characters.NOT_TEXT.sub("", html)).strip()
    _check_length(cleaned, limit)  # escaping makes a text of angle brackets four times as long
    return "" if _is_blank(cleaned) else cleaned


def _check_length(html, limit):
    """The ids that the server gives count for nothing: a text that fitted still fits tomorrow."""
    if len(html) > limit and (length := len(GIVEN_ID.sub("", html))) > limit:
        raise ValidationError(
            _("The text has %(length)s characters; %(limit)s fit. Split it into two pieces.")
            % {"length": f"{length:,}", "limit": f"{limit:,}"},
            code="too_long",
        )


def _check_depth(html):
    """Parsers take minutes over what is open a hundred thousand times within itself."""
    if html.count("<") <= DEEPEST:
        return
    open_now, depth = Counter(), 0
    for closing, name in TAG.findall(html):
        name = name.lower()
        if name in CLOSED_BY_THEMSELVES:
            continue
        if not closing:
            open_now[name] += 1
            depth += 1
        elif open_now[name]:
            open_now[name] -= 1
            depth -= 1
        if depth > DEEPEST:
            raise ValidationError(
                _("Something here stands within itself more than %d times, as no text does. "
                  "Paste the words without their layout.") % DEEPEST,
                code="too_deep",
            )  # fmt: skip


@cache
def _cleaner(parts):
    rules = schema.rules(parts)

    def value_of(tag, name, value):
        """The attribute's value, or None to drop it."""
        rule = rules.get(tag, {}).get(name)  # nh3 asks about tags it drops, too
        if rule is None:
            return None
        if callable(rule):
            return rule(value)
        return value if rule.fullmatch(value) else None

    return nh3.Cleaner(
        tags=set(rules),
        # An entry for "*" replaces the default that lets lang and title pass everywhere.
        attributes={"*": set(), **schema.attributes(parts)},
        attribute_filter=value_of,
        url_schemes=set(schema.URL_SCHEMES),
        clean_content_tags={"script", "style"},
        link_rel=None,
        strip_comments=True,
    )


def _is_blank(html):
    """The editor leaves one empty paragraph in an empty field."""
    return "<figure" not in html and not re.sub(r"<[^>]*>|&nbsp;|\s", "", html)
