"""The field of every form that takes a picture: what is chosen, shown, and a way to choose another."""

from django import forms
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from thinktank import modeladmin
from thinktank.library.admin.choosing import choosable, ended
from thinktank.library.models import Image


class PictureInput(forms.TextInput):
    """The picture's number, which scripts hide behind the picture itself and two buttons."""

    template_name = "admin/library/picture_input.html"
    use_fieldset = True

    class Media:
        css = {"all": ["admin_site/library.css"]}

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        picture = _numbered(context["widget"]["value"])
        if picture:
            context |= {"small": picture.src(400), "ended": ended(picture)}
        return context | {"picture": picture}

    def render(self, name, value, attrs=None, renderer=None):
        return render_to_string(self.template_name, self.get_context(name, value, attrs))


class PictureField(forms.ModelChoiceField):
    widget = PictureInput
    default_error_messages = {
        "invalid_choice": _("This picture is not in the library. Choose another."),
    }


def picked_by(request):
    """How a form's picture is picked by this log-in: who may see none leaves it as it is."""
    may = request.user.has_perm("library.view_image")
    pictures = choosable(request.user) if may else Image.objects.all()
    return {
        "form_class": PictureField,
        "widget": PictureInput,
        "queryset": pictures,
        "disabled": not may,
    }


def _numbered(value):
    return Image.objects.filter(pk=value).first() if value and str(value).isdecimal() else None


modeladmin.PICKERS["library.Image"] = picked_by
