"""Entry: one thing that somebody did. It holds words and numbers only, so whatever it names may go."""

from django.contrib.postgres.indexes import OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now, Upper
from django.utils.translation import gettext_lazy as _


class Event(models.TextChoices):
    """What an entry can tell of. A new one is a line here, and one in sentences.py if it has its own."""

    LOGIN = "login", _("Logged in")
    LOGIN_FAILED = "login_failed", _("Log-in failed")
    LOGOUT = "logout", _("Logged out")
    PASSWORD = "password", _("Password set")
    PERMISSION = "permission", _("Permissions changed")
    SETTINGS = "settings", _("Settings changed")
    STEP = "step", _("Step taken")
    ADD = "add", _("Added")
    SAVE = "save", _("Saved")
    DELETE = "delete", _("Deleted")
    REFUSED = "refused", _("Refused")
    EXPORT = "export", _("Log downloaded")
    LINK_GIVEN = "link_given", _("Personal link given")
    LINK_REVOKED = "link_revoked", _("Personal link revoked")
    ANSWERED = "answered", _("Answered by a personal link")
    HANDED_OVER = "handed_over", _("Work handed over")


def events():
    """The choices of the column. Called, not named, so that a new event needs no migration."""
    return Event.choices


class EntryQuerySet(models.QuerySet):
    def waiting(self):
        """Committed, and not yet in the chain: for a moment after each entry, no longer."""
        return self.filter(hash=None)

    def chained(self):
        """In the order of the chain."""
        return self.filter(number__isnull=False).order_by("number")

    def about(self, label, pk):
        return self.filter(subject_model=label, subject_pk=pk)


class Entry(models.Model):
    at = models.DateTimeField(_("when"), db_default=Now(), editable=False)
    event = models.CharField(_("what happened"), max_length=20, choices=events)
    # No foreign key: the entry outlives the log-in.
    actor = models.BigIntegerField(_("number of the log-in"), null=True)
    actor_name = models.CharField(_("who"), max_length=150, blank=True)
    address = models.CharField(_("from where"), max_length=45, blank=True)
    subject_model = models.CharField(_("kind"), max_length=100, blank=True)
    subject_pk = models.CharField(_("its number"), max_length=64, blank=True)
    subject_name = models.CharField(_("its name"), max_length=200, blank=True)
    detail = models.JSONField(_("details"), default=dict)
    # The chain, written once, right after the entry is committed (chain.py).
    number = models.BigIntegerField(_("place in the chain"), null=True, unique=True)
    previous = models.CharField(_("seal of the one before"), max_length=64, null=True)  # noqa: DJ001
    hash = models.CharField(_("seal"), max_length=64, null=True)  # noqa: DJ001

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("log entry")
        verbose_name_plural = _("log")
        default_permissions = ["view"]
        constraints = [
            models.UniqueConstraint(fields=["previous"], name="audit_chain_does_not_fork"),
            models.CheckConstraint(
                name="audit_chained_wholly_or_not",
                condition=Q(number=None, previous=None, hash=None)
                | Q(number__isnull=False, previous__isnull=False, hash__isnull=False),
            ),
        ]
        # Lists go by (at, id), newest first: a range of days is a range of each of these.
        indexes = [
            models.Index(fields=["-at", "-id"], name="audit_newest_idx"),
            models.Index(fields=["event", "-at", "-id"], name="audit_by_event_idx"),
            models.Index(fields=["actor", "-at", "-id"], name="audit_by_actor_idx"),
            models.Index(
                fields=["subject_model", "subject_pk", "-at", "-id"], name="audit_by_subject_idx"
            ),
            models.Index(
                OpClass(Upper("actor_name"), "text_pattern_ops"), name="audit_actor_name_idx"
            ),
            models.Index(
                OpClass(Upper("subject_name"), "text_pattern_ops"), name="audit_subject_name_idx"
            ),
            models.Index(fields=["id"], name="audit_waiting_idx", condition=Q(hash=None)),
        ]

    def __str__(self):
        return f"{self.get_event_display()}: {self.subject_name or self.actor_name}"
