"""A missing page is looked up among the redirects before the reader is told so."""

from urllib.parse import unquote

from django.http import HttpResponsePermanentRedirect
from django.template.response import TemplateResponse
from django.utils.encoding import iri_to_uri

from thinktank.addresses.models import Redirect


def redirects(get_response):
    def middleware(request):
        response = get_response(request)
        if response.status_code == 404 and not request.path.startswith("/admin/"):
            return _from_redirect(request) or response
        return response

    return middleware


def _from_redirect(request):
    with_query = unquote(request.get_full_path())
    if "\x00" in with_query:
        return None
    wanted = [with_query, request.path]
    found = {row.old_path: row for row in Redirect.objects.filter(old_path__in=wanted)}
    row = found.get(with_query) or found.get(request.path)
    if row is None:
        return None
    if not row.new_path:
        return TemplateResponse(request, "410.html", status=410).render()
    return HttpResponsePermanentRedirect(iri_to_uri(row.new_path))
