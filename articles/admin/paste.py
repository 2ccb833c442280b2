"""What the editor asks when text from elsewhere is pasted: the same text in our form."""

from django.http import Http404, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thinktank.markup import foreign, schema

FIELDS = {"body": schema.BODY, "biography": schema.BIOGRAPHY}


@require_POST
def paste(request):
    """A file `html`, the `language` and the `field` it goes to → {html, left_out} in JSON."""
    if not may_write(request.user):
        raise Http404
    given = request.FILES.get("html")
    if given is None:
        return _refused(_("Nothing was pasted."), 400)
    if given.size > foreign.LONGEST:
        return _refused(_too_long(given.size), 413)
    parts = FIELDS.get(request.POST.get("field"), schema.BODY)
    html = given.read().decode("utf-8", "replace")
    read = foreign.translate(html, request.POST.get("language", ""), parts)
    if len(read.html) > schema.LONGEST:
        return _refused(_too_long(len(read.html), schema.LONGEST), 413)
    return JsonResponse({"html": read.html, "left_out": read.left_out})


def may_write(user):
    return user.has_perm("articles.add_article") or user.has_perm("articles.change_article")


def _too_long(size, limit=foreign.LONGEST):
    return _(
        "What you pasted has %(size)s characters with its markup; %(limit)s fit. "
        "Paste it in parts, or import the file."
    ) % {"size": f"{size:,}", "limit": f"{limit:,}"}


def _refused(text, status):
    return JsonResponse({"error": text}, status=status)
