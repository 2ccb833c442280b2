"""Filters every template may use: addresses of the library's pictures, joined names."""

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language_info, gettext

register = template.Library()


@register.filter
def of_role(makers, role):
    """The makers of a card who have this role: article.makers|of_role:"author"."""
    return [maker for maker in makers if maker["role"] == role]


@register.filter
def signed(makers):
    """Those a list names: authors, hosts, interviewers; of a piece without one, all."""
    named = [each for each in makers if each["role"] in ("author", "host", "interviewer")]
    return named or list(makers)


@register.filter
def theme_url(filed):
    """The address of {"path": …}, a theme as cards carry it."""
    return reverse("themes:detail", args=[filed["path"].rstrip("/")])


@register.filter
def language_name(code):
    """The language's own name: ur → اردو."""
    return dict(settings.LANGUAGES).get(code, code)


@register.filter
def translated(text):
    """A usual kind's words in the page's language; what the institute worded itself stays so."""
    for known in (text, text.capitalize()):  # an institute may print “Issue Brief”
        if known and (said := gettext(known)) != known:
            return said
    return text


@register.inclusion_tag("_picture.html")
def picture(image, *, sizes, alt="", css="", first=False):
    """A picture of the library, as AVIF where the browser takes it, its place kept until it is there.

    `first`: it stands where a page begins, so nothing waits; any other is fetched when it is near.
    """
    return {"image": image, "sizes": sizes, "alt": alt, "css": css, "first": first}


@register.filter
def text_direction(code):
    return "rtl" if get_language_info(code)["bidi"] else "ltr"
