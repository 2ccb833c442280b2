"""Plain fields hold text: no control characters, no marks that turn the order of letters."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

# C0 and C1 controls, and the bidirectional embeddings and overrides of Unicode UAX #9;
# the isolates and the directional marks stay: Urdu beside Latin needs them.
HIDDEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
# The same for rich text, whose white space is HTML's; and halves of surrogate pairs, which no
# database takes.
NOT_TEXT = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\ufeff\ufffe\uffff\ud800-\udfff]"
)
LINE_BREAKS = re.compile(r"[\n\u2028\u2029]")


def no_hidden_characters(value):
    """Validator: refuses characters that a reader cannot see."""
    if found := HIDDEN.search(value):
        raise ValidationError(
            _("There is an invisible control character (%(code)s). Delete it and type anew."),
            params={"code": f"U+{ord(found.group()):04X}"},
            code="hidden_character",
        )


def one_line(value):
    """Validator for titles and names: no hidden characters and no line break."""
    no_hidden_characters(value)
    if LINE_BREAKS.search(value):
        raise ValidationError(_("This must stand on one line."), code="line_break")


def slug_of(text, longest=80):
    """An address word of this text in any script, cut at a word: "Old Doctrine" → old-doctrine."""
    slug = slugify(unicodedata.normalize("NFC", text), allow_unicode=True)
    if len(slug) <= longest:
        return slug
    return slug[: longest + 1].rsplit("-", 1)[0][:longest]
