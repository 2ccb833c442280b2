"""Files are served only while something public uses them; staff see them all.

`is_shown`: a page that is not public shows this file to who asks for it; its own view has made sure
of that and calls these (no address gives it).
"""

from urllib.parse import quote

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.urls import resolve
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from thinktank.library.models import Document, EarlierDocument, EarlierKey, Image, Usage

IMAGE_TYPES = {"jpg": "image/jpeg", "avif": "image/avif"}
SANDBOX = "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"

# Safari shows a PDF by a script of its own, which a bare sandbox forbids. This one lets it run, in an
# origin that is nobody's, and loads nothing.
VIEWER = SANDBOX.replace("sandbox;", "sandbox allow-scripts;")


@require_safe
def image(request, key, name, *, is_shown=False):
    """One rendition of those that are drawn, under the picture's key of today or an earlier one."""
    found, made = _drawn(key)
    if name not in made:
        raise Http404
    seen_by_all = Usage.objects.public().filter(image=found).exists()
    kind = IMAGE_TYPES[name.rpartition(".")[2]]
    mark = f'"{key}/{name}"'  # nothing else ever stands there
    response = _file(
        request, f"images/{key}/{name}", kind,
        seen_by_all=seen_by_all, is_shown=is_shown, etag=mark,
    )  # fmt: skip
    response.headers["ETag"] = mark
    return response


def _drawn(key):
    """(picture, the names of the files under this key)."""
    if found := Image.objects.filter(key=key).first():
        return found, found.made
    earlier = get_object_or_404(EarlierKey.objects.select_related("image"), key=key)
    return earlier.image, earlier.made


@require_safe
def document(request, key, name, *, is_shown=False):
    """The PDF itself: opened in the browser, or with “?download” kept as a file."""
    found, kept = _kept(key)
    response = _file(
        request, kept.file.name, "application/pdf",
        seen_by_all=_is_public(found), is_shown=is_shown,
    )  # fmt: skip
    way = "attachment" if "download" in request.GET else "inline"
    response.headers["Content-Disposition"] = _disposition(way, found.name)
    if way == "inline":
        response.headers["Content-Security-Policy"] = VIEWER
    return response


@require_safe
def cover(request, key, *, is_shown=False):
    """The picture of a document's page one."""
    found, kept = _kept(key)
    if not kept.cover:
        raise Http404
    return _file(
        request, kept.cover.name, "image/jpeg", seen_by_all=_is_public(found), is_shown=is_shown
    )


def _kept(key):
    """(document, the row that keeps the file of this key): the document's own or an earlier one."""
    if found := Document.objects.filter(key=key).first():
        return found, found
    earlier = get_object_or_404(EarlierDocument.objects.select_related("document"), key=key)
    return earlier.document, earlier


def _is_public(document):
    return Usage.objects.public().filter(document=document).exists()


def _disposition(way, name):
    """RFC 6266: a plain name for the oldest programs, and the name as it is written."""
    plain = "document" if not name.isascii() else name
    return f"{way}; filename=\"{plain}.pdf\"; filename*=UTF-8''{quote(name, safe='')}.pdf"


def _file(request, name, content_type, *, seen_by_all, is_shown, etag=None):
    """404 alike for what is missing and for what is not public; never a redirect to a log-in.

    Who has the file of this `etag` is told so, and not sent it again.
    """
    if not (seen_by_all or is_shown or _is_staff(request.user)):
        raise Http404
    response = get_conditional_response(request, etag=etag)
    try:
        response = response or FileResponse(default_storage.open(name), content_type=content_type)
    except FileNotFoundError:
        raise Http404 from None
    response.headers["Cache-Control"] = (
        "public, max-age=3600" if seen_by_all and not is_shown else "private, no-store"
    )
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def _is_staff(user):
    return user.is_authenticated and user.is_staff


# -- for pages that are not public --


def shown_file(request, path, *, images, documents):
    """The file at this address under /media/, for a page that shows it though it is not public.

    `images`, `documents`: the primary keys of what the page shows. Raises Http404 for all else.
    """
    match = resolve(f"/{path}", "thinktank.library.urls")
    find, shown = (_drawn, images) if match.func is image else (_kept, documents)
    if find(match.kwargs["key"])[0].pk not in shown:
        raise Http404
    return match.func(request, **match.kwargs, is_shown=True)
