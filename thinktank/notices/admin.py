"""“Mails to you”: how often a log-in wants mail, and what it was told lately."""

from django import forms
from django.contrib import admin, messages
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from thinktank.notices.digests import HOUR
from thinktank.notices.models import Notice, Preference

LATEST = 20


class PreferenceForm(forms.ModelForm):
    class Meta:
        model = Preference
        fields = ["how"]
        widgets = {"how": forms.RadioSelect}
        labels = {"how": _("How often")}


@require_http_methods(["GET", "HEAD", "POST"])
def my_notices(request):
    """The logged-in user's own choice and notices; the address names nobody."""
    preference = Preference.objects.filter(user=request.user).first()
    form = PreferenceForm(
        request.POST or None, label_suffix="", instance=preference or Preference(user=request.user)
    )
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _now("Saved."))
        return redirect("admin:my_notices")
    context = {
        **admin.site.each_context(request),
        "title": _("Mails to you"),
        "form": form,
        "hour": timezone.localtime().replace(hour=HOUR.hour, minute=0),
        "notices": Notice.objects.filter(user=request.user)[:LATEST],
    }
    return TemplateResponse(request, "admin/my_notices.html", context)
