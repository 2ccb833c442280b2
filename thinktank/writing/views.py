"""The desk's addresses for what is typed and not saved. Each answers for the log-in's own text only."""

from functools import wraps

from django.contrib import admin, messages
from django.http import Http404, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from thinktank.writing import keeping, names, places
from thinktank.writing.models import Present, Unsaved

MOST_BYTES = 2 * 1024 * 1024


def by_script(view):
    """What a form's script posts to. Instead of a page it is told in one word why it was refused."""

    @wraps(view)
    def answer(request):
        if request.method == "POST":
            if not admin.site.has_permission(request):
                return JsonResponse({"refused": "login"}, status=401)
            if request.POST.get("_writer") != str(request.user.pk):
                return JsonResponse({"refused": "other"}, status=409)
        return admin.site.admin_view(require_POST(view))(request)

    return answer


@by_script
def keep(request):
    """Keep what a form holds, apart from the record. 413 for more than a person writes."""
    model_admin, obj = places.opened(request, request.POST.get("_form", ""))
    if len(request.POST.get("opening", "")) not in range(8, 41):
        raise Http404
    typed = dict(request.POST.lists())
    if sum(len(value.encode()) for values in typed.values() for value in values) > MOST_BYTES:
        return JsonResponse({"refused": "large"}, status=413)
    kept = Unsaved.objects.keep(
        user=request.user, form=request.POST["_form"], opening=request.POST["opening"], typed=typed
    )
    return JsonResponse({"at": names.clock(kept.at), **_around(request, model_admin, obj)})


@by_script
def present(request):
    """A sign that somebody has a form open, or has left it; the answer tells who else has it open."""
    form = request.POST.get("_form", "")
    model_admin, obj = places.opened(request, form)
    if "_leaving" in request.POST:
        Present.objects.left(request.user, form)
        return JsonResponse({})
    return JsonResponse(_around(request, model_admin, obj))


def _around(request, model_admin, obj):
    """Who else is in this form, and whether somebody saved since it was opened."""
    if obj is None:
        return {"others": [], "older": ""}
    form = request.POST["_form"]
    Present.objects.seen(request.user, form)
    is_older = request.POST.get("version") != model_admin.version(request, obj)
    later = _("%s When you save, you see both texts, and nothing is lost.")
    return {
        "others": [
            _("%(who)s has this open too, since %(hour)s.")
            % {"who": names.name_of(each.user), "hour": names.hour(each.since)}
            for each in Present.objects.others(request.user, form)
        ],
        "older": later % names.saved_too(obj, request.user) if is_older else "",
    }


@require_GET
def here(request):
    """Who is logged in in this browser now, with a key for posting; for a page whose log-in ran out."""
    user = request.user if admin.site.has_permission(request) else None
    return JsonResponse({"token": get_token(request), "writer": str(user.pk) if user else ""})


def unsaved(request):
    """All that the person has typed and not saved."""
    found = [
        {"kept": kept, "hour": names.hour(kept.at), "kind": model._meta.verbose_name}
        for kept in Unsaved.objects.of(request.user)
        if (model := places.model_of(kept.form))
    ]
    context = {**admin.site.each_context(request), "title": _("Not saved"), "found": found}
    return TemplateResponse(request, "admin/writing/unsaved.html", context)


def typed(request, pk):
    """One of them, to read; a POST throws it away."""
    kept = get_object_or_404(Unsaved.objects.of(request.user), pk=pk)
    may = places.may_write(request, kept.form)
    if request.method == "POST":
        kept.delete()
        messages.success(request, _("Thrown away."))
        return redirect(places.address(kept.form) if may else "admin:writing_unsaved")
    model = places.model_of(kept.form)
    context = {
        **admin.site.each_context(request), "title": str(kept), "kept": kept,
        "hour": names.hour(kept.at), "texts": keeping.texts(model, kept.data) if model else [],
        "address": places.address(kept.form, kept) if may else "",
    }  # fmt: skip
    return TemplateResponse(request, "admin/writing/typed.html", context)
