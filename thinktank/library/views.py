"""Files are served only while something public uses them; staff see them all."""

from urllib.parse import quote

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from thinktank.library.models import Document, Image, Usage

SANDBOX = "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"


@require_safe
def image(request, key, width):
    found = get_object_or_404(Image, key=key)
    if width not in found.widths:
        raise Http404
    seen_by_all = Usage.objects.public().filter(image=found).exists()
    return _file(request, found.rendition_name(width), "image/jpeg", seen_by_all=seen_by_all)


@require_safe
def document(request, key, name):
    found = get_object_or_404(Document, key=key)
    seen_by_all = Usage.objects.public().filter(document=found).exists()
    response = _file(request, found.file.name, "application/pdf", seen_by_all=seen_by_all)
    response.headers["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(name, safe='')}.pdf"
    return response


def _file(request, name, content_type, *, seen_by_all):
    """404 alike for what is missing and for what is not public; never a redirect to a log-in."""
    if not seen_by_all and not (request.user.is_authenticated and request.user.is_staff):
        raise Http404
    try:
        response = FileResponse(default_storage.open(name), content_type=content_type)
    except FileNotFoundError:
        raise Http404 from None
    response.headers["Cache-Control"] = (
        "public, max-age=3600" if seen_by_all else "private, no-store"
    )
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
