"""Headers of every answer; the language and the zone in which a request is read."""

import re

from django.conf import settings
from django.http import UnreadablePostError
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers

from thinktank.site.models import Institute

# Personal links (articles/outsiders.py), whatever is answered: the page, a file, or that it is not there.
PERSONAL = re.compile(r"(/[a-z-]{2,7})?/preview/")
KEPT_NOWHERE = {
    "Cache-Control": "private, no-store",
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",
}
PERMISSIONS = "camera=(), microphone=(), geolocation=(), browsing-topics=()"
WITHOUT_INSTITUTE = ("/static/", "/media/", "/healthz", "/readyz")


def whole_bodies(get_response):
    """A request that ends before the length it announced is refused.

    Servers pass a lost connection on as an early end, and half a form, or half a file, would be
    taken for the whole.
    """

    def middleware(request):
        length = request.headers.get("Content-Length") or ""
        if length.isdecimal() and length.isascii():
            request.read = _all_of(int(length), request.read)
        return get_response(request)

    return middleware


def _all_of(length, read):
    due = length

    def counted(*size):
        nonlocal due
        content = read(*size)
        due -= len(content)
        if due > 0 and not (size and content):
            raise UnreadablePostError(f"The request ended {due} bytes early.")
        return content

    return counted


def headers(get_response):
    """Fixed headers; the admin's pages are private and have a policy of their own."""

    def middleware(request):
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        if request.method == "HEAD" and not response.streaming:
            response.headers["Content-Length"] = str(len(response.content))
            response.content = b""
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if request.path.startswith("/admin/"):
            response.headers["Cache-Control"] = "private, no-store"
            response.headers.setdefault("Referrer-Policy", "same-origin")
            patch_vary_headers(response, ["Cookie"])
        elif PERSONAL.match(request.path):
            for name, value in KEPT_NOWHERE.items():
                response.headers[name] = value
        return response

    return middleware


def admin_policy(get_response):
    """The admin's own Content-Security-Policy (with nonces: it is never cached)."""

    def middleware(request):
        response = get_response(request)
        if request.path.startswith("/admin/") and not hasattr(response, "_csp_config"):
            response._csp_config = settings.ADMIN_CSP
        return response

    return middleware


def language_and_zone(get_response):
    """The address alone decides the language (/ur/…), the institute the zone; never a cookie."""

    def middleware(request):
        if request.path_info.startswith(WITHOUT_INSTITUTE):
            return get_response(request)
        found = translation.get_language_from_path(request.path_info)
        request.LANGUAGE_CODE = found or settings.LANGUAGE_CODE
        with (
            Institute.of_request() as request.institute,
            translation.override(request.LANGUAGE_CODE),
            timezone.override(request.institute.zone),
        ):
            response = get_response(request)
            response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
            return response

    return middleware
