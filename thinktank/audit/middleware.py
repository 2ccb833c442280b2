"""Whose request is being answered, for whatever writes to the log meanwhile."""

from contextvars import ContextVar
from ipaddress import ip_address

from django.conf import settings

_answered = ContextVar("answered", default=None)


def origin(get_response):
    """Keeps the request at hand while it is answered; who sent it is asked only by an entry."""

    def middleware(request):
        token = _answered.set(request)
        try:
            return get_response(request)
        finally:
            _answered.reset(token)

    return middleware


def current_request():
    """The request that this thread answers, or None: a command, a worker."""
    return _answered.get()


def address_of(request):
    """The sender's IP address as text, "" where none can be told.

    X-Forwarded-For counts only behind our own proxy, and of it only the last part: the others may
    have been written by anybody.
    """
    given = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        given = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip() or given
    try:
        return str(ip_address(given))[:45]
    except ValueError:
        return ""
