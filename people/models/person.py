"""Person: one who writes, once for all, with or without a log-in."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.models.appointments import joined_titles
from people.models.directory import Expertise, Group
from people.models.queryset import PersonQuerySet
from themes.models import Theme
from thinktank import languages
from thinktank.addresses.models import Redirect
from thinktank.library.models import Image, Usage
from thinktank.markup import reading, schema
from thinktank.markup.characters import slug_of
from thinktank.markup.fields import LineField, PlainTextField, RichTextField

SHORT_BIOGRAPHY_WORDS = 60


class Person(models.Model):
    class Standing(models.TextChoices):
        STAFF = "staff", _("Staff")
        VISITING = "visiting", _("Visiting")
        NON_RESIDENT = "non_resident", _("Non-resident")
        ALUMNUS = "alumnus", _("Former staff")
        GUEST = "guest", _("Guest")

    name = LineField(
        _("name"),
        max_length=120,
        help_text=_("As the person writes it, without Dr, Ms or rank."),
    )
    honorific = LineField(
        _("honorific"),
        max_length=60,
        blank=True,
        help_text=_("Dr, Ms, Ambassador (Retd), Brigadier (Retd) Dr"),
    )
    sort_name = LineField(
        _("name for sorting"),
        max_length=120,
        blank=True,
        help_text=_(
            "Under which letter the person is looked for: Khandwari, Syed Raafe. Made from the names below when empty."
        ),
    )
    given_name = LineField(
        _("given name"), max_length=80, blank=True, help_text=_("For citations.")
    )
    family_name = LineField(
        _("family name"),
        max_length=80,
        blank=True,
        help_text=_("For citations. Empty for somebody with a single name."),
    )
    suffix = LineField(_("suffix"), max_length=20, blank=True, help_text=_("Jr, III"))
    native_name = LineField(_("name in another script"), max_length=120, blank=True)
    former_names = LineField(
        _("former names"),
        max_length=200,
        blank=True,
        help_text=_("Found by search; not printed. Separate by commas."),
    )
    is_organisation = models.BooleanField(
        _("an organisation"), default=False, help_text=_("A body that signs as author.")
    )
    slug = models.SlugField(
        _("address"),
        max_length=120,
        unique=True,
        allow_unicode=True,
        blank=True,
        help_text=_("Made from the name. Changing it leaves a redirect behind."),
    )
    photo = models.ForeignKey(
        Image, models.PROTECT, verbose_name=_("photo"), null=True, blank=True, related_name="+"
    )
    short_bio = PlainTextField(
        _("short biography"),
        blank=True,
        help_text=_("Printed under the person’s pieces: at most 60 words, in the third person."),
    )
    long_bio = RichTextField(
        _("biography"), parts=schema.BIOGRAPHY, help_text=_("For the person’s own page.")
    )
    standing = models.CharField(
        _("standing"), max_length=12, choices=Standing, default=Standing.STAFF
    )
    group = models.ForeignKey(
        Group,
        models.SET_NULL,
        verbose_name=_("group of the directory"),
        null=True,
        blank=True,
        related_name="people",
    )
    rank = models.PositiveSmallIntegerField(
        _("rank"), default=100, help_text=_("Order within the group: lower comes first.")
    )
    languages = ArrayField(
        models.CharField(max_length=5, choices=languages.CHOICES),
        verbose_name=_("languages"),
        default=list,
        blank=True,
    )
    expertise = models.ManyToManyField(
        Expertise, verbose_name=_("expertise"), blank=True, related_name="people"
    )
    leads_on = models.ManyToManyField(Theme, through="people.ThemeLead", related_name="lead_people")
    speaks_to_press = models.BooleanField(
        _("speaks to the press"), default=False, help_text=_("Listed for journalists.")
    )
    public_email = models.EmailField(_("public e-mail"), blank=True)
    office_email = models.EmailField(
        _("office e-mail"), blank=True, help_text=_("For colleagues only; never shown to readers.")
    )
    office_phone = LineField(
        _("office telephone"), max_length=40, blank=True, help_text=_("For colleagues only.")
    )
    interests = PlainTextField(
        _("interests to declare"),
        blank=True,
        max_length=600,
        help_text=_("The yearly declaration. New pieces begin with it; “none” is an answer."),
    )
    bio_reviewed_on = models.DateField(_("biography reviewed on"), null=True, blank=True)
    public_from = models.DateTimeField(editable=False, null=True, db_index=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("log-in"),
        null=True,
        blank=True,
        related_name="person",
        help_text=_("With it, this person keeps this page current."),
    )

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["sort_name", "pk"]
        indexes = [
            models.Index(
                fields=["standing", "group", "rank", "sort_name"], name="person_directory_idx"
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="person_has_a_name",
                condition=~Q(name=""),
                violation_error_message=_("Give the person’s name."),
            )
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.sort_name = self.sort_name or self._made_sort_name()
        self.slug = self.slug or self._free_slug()
        if self.public_from is None and self.standing != self.Standing.GUEST:
            self.public_from = timezone.now()
        old = self.pk and Person.objects.filter(pk=self.pk).values_list("slug", flat=True).first()
        super().save(*args, **kwargs)
        if old and old != self.slug:
            Redirect.objects.moved(reverse("people:detail", args=[old]), self.get_absolute_url())
        self.record_usage()

    def get_absolute_url(self):
        return reverse("people:detail", args=[self.slug])

    def clean(self):
        words = reading.word_count(self.short_bio)
        if words > SHORT_BIOGRAPHY_WORDS:
            raise ValidationError(
                {
                    "short_bio": _("This has %(words)d words; at most %(most)d fit under a piece.")
                    % {"words": words, "most": SHORT_BIOGRAPHY_WORDS}
                }
            )

    def record_usage(self):
        """Say who may see the photo: everybody, from when the page is public."""
        Usage.objects.record(f"person:{self.pk}", [self.photo], public_from=self.public_from)

    @property
    def has_page(self):
        """Whether a link to the person's page leads anywhere: a guest of drafts alone has none."""
        return self.public_from is not None and self.public_from <= timezone.now()

    @property
    def full_name(self):
        """With the honorific before it: Dr Zarmeen Keenjhari."""
        return f"{self.honorific} {self.name}".strip()

    @property
    def initials(self):
        """Two letters for the place of a missing photo."""
        words = [word for word in self.name.replace("-", " ").split() if word[0].isalpha()]
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()

    @property
    def language_names(self):
        return [languages.NAMES[code] for code in self.languages if code in languages.NAMES]

    def posts_on(self, day):
        """The appointments valid on this day, the primary one first."""
        if "appointments" in getattr(self, "_prefetched_objects_cache", {}):
            return [post for post in self.appointments.all() if post.is_valid_on(day)]
        return list(self.appointments.valid_on(day))

    @property
    def post(self):
        """Today's posts as one line: Research Officer & Associate Editor, Qanat Review."""
        return joined_titles(self.posts_today, outside=True)

    @property
    def posts_today(self):
        """As for_cards() fetched them, else asked for."""
        posts = getattr(self, "posts_now", None)
        return self.posts_on(timezone.localdate()) if posts is None else posts

    def _made_sort_name(self):
        if self.family_name and self.given_name:
            return f"{self.family_name}, {self.given_name}"
        return self.name

    def _free_slug(self):
        base, number = slug_of(self.name) or "person", 2
        slug = base
        while Person.objects.filter(slug=slug).exclude(pk=self.pk).exists():
            slug, number = f"{base}-{number}", number + 1
        return slug
