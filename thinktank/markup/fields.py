"""Model fields that keep the rules of text on every write path."""

from django.db import models
from django_prose_editor.fields import ProseEditorField

from thinktank.markup import characters, schema
from thinktank.markup.cleaning import clean
from thinktank.markup.structure import settle
from thinktank.markup.widgets import WritingWidget


class RichTextField(ProseEditorField):
    """Rich text. Whatever is written (form, script, import, update()) is cleaned first."""

    def __init__(self, *args, parts=schema.BODY, **kwargs):
        self.parts = parts
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        kwargs.setdefault("extensions", schema.extensions(parts))
        super().__init__(*args, sanitize=self.cleaned, preset="writing", **kwargs)

    def formfield(self, **kwargs):
        """The admin would put its own editor here."""
        return super().formfield(**(kwargs | {"widget": WritingWidget}))

    def cleaned(self, html):
        cleaned = clean(html, self.parts)
        if schema.PARAGRAPHS not in self.parts:
            return cleaned
        return clean(settle(cleaned), self.parts)

    def pre_save(self, instance, add):
        cleaned = self.cleaned(super().pre_save(instance, add) or "")
        setattr(instance, self.attname, cleaned)
        return cleaned

    def get_db_prep_save(self, value, connection):
        """The last gate: queryset.update() reaches only this one."""
        value = self.cleaned(value) if isinstance(value, str) else value
        return super().get_db_prep_save(value, connection)


class Seen:
    """A form refuses hidden characters; what comes by another way is stored without them."""

    def pre_save(self, instance, add):
        value = super().pre_save(instance, add)
        if isinstance(value, str):
            value = characters.HIDDEN.sub("", value)
            setattr(instance, self.attname, value)
        return value

    def get_db_prep_save(self, value, connection):
        """The last gate here, too: a feed with a control character would be no XML."""
        value = characters.HIDDEN.sub("", value) if isinstance(value, str) else value
        return super().get_db_prep_save(value, connection)


class LineField(Seen, models.CharField):
    """One line of plain text: a title, a name."""

    default_validators = [characters.one_line]

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


class PlainTextField(Seen, models.TextField):
    """Plain text of several lines."""

    default_validators = [characters.no_hidden_characters]

    def to_python(self, value):
        """Browsers end lines by two characters (WHATWG HTML, 4.10.22.4), which is one line's end."""
        value = super().to_python(value)
        return value.replace("\r\n", "\n") if isinstance(value, str) else value

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs
