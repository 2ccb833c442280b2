"""Form fields of our own: a list typed one a line, and tags chosen or typed."""

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteMixin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from articles.models import Tagged
from thinktank.markup.characters import one_line, slug_of


class LinesField(forms.CharField):
    """A list of lines, each with at most `longest` characters."""

    widget = forms.Textarea(attrs={"rows": 5})

    def __init__(self, *args, longest=240, **kwargs):
        super().__init__(*args, **kwargs)
        self.longest = longest

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def has_changed(self, initial, data):
        return [line.strip() for line in (data or "").splitlines() if line.strip()] != (
            initial or []
        )

    def clean(self, value):
        lines = [line.strip() for line in super().clean(value).splitlines()]
        for line in lines:
            one_line(line)
            if len(line) > self.longest:
                raise ValidationError(
                    _("“%(start)s…” has %(length)d characters; at most %(most)d fit on a line.")
                    % {"start": line[:40], "length": len(line), "most": self.longest}
                )
        return [line for line in lines if line]


class TagWords(AutocompleteMixin, forms.SelectMultiple):
    """Words from the vocabulary as one types, or new ones (see static/admin_site/picking.js)."""

    def __init__(self):
        super().__init__(Tagged._meta.get_field("tag"), admin.site)
        forms.SelectMultiple.__init__(self)

    def build_attrs(self, base_attrs, extra_attrs=None):
        attrs = super().build_attrs(base_attrs, extra_attrs)
        return attrs | {"class": f"{attrs['class']} accepts-new-words", "data-tags": "true"}

    def optgroups(self, name, value, attrs=None):
        options = (
            self.create_option(name, word, word, selected=True, index=index)
            for index, word in enumerate(value)
        )
        return [(None, list(options), 0)]


class TagsField(forms.Field):
    """A list of words; each becomes a tag, an existing one where the spelling differs by case."""

    widget = TagWords
    longest = 100

    def prepare_value(self, value):
        return [str(word) for word in value or []]

    def to_python(self, value):
        words = {}
        for word in value or []:
            word = " ".join(str(word).replace(",", " ").split())
            if word:
                words.setdefault(word.casefold(), word)
        return list(words.values())

    def validate(self, value):
        super().validate(value)
        for word in value:
            one_line(word)
            if not slug_of(word):
                raise ValidationError(
                    _("The tag “%s” has no letter or figure, so it can have no page. Use a word.")
                    % word
                )
            if len(word) > self.longest:
                raise ValidationError(
                    _("The tag “%(start)s…” is longer than %(most)d characters.")
                    % {"start": word[:40], "most": self.longest}
                )

    def has_changed(self, initial, data):
        return sorted(self.prepare_value(initial)) != sorted(self.to_python(data))
