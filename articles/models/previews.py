"""Preview: a personal link to a text that is not published. Its openings, and what its person said."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from thinktank.markup.fields import LineField, PlainTextField

USUAL_DAYS, MOST_DAYS = 7, 30
LONGEST_ANSWER = 4000


def make_key():
    return secrets.token_hex(8)


def in_a_week():
    return timezone.now() + timedelta(days=USUAL_DAYS)


class PreviewQuerySet(models.QuerySet):
    def open(self):
        """Neither revoked nor past their day, by the database's clock."""
        return self.filter(revoked_at=None, expires_at__gt=Now())


class Preview(models.Model):
    """For one named person. `revision`: the only text it shows; None: always the newest."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="previews")
    # Signed into the address: a row of the same number in a restored database opens to nobody.
    key = models.CharField(max_length=16, default=make_key, editable=False)
    name = LineField(
        _("name"), max_length=120, help_text=_("Printed across the page that they see.")
    )
    email = models.EmailField(_("e-mail"), blank=True)
    # Without its revision it must not begin to show another one.
    revision = models.ForeignKey("articles.Revision", models.CASCADE, null=True, related_name="+")
    may_answer = models.BooleanField(_("may agree or comment"), default=False)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="previews_given"
    )
    given_by_name = models.CharField(max_length=150)
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(default=in_a_week)
    revoked_at = models.DateTimeField(null=True)

    objects = PreviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("personal link")
        verbose_name_plural = _("personal links")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="preview_answer_needs_email",
                condition=Q(may_answer=False) | ~Q(email=""),
                violation_error_message=_("Whoever is to answer needs an e-mail address."),
            )
        ]

    def __str__(self):
        return self.name

    @property
    def masked_email(self):
        """For the page: whoever has the link by another way learns no address by it."""
        local, _at, host = self.email.rpartition("@")
        return f"{local[:1]}…@{host}"


class PreviewOpening(models.Model):
    preview = models.ForeignKey(Preview, models.CASCADE, related_name="openings")
    at = models.DateTimeField(auto_now_add=True)
    address = models.CharField(max_length=45, blank=True)

    class Meta:
        verbose_name = _("opening of a personal link")
        verbose_name_plural = _("openings of personal links")
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.preview}, {self.at}"


class PreviewAnswer(models.Model):
    """What the person said of one exact text. It counts once the code mailed for it was given back."""

    preview = models.ForeignKey(Preview, models.CASCADE, related_name="answers")
    agreed = models.BooleanField()
    text = PlainTextField(max_length=LONGEST_ANSWER, blank=True)
    text_hash = models.CharField(max_length=64)
    revision = models.ForeignKey("articles.Revision", models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    code_hash = models.CharField(max_length=64)
    tries = models.PositiveSmallIntegerField(default=0)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("answer by a personal link")
        verbose_name_plural = _("answers by personal links")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="preview_comment_has_words",
                condition=Q(agreed=True) | ~Q(text=""),
                violation_error_message=_("Write what you would say."),
            )
        ]

    def __str__(self):
        return self.text[:80]
