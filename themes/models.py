"""Theme: a tree by parent and stored path, so that a branch is one indexed prefix."""

from django.contrib.postgres.indexes import OpClass
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import F, Q
from django.db.models.functions import Concat, Substr
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from themes.signals import tree_changed, tree_changes
from thinktank.addresses.models import Redirect
from thinktank.library.models import Image, Usage
from thinktank.markup import reading, schema
from thinktank.markup.characters import slug_of
from thinktank.markup.fields import LineField, RichTextField

STANCE_WORDS = 150


class ThemeQuerySet(models.QuerySet):
    def branch(self, theme):
        """This theme and every theme beneath it."""
        return self.filter(path__startswith=theme.path)

    def ancestors(self, theme):
        """The themes above this one, the root first."""
        parts = theme.path.rstrip("/").split("/")
        paths = ["/".join(parts[:end]) + "/" for end in range(1, len(parts))]
        return self.filter(path__in=paths).order_by("depth")

    def roots(self):
        return self.filter(parent=None)

    def in_use(self):
        return self.filter(is_retired=False)


class Theme(models.Model):
    name = LineField(_("name"), max_length=100)
    slug = models.SlugField(
        _("address"),
        max_length=100,
        allow_unicode=True,
        blank=True,
        help_text=_("Made from the name. Changing it leaves a redirect behind."),
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("part of"),
        null=True,
        blank=True,
        related_name="children",
    )
    path = models.CharField(max_length=500, unique=True, editable=False)
    depth = models.PositiveSmallIntegerField(editable=False, default=1)
    stance = RichTextField(
        _("our stance"),
        parts=schema.BIOGRAPHY,
        help_text=_(
            "What the institute argues here, in at most 150 words. Large on the theme’s page."
        ),
    )
    stance_reviewed_on = models.DateField(_("stance reviewed on"), null=True, blank=True)
    image = models.ForeignKey(
        Image, models.PROTECT, verbose_name=_("picture"), null=True, blank=True, related_name="+"
    )
    order = models.PositiveSmallIntegerField(_("order"), default=10)
    is_retired = models.BooleanField(
        _("retired"),
        default=False,
        help_text=_("Its page stays; new pieces are not filed here, and menus leave it out."),
    )

    objects = ThemeQuerySet.as_manager()

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["path"]
        indexes = [
            # The prefix query of a branch: LIKE 'path%' needs this operator class.
            models.Index(OpClass("path", name="varchar_pattern_ops"), name="theme_branch_idx"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["parent", "slug"],
                nulls_distinct=False,
                name="theme_slug_once_per_parent",
                violation_error_message=_("There is already a theme with this address here."),
            ),
            models.CheckConstraint(
                name="theme_is_not_its_own_parent",
                condition=~Q(parent=F("pk")),
                violation_error_message=_("A theme cannot be part of itself."),
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        """Keeps the path true, and with it the whole branch and its old addresses."""
        self.slug = self.slug or slug_of(self.name)
        with transaction.atomic():
            old = self._stored_path()
            self.path = f"{self.parent.path if self.parent else ''}{self.slug}/"
            self.depth = self.path.count("/")
            if old and old != self.path:
                tree_changes.send(Theme, path=old)
            super().save(*args, **kwargs)
            if old and old != self.path:
                self._branch_moved(old)
            Usage.objects.record_public(f"theme:{self.pk}", [self.image])

    def get_absolute_url(self):
        return reverse("themes:detail", args=[self.path.rstrip("/")])

    def clean(self):
        if self.parent and self.pk and self.parent.path.startswith(self._stored_path() or " "):
            raise ValidationError(
                {"parent": _("“%s” lies within this theme. Choose one outside it.") % self.parent}
            )
        words = reading.word_count(reading.plain_text(self.stance))
        if words > STANCE_WORDS:
            raise ValidationError(
                {
                    "stance": _("The stance has %(words)d words; at most %(most)d are read.")
                    % {"words": words, "most": STANCE_WORDS}
                }
            )

    def move_to(self, parent):
        """Make this theme part of `parent` (None: a root). Raises ValidationError on a loop."""
        self.parent = parent
        self.full_clean()
        self.save()

    def merge_into(self, other):
        """Everything filed here is filed under `other`; this address leads there; this row goes.

        Raises ValidationError when `other` is this theme or lies within it.
        """
        if other.path.startswith(self.path):
            raise ValidationError(
                _("“%s” is or lies within this theme. Choose one outside it.") % other
            )
        with transaction.atomic():
            tree_changes.send(Theme, path=self.path)
            for child in self.children.all():
                child.move_to(other)
            for relation in self._meta.related_objects:
                if relation.one_to_many and relation.related_model is not Theme:
                    self._hand_over(relation, other)
            old = self.get_absolute_url()
            Usage.objects.filter(source=f"theme:{self.pk}").delete()
            self.delete()
            Redirect.objects.moved(old, other.get_absolute_url())
            tree_changed.send(Theme, theme=other)

    def _hand_over(self, relation, other):
        """Rows that point here point to `other`; one that `other` has already is dropped."""
        name = relation.field.name
        for row in relation.related_model._base_manager.filter(**{name: self}):
            try:
                with transaction.atomic():
                    relation.related_model._base_manager.filter(pk=row.pk).update(**{name: other})
            except IntegrityError:
                row.delete()

    def _stored_path(self):
        if not self.pk:
            return None
        return Theme.objects.filter(pk=self.pk).values_list("path", flat=True).first()

    def _branch_moved(self, old):
        below = Theme.objects.filter(path__startswith=old).exclude(pk=self.pk)
        below.update(
            path=Concat(models.Value(self.path), Substr("path", len(old) + 1)),
            depth=F("depth") + self.path.count("/") - old.count("/"),
        )
        for theme in Theme.objects.branch(self):
            was = old + theme.path.removeprefix(self.path)
            Redirect.objects.moved(
                reverse("themes:detail", args=[was.rstrip("/")]), theme.get_absolute_url()
            )
        tree_changed.send(Theme, theme=self)


def tree(themes):
    """Themes as a list of roots, each with `below`: its children in their order. One query."""
    themes = sorted(themes, key=lambda theme: (theme.depth, theme.order, theme.name))
    by_id = {theme.pk: theme for theme in themes}
    roots = []
    for theme in themes:
        theme.below = []
        above = by_id.get(theme.parent_id)
        (above.below if above else roots).append(theme)
    return roots
