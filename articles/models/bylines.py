"""Byline: who made a piece, in which role, in which capacity at the time."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.models import Person
from people.models.appointments import joined_titles
from thinktank.markup.fields import LineField, PlainTextField

FROZEN = (
    "name", "given_name", "family_name", "suffix", "native_name", "honorific", "post",
    "affiliation", "blurb",
)  # fmt: skip


class Byline(models.Model):
    class Role(models.TextChoices):
        AUTHOR = "author", _("Author")
        EDITOR = "editor", _("Editor")
        TRANSLATOR = "translator", _("Translator")
        INTERVIEWER = "interviewer", _("Interviewer")
        RESEARCH = "research", _("With research by")
        HOST = "host", _("Host")
        GUEST = "guest", _("Guest")

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="bylines")
    person = models.ForeignKey(
        Person, models.PROTECT, verbose_name=_("person"), related_name="bylines"
    )
    role = models.CharField(_("role"), max_length=12, choices=Role, default=Role.AUTHOR)
    position = models.PositiveSmallIntegerField(_("order"), default=10)

    # Empty until frozen: then as printed with the piece, whatever becomes of the person.
    name = LineField(_("name as printed"), max_length=120, blank=True)
    given_name = LineField(_("given name"), max_length=80, blank=True)
    family_name = LineField(_("family name"), max_length=80, blank=True)
    suffix = LineField(_("suffix"), max_length=20, blank=True)
    native_name = LineField(_("name in another script"), max_length=120, blank=True)
    honorific = LineField(_("honorific"), max_length=60, blank=True)
    post = LineField(_("post"), max_length=300, blank=True)
    affiliation = LineField(_("affiliation"), max_length=200, blank=True)
    blurb = PlainTextField(_("biography under the piece"), blank=True)
    frozen_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("byline")
        verbose_name_plural = _("who wrote it")
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["person", "article"], name="byline_by_person_idx")]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "person", "role"],
                name="byline_once_per_role",
                violation_error_message=_("This person has this role already."),
            ),
            models.CheckConstraint(
                name="byline_frozen_has_name",
                condition=Q(frozen_at=None) | ~Q(name=""),
                violation_error_message=_("A byline needs the name as printed."),
            ),
        ]

    def __str__(self):
        return self.printed_name

    @property
    def printed_name(self):
        return self.name or self.person.name

    @property
    def is_maker(self):
        """Counts as an author for citations and metadata."""
        return self.role in (self.Role.AUTHOR, self.Role.HOST, self.Role.INTERVIEWER)

    @property
    def post_now(self):
        """Today's posts of the person, where they are no longer those printed; else ""."""
        today = _capacity(self.person.posts_today)
        printed = {"post": self.post, "affiliation": self.affiliation}
        return self.person.post if self.frozen_at and today != printed else ""

    def facts(self, day):
        """{field: value} of what would be frozen for a piece that appears on this day."""
        return {
            **{name: getattr(self.person, name) for name in FROZEN if hasattr(self.person, name)},
            **_capacity(self.person.posts_on(day)),
            "blurb": self.person.short_bio,
        }

    def as_printed(self, day):
        """{field: value} of all that FROZEN names: written down already, or as it would be."""
        facts = {} if self.frozen_at else self.facts(day)
        return {name: facts.get(name, getattr(self, name)) for name in FROZEN}

    def freeze(self, day):
        """Write down the capacity of this day. What is frozen already stays."""
        if self.frozen_at:
            return
        for name, value in self.facts(day).items():
            setattr(self, name, value)
        self.frozen_at = timezone.now()
        self.save()

    def thaw(self):
        """Back to the living record: the text goes back to be written."""
        for name in FROZEN:
            setattr(self, name, "")
        self.frozen_at = None
        self.save()


def _capacity(posts):
    """{"post", "affiliation"} by these appointments: the institute's own first, then the other's."""
    outside = [post.institution for post in posts if post.institution]
    return {
        "post": joined_titles([post for post in posts if not post.institution] or posts),
        "affiliation": outside[0] if outside else "",
    }
