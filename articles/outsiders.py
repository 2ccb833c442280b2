"""What whoever holds a personal link gets: the page of the text, and its files.

A GET writes down that the link was opened, and nothing else. Headers that keep all of it out of caches,
search engines and other sites' logs stand in thinktank/middleware.py, where a 404 gets them, too.
"""

from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from articles import answerform, previews, unsaved, views
from thinktank.audit.middleware import address_of
from thinktank.library.views import shown_file

MARKS = range(120)  # how often the name stands on a screen


# Django's guard against forged forms wants a cookie, which no reader is given, and an Origin, which
# browsers blank on pages that send no Referer. In its place each form carries a seal for this link and
# this text (articles/answering.py), and nothing counts without the mailed code. See docs/adr/0019.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request, token):
    """The text as readers would get it, for one person; once it is live, the way to it."""
    link = _link(token)
    if public := previews.public_page(link):
        return HttpResponseRedirect(public)
    shown = previews.shown(link)
    if request.method == "POST":
        return _answered(request, link, shown)
    if request.method == "GET":
        previews.opened(link, address_of(request))
    return _page(request, link, shown)


@require_safe
def preview_file(request, token, path):
    """A picture or document of the text that the link shows. Nothing else serves it yet."""
    images, documents = previews.files(previews.shown(_link(token)))
    return shown_file(request, path, images=images, documents=documents)


def _link(token):
    link = previews.find(token)
    if link is None:
        raise Http404
    return link


def _page(request, link, shown, *, status=200, **sent):
    """The page of what is shown. `sent`: what came from its form and could not be taken."""
    context = {"link": link, "not_before": previews.not_before(link.article), "marks": MARKS}
    if link.may_answer:
        context |= answerform.about(link, shown, **sent)
    piece = link.article.replaces or link.article
    below = previews.address_of(link).removesuffix("/")
    context |= views.around(unsaved.of_snapshot(piece, shown.snapshot, served_at=below))
    return TemplateResponse(request, "articles/preview.html", context, status=status)


def _answered(request, link, shown):
    if not link.may_answer:
        return HttpResponseNotAllowed(["GET", "HEAD"])
    try:
        answerform.take(request, link, shown)
    except answerform.Refused as refused:
        return _page(request, link, shown, status=refused.status, **refused.sent)
    answer = HttpResponseRedirect(f"{previews.address_of(link)}#answer")
    answer.status_code = 303  # to be fetched by GET: loading it again sends nothing again
    return answer
