"""My page: the logged-in person's own record, and nobody else's. Its address names nobody."""

from functools import partial

from django import forms
from django.contrib import admin, messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from people.admin.person import HELP, public_url
from people.admin.rows import DegreeRows, LinkRows, OutputRows
from people.models import Person
from thinktank.library import pictures
from thinktank.library.admin.images import preview
from thinktank.library.models import Image
from thinktank.modeladmin import ModelAdmin
from thinktank.writing import places

MINE = "people.person:mine"


class OwnRows:
    """Rows of one's own record need no right over everybody's."""

    def has_view_permission(self, request, obj=None):
        return True

    has_add_permission = has_change_permission = has_delete_permission = has_view_permission


class OwnDegrees(OwnRows, DegreeRows):
    pass


class OwnLinks(OwnRows, LinkRows):
    pass


class OwnOutputs(OwnRows, OutputRows):
    pass


class OwnForm(forms.ModelForm):
    new_photo = forms.FileField(
        label=_("New photo"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text=_(
            "A portrait from your computer or telephone: JPEG, PNG or WebP, at most 25 MB."
        ),
    )

    class Meta:
        help_texts = HELP
        widgets = {"short_bio": forms.Textarea(attrs={"rows": 4})}

    def clean_new_photo(self):
        upload = self.cleaned_data["new_photo"]
        return upload and pictures.take_in(upload)


class MyPage(ModelAdmin):
    """Not registered: reached by its own address only, with the log-in's own person."""

    form = OwnForm
    change_form_template = "admin/people/my_page.html"
    autocomplete_fields = ["expertise"]
    readonly_fields = ["photo_now"]
    inlines = [OwnLinks, OwnDegrees, OwnOutputs]
    fieldsets = [
        (None, {"fields": ["photo_now", "new_photo", "short_bio", "long_bio"]}),
        (_("What you can be asked about"), {"fields": ["languages", "expertise"]}),
    ]

    def get_queryset(self, request):
        return Person.objects.filter(user=request.user)

    def form_name(self, request, obj):
        return MINE

    def has_change_permission(self, request, obj=None):
        return True

    has_view_permission = has_change_permission

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_inline_instances(self, request, obj=None):
        return [rows(self.model, self.admin_site) for rows in self.inlines]

    @admin.display(description=_("photo"))
    def photo_now(self, person):
        return preview(person.photo)

    def save_model(self, request, obj, form, change):
        if taken := form.cleaned_data.get("new_photo"):
            photo = Image(title=obj.name, alt=_now("Portrait of %s") % obj.name)
            photo.keep(taken)
            photo.save()
            obj.photo = photo
        obj.bio_reviewed_on = timezone.localdate()
        super().save_model(request, obj, form, change)

    def response_change(self, request, obj):
        seen = _now("Readers see this now.") if public_url(obj) else _now("Saved.")
        messages.success(request, seen)
        return redirect("admin:my_page")

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        context["public_url"] = public_url(obj)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)


def my_page(request):
    """404 for a log-in without a person."""
    own_page, person = opened(request)
    return own_page.changeform_view(request, str(person.pk))


def opened(request):
    """(MyPage, the log-in's own person). Raises Http404 for a log-in without one."""
    person = Person.objects.filter(user=request.user).first()
    if person is None:
        raise Http404
    return MyPage(Person, admin.site), person


places.PAGES[MINE] = opened, partial(reverse, "admin:my_page")
