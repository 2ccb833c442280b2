"""Images: taken in by the library's own rules, shown before they are used."""

from functools import partial

from django import forms
from django.contrib import admin, messages
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from thinktank.library import pictures, sources
from thinktank.library.admin import choosing, states, uploading
from thinktank.library.models import Image
from thinktank.modeladmin import ModelAdmin

FOCAL = _("In per cent of the picture above, where a click or the arrow keys set them too.")
TWINS = 6  # pictures that look alike, shown at most
REPLACE = _(
    "Every text that uses the picture shows the new file, at a new address. The old address keeps "
    "the old file, so that pages which readers or search engines have kept stay whole."
)


def preview(image, width=400):
    """The picture itself, small; nothing where there is none yet."""
    if not image or not image.pk:
        return "–"
    return format_html('<img class="preview" src="{}" alt="{}">', image.src(width), image.alt)


class ImageForm(forms.ModelForm):
    upload = forms.FileField(
        label=_("File"),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/gif"}),
        help_text=_(
            "JPEG, PNG, WebP or GIF, at most 25 MB. What the camera wrote into it is removed."
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.taken = None
        if self.instance.pk and "upload" in self.fields:
            self.fields["upload"].required = False

    def clean_upload(self):
        upload = self.cleaned_data["upload"]
        if upload:
            self.taken = pictures.take_in(upload, self.instance.focal)
        return upload


@admin.register(Image)
class ImageAdmin(ModelAdmin):
    form = ImageForm
    change_form_template = "admin/library/image/change_form.html"
    change_list_template = "admin/library/image/change_list.html"
    list_display = ["title"]  # the template shows a grid of cards
    list_filter = [states.StateFilter]
    list_per_page = 48
    sortable_by = ()
    search_fields = ["title", "alt", "credit", "source"]
    search_help_text = _("A word of the title, the description, the credit or the source.")

    class Media:
        css = {"all": ["admin_site/library.css"]}

    # -- the list --

    def get_queryset(self, request):
        found = super().get_queryset(request)
        is_list = request.resolver_match.url_name == "library_image_changelist"
        return states.with_use(found) if is_list else found

    def changelist_view(self, request, extra_context=None):
        page = super().changelist_view(request, extra_context)
        if context := getattr(page, "context_data", None):
            context["cards"] = [card(image) for image in context["cl"].result_list]
        return page

    # -- the form --

    def get_fieldsets(self, request, obj=None):
        about = (None, {"fields": ["title", "alt", "credit"]})
        origin = (_("Where it came from"), {"fields": ["source", "licence", "rights_until"]})
        if obj is None:
            return [(None, {"fields": ["upload"]}), about, origin]
        return [
            (_("Focal point"), {"fields": [("focal_x", "focal_y")], "description": FOCAL}),
            about,
            origin,
            (_("Another file in its place"), {
                "fields": ["upload"], "description": REPLACE, "classes": ["collapse"],
            }),
        ]  # fmt: skip

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj:
            uses, beside = sources.named(obj.usages.all(), request.user)
            context |= {
                "uses": uses, "uses_beside": beside,
                "large": obj.src(1200), "ended": choosing.ended(obj),
                "readiness": states.readiness(obj),
                "twins": [card(image) for image in Image.objects.like(obj)[:TWINS]],
            }  # fmt: skip
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def save_model(self, request, obj, form, change):
        if form.taken:
            obj.keep(form.taken)
        super().save_model(request, obj, form, change)
        if form.taken and (twin := Image.objects.like(obj).first()):
            self.message_user(request, uploading.twin_said(twin), messages.WARNING)

    def get_urls(self):
        ours = [
            path("choose/", self.own(choosing.choose), name="library_image_choose"),
            path("upload/", self.own(uploading.upload), name="library_image_upload"),
            path("<int:object_id>/describe/", self.own(uploading.describe),
                 name="library_image_describe"),
            path("<int:object_id>/state/", self.own(states.state), name="library_image_state"),
        ]  # fmt: skip
        return [*ours, *super().get_urls()]

    def own(self, view):
        """A view of this room that is given this admin, behind the desk's doors."""
        return self.admin_site.admin_view(partial(view, self))


def card(image):
    """What the list shows of a picture."""
    return {
        "image": image,
        "small": image.src(400),
        "address": reverse("admin:library_image_change", args=[image.pk]),
        "notes": states.notes(image),
    }
