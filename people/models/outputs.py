"""Output: what appeared elsewhere, under its own title and address."""

from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from themes.models import Theme
from thinktank.markup.fields import LineField


class Output(models.Model):
    class Kind(models.TextChoices):
        ARTICLE = "article", _("Article")
        BOOK = "book", _("Book")
        CHAPTER = "chapter", _("Chapter")
        INTERVIEW = "interview", _("Interview")
        MENTION = "mention", _("In the media")
        PODCAST = "podcast", _("Podcast")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.ARTICLE)
    title = LineField(_("title"), max_length=300)
    outlet = LineField(_("outlet or publisher"), max_length=160)
    url = models.URLField(
        _("address"),
        max_length=600,
        blank=True,
        validators=[URLValidator(schemes=["https", "http"])],
    )
    date = models.DateField(_("date"))
    language = models.CharField(_("language"), max_length=12, default="en")
    isbn = LineField("ISBN", max_length=20, blank=True)
    people = models.ManyToManyField(
        "people.Person", verbose_name=_("people"), related_name="outputs"
    )
    themes = models.ManyToManyField(
        Theme, verbose_name=_("themes"), blank=True, related_name="outputs"
    )

    class Meta:
        verbose_name = _("publication elsewhere")
        verbose_name_plural = _("publications elsewhere")
        ordering = ["-date", "-pk"]

    def __str__(self):
        return self.title
