"""Notice: what one log-in is told. Preference: how often that log-in wants mail."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from thinktank.markup.fields import LineField

KEPT = timedelta(days=90)  # notices quote drafts: they are not kept for ever


class How(models.TextChoices):
    AT_ONCE = "at_once", _("At once: a mail for each thing that happens")
    DAILY = "daily", _("Once a day: one mail with all of it, in the morning")


class Preference(models.Model):
    """Without a row a log-in is told at once."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="mail_preference"
    )
    how = models.CharField(_("mails to you"), max_length=8, choices=How, default=How.AT_ONCE)
    # When the last mail of the day was ordered: the next one is not before another morning.
    digest_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("mail preference")
        verbose_name_plural = _("mail preferences")

    def __str__(self):
        return self.get_how_display()


class NoticeQuerySet(models.QuerySet):
    def to_send(self):
        """Not mailed yet, to somebody who can still be reached."""
        return self.filter(sent_at=None, user__is_active=True).exclude(user__email="")

    def locked(self):
        """With the user, held for this transaction; what another one holds is left out."""
        return self.select_related("user").select_for_update(of=("self",), skip_locked=True)

    def sent(self, how):
        """They are mailed. To be said in the transaction that sent them."""
        self.update(sent_at=timezone.now(), sent_how=how)

    def throw_away_old(self, now=None):
        """Delete what is past keeping."""
        self.filter(at__lt=(now or timezone.now()) - KEPT).delete()


class Notice(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=40)
    subject = LineField(max_length=250)
    lines = models.JSONField(default=list)
    path = models.CharField(max_length=300, blank=True)
    about = models.CharField(max_length=80, blank=True)  # "article:12"
    at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_how = models.CharField(max_length=8, choices=How, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["user", "-at"], name="notice_of_user_idx"),
            models.Index(fields=["at"], condition=Q(sent_at=None), name="notice_unsent_idx"),
            models.Index(fields=["about"], name="notice_about_idx"),
        ]

    def __str__(self):
        return self.subject
