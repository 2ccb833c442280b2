"""Link: where else a person is found. The kind's table gives label and address."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from thinktank.markup.fields import LineField

# kind: (label, address with the value in it, what a value looks like). An empty address means
# that the value itself is one.
KINDS = {
    "orcid": ("ORCID", "https://orcid.org/{}", r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]"),
    "x": ("X", "https://x.com/{}", r"\w{1,15}"),
    "linkedin": ("LinkedIn", "https://www.linkedin.com/in/{}", r"[\w%-]{3,100}"),
    "scholar": ("Google Scholar", "https://scholar.google.com/citations?user={}", r"[\w-]{12}"),
    "bluesky": ("Bluesky", "https://bsky.app/profile/{}", r"[\w.-]+\.[a-z]{2,}"),
    "mastodon": ("Mastodon", "", ""),
    "researchgate": ("ResearchGate", "https://www.researchgate.net/profile/{}", r"[\w-]{3,100}"),
    "website": (_("Website"), "", ""),
}
EXAMPLES = {
    "orcid": "0000-0002-1825-0097",
    "x": "@name",
    "linkedin": "name-surname",
    "scholar": "AbCdEfGhIjKl",
    "bluesky": "name.bsky.social",
    "researchgate": "Name-Surname",
}


class Link(models.Model):
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="links")
    kind = models.CharField(
        _("kind"), max_length=12, choices=[(kind, row[0]) for kind, row in KINDS.items()]
    )
    value = LineField(
        _("name or address"),
        max_length=300,
        help_text=_("The name there (@name), the ORCID, or the whole address (https://…)."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=10)

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind", "value"],
                name="link_once_per_person",
                violation_error_message=_("This link is there already."),
            )
        ]

    def __str__(self):
        return str(self.get_kind_display())

    @property
    def url(self):
        address = KINDS[self.kind][1]
        return address.format(self.value) if address else self.value

    def clean(self):
        _label, address, form = KINDS.get(self.kind, ("", "", ""))
        self.value = self.value.strip()
        if not address:
            _check_address(self.value)
            return
        self.value = _bare(self.value, address)
        if not re.fullmatch(form, self.value):
            raise ValidationError(
                {
                    "value": _(
                        "“%(value)s” is not a name on %(kind)s. Wanted: something like %(example)s."
                    )
                    % {"value": self.value, "kind": self, "example": EXAMPLES[self.kind]}
                }
            )
        if self.kind == "orcid" and check_digit(self.value) != self.value[-1]:
            raise ValidationError(
                {
                    "value": _(
                        "This ORCID has a typing error: its last character does not fit the rest."
                    )
                }
            )


def check_digit(orcid):
    """The last character of an ORCID by ISO 7064 MOD 11-2 (ORCID, "Structure of the identifier")."""
    total = 0
    for digit in orcid.replace("-", "")[:15]:
        total = (total + int(digit)) * 2
    rest = (12 - total % 11) % 11
    return "X" if rest == 10 else str(rest)


def _bare(value, address):
    """The name alone, from “@name” or from a whole pasted address."""
    host_and_path = address.split("://")[1].split("{}")[0].removeprefix("www.")
    value = re.sub(rf"^(https?://)?(www\.)?{re.escape(host_and_path)}", "", value)
    return value.lstrip("@").rstrip("/")


def _check_address(value):
    try:
        URLValidator(schemes=["https"])(value)
    except ValidationError:
        raise ValidationError(
            {"value": _("Give the whole address, beginning with https://.")}
        ) from None
