"""Images: taken in by the library's own rules, shown before they are used."""

from django import forms
from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from thinktank.library import pictures
from thinktank.library.admin.uploads import TakesFiles
from thinktank.library.models import Image
from thinktank.modeladmin import ModelAdmin


def preview(image, width=400):
    """The picture itself, small; nothing where there is none yet."""
    if not image or not image.pk:
        return "–"
    return format_html(
        '<img class="preview" src="{}" alt="{}" data-focal-preview>', image.src(width), image.alt
    )


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
        if self.instance.pk and "upload" in self.fields:
            self.fields["upload"].required = False
            self.fields["upload"].label = _("Another file in its place")

    def clean_upload(self):
        upload = self.cleaned_data["upload"]
        if upload:
            pictures.take_in(upload)
        return upload


@admin.register(Image)
class ImageAdmin(TakesFiles, ModelAdmin):
    form = ImageForm
    list_display = ["small", "title", "alt", "credit", "rights_until", "created"]
    list_display_links = ["small", "title"]
    search_fields = ["title", "alt", "credit", "source"]
    readonly_fields = ["picture"]
    fieldsets = [
        (None, {"fields": ["picture", "upload", "title", "alt", "credit"]}),
        (_("Where it came from"), {"fields": ["source", "licence", "rights_until"]}),
        (_("Focal point"), {
            "fields": [("focal_x", "focal_y")],
            "description": _("Click on the picture above where the eye should rest: it stays in "
                             "view when the picture is cut."),
        }),
    ]  # fmt: skip

    @admin.display(description=_("picture"))
    def picture(self, image):
        return preview(image, 800)

    @admin.display(description="")
    def small(self, image):
        return preview(image)
