"""A form of the desk loses nothing: two people, two windows, a closed tab, a log-in that ran out.

The form carries the version of the record that it began from. Whoever saves an older one sees both;
what is typed and not saved is kept aside (autosave.js) and offered when the form is opened again.
"""

import json
from contextlib import nullcontext

from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, QueryDict
from django.template.response import TemplateResponse
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from thinktank.writing import keeping, names, places, sent, unjudged
from thinktank.writing.comparing import Comparison
from thinktank.writing.models import Unsaved


class Guarded:
    """What every ModelAdmin of the desk does so that no work is lost."""

    # -- the version of a record --

    def version(self, request, obj, sheet=None):
        """A mark of what this person's form of the record holds now. `sheet`: that form, if it is made."""
        return (sheet or sent.Sheet.of(self, request, obj)).version

    def locked(self, request, obj):
        """The record as it is now, kept from others until the transaction ends. None: it is gone."""
        # Others may point to it meanwhile, as a piece to its theme: only its own change is kept back.
        rows = self.model._base_manager.select_for_update(of=("self",), no_key=True)
        kept = rows.filter(pk=obj.pk)
        return self.get_object(request, str(obj.pk)) if kept.exists() else None

    def is_older(self, request, obj):
        """Whether a button was pressed on a page that shows the record as it no longer is. Locks it."""
        kept = self.locked(request, obj)
        return kept is None or request.POST.get("version") != self.version(request, kept)

    def form_name(self, request, obj):
        return places.name_of(self, request, obj)

    # -- opening and saving --

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        is_saving = request.method == "POST"
        if not is_saving:
            self.put_back(request, object_id)
        with transaction.atomic() if is_saving else nullcontext():
            answer = self.refused(request, object_id) if is_saving and object_id else None
            return answer or super().changeform_view(request, object_id, form_url, extra_context)

    def refused(self, request, object_id):
        """The page in answer to a save from an older form; None where the save may go on."""
        obj = self.get_object(request, unquote(object_id))
        if obj is None or not self.has_view_or_change_permission(request, obj):
            return None
        obj = self.locked(request, obj)
        if obj is None:
            return None
        if not self.has_change_permission(request, obj):
            why = _("While you were writing it moved on, and is no longer yours to change.")
            return self.not_saved(request, obj, why=why)
        if request.POST.get("version") == self.version(request, obj):
            return None
        try:
            comparison = Comparison(self, request, obj)
        except ValidationError:  # no text that could be compared: it is shown as it is
            why = _("%s Your text cannot be read.") % names.saved_too(obj, request.user)
            return self.not_saved(request, obj, why=why)
        if not comparison.is_answered():
            return self.saved_too(request, comparison)
        request.POST = comparison.merged()
        return None

    def put_back(self, request, object_id):
        """Fill the form with what was typed before and not saved, if the address asks for it."""
        asked = request.GET.get("unsaved", "")
        if not asked.isdecimal() or len(asked) > 18:
            return
        obj = self.get_object(request, unquote(object_id)) if object_id else None
        if object_id and (obj is None or not self.has_change_permission(request, obj)):
            return
        kept = Unsaved.objects.of(request.user).filter(pk=asked).first()
        if kept is None or kept.form != self.form_name(request, obj):
            raise Http404
        unjudged.put_back(request, kept, obj and sent.Sheet.of(self, request, obj))

    def get_form(self, request, obj=None, change=False, **kwargs):  # noqa: FBT002  Django's own
        form = super().get_form(request, obj, change=change, **kwargs)
        return unjudged.form(form) if hasattr(request, "put_back") else form

    def get_formsets_with_inlines(self, request, obj=None):
        for formset, inline in super().get_formsets_with_inlines(request, obj):
            is_put_back = hasattr(request, "put_back")
            yield (unjudged.formset(formset) if is_put_back else formset), inline

    def save_related(self, request, form, formsets, change):
        """In the transaction that saves: what was kept aside goes when the record has it, and only then."""
        super().save_related(request, form, formsets, change)
        Unsaved.objects.saved(request.user, request.POST.get("opening", ""))

    # -- deleting --

    def delete_view(self, request, object_id, extra_context=None):
        """Only what was looked at is deleted; of a record that changed meanwhile it is asked again."""
        with transaction.atomic():
            obj = self.get_object(request, unquote(object_id))
            if obj is None or not self.has_delete_permission(request, obj):
                return super().delete_view(request, object_id, extra_context)
            is_older = request.method == "POST" and self.is_older(request, obj)
            if is_older:
                request.POST = QueryDict()  # nothing is confirmed
            said = {
                "title": _("Delete “%s”") % obj,
                "token": {"version": self.version(request, obj)},
                "changed": names.saved_too(obj, request.user) if is_older else "",
            }
            answer = super().delete_view(request, object_id, said | (extra_context or {}))
            if is_older:
                answer.status_code = 409
            return answer

    # -- pages --

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        may = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        if may:
            context["token"] = self._form_token(request, context, obj)
        if not context["is_popup"]:
            opening = context["token"]["opening"] if may else ""
            context["keeping"] = keeping.about(self, request, obj, opening)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def _form_token(self, request, context, obj):
        """What the form carries: the version it began from, and which opening of the form it is."""
        posted = request.POST if request.method == "POST" else {}
        token = {name: posted.get(name, "") for name in ("version", "began", "opening")}
        token["opening"] = token["opening"][:40] or get_random_string(16)
        if obj and not posted:
            inlines = context["inline_admin_formsets"]
            sheet = sent.Sheet(context["adminform"].form, [each.formset for each in inlines])
            token |= {
                "version": self.version(request, obj, sheet),
                "began": json.dumps(sheet.began),
            }
        return token

    def saved_too(self, request, comparison):
        """The page that shows both; nothing has been saved."""
        context = {
            "title": _("Not saved yet"), "comparison": comparison, "original": comparison.obj,
            "who": names.saved_too(comparison.obj, request.user),
            "unanswered": "compared" in request.POST, "files": bool(request.FILES),
        }  # fmt: skip
        return self._nothing_saved(request, "admin/writing/saved_too.html", context)

    def not_saved(self, request, obj, **said):
        """The page that shows what was typed where it cannot be saved. `said`: why, and what else to say."""
        typed = keeping.texts(self.model, dict(request.POST.lists()))
        context = {"title": _("Not saved"), "original": obj, "typed": typed, **said}
        return self._nothing_saved(request, "admin/writing/not_saved.html", context)

    def _nothing_saved(self, request, template, context):
        context = {**self.admin_site.each_context(request), "opts": self.opts, **context}
        return TemplateResponse(request, template, context, status=409)
