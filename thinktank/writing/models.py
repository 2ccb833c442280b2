"""What people have typed into forms and not saved, and who has which form open now.

Neither is part of any record: nothing here enters a history or changes what a form is about.
"""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from thinktank.writing import names

KEPT_FOR = timedelta(days=30)
MOST_KEPT = 100  # of one person: then the oldest goes
GONE_AFTER = timedelta(seconds=60)  # without a sign, somebody has left
NEVER_KEPT = ("csrfmiddlewaretoken", "version", "opening")
SECRET = ("password", "secret", "token")
TITLES = ("title", "name", "username")


class UnsavedQuerySet(models.QuerySet):
    def of(self, user):
        """All that this person has typed and not saved, the newest first."""
        return self.filter(user=user).order_by("-at", "-pk")

    def in_form(self, user, form, *, besides):
        """What the person typed into this form when it was open before; not what is on the screen.

        An empty form offers what was typed into any empty form of its kind.
        """
        begun = form.partition(":new")
        named = {"form__startswith": f"{begun[0]}:new"} if begun[1] else {"form": form}
        return self.of(user).filter(**named).exclude(opening=besides)

    def keep(self, *, user, form, opening, typed, at=None):
        """Keep what a form holds: {name: [values]}. One row for each time that a form was opened, so
        that two windows, or a text left behind and a new one, do not overwrite each other.
        """
        facts = {
            "form": form,
            "version": typed.get("version", [""])[-1][:100],
            "data": without_secrets(typed),
            "at": at or timezone.now(),
        }
        kept, made = self.update_or_create(user=user, opening=opening, defaults=facts)
        if made:
            oldest = self.of(user)[MOST_KEPT:]
            self.filter(pk__in=[each.pk for each in oldest]).delete()
        return kept

    def saved(self, user, opening):
        """What was typed there stands in the record now."""
        if opening:
            self.filter(user=user, opening=opening).delete()


def without_secrets(typed):
    """What may be kept of a form: no password, no button, no key of the session."""
    return {
        name: [value.replace("\0", "") for value in values]
        for name, values in typed.items()
        if name not in NEVER_KEPT
        and not name.startswith("_")
        and "__prefix__" not in name  # the pattern of a new row
        and not any(word in name.lower() for word in SECRET)
    }


class Unsaved(models.Model):
    """What one person has typed into one form and not saved."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="unsaved")
    form = models.CharField(max_length=200)  # places.py: "people.person:12", "articles.article:new"
    opening = models.CharField(max_length=40)  # which time that a form was opened
    version = models.CharField(max_length=100, blank=True)  # of the record, when it was opened
    data = models.JSONField()
    at = models.DateTimeField()

    objects = UnsavedQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("unsaved text"), _("unsaved texts")
        constraints = [
            models.UniqueConstraint("user", "opening", name="unsaved_once_an_opening"),
        ]
        indexes = [models.Index("user", "form", name="unsaved_by_form")]

    def __str__(self):
        words = next((self.data[name][0] for name in TITLES if any(self.data.get(name, []))), "")
        return Truncator(words or _("Without a title")).chars(80)


class PresentQuerySet(models.QuerySet):
    def seen(self, user, form, *, at=None):
        """The person has this form open now."""
        now = at or timezone.now()
        begun, made = self.get_or_create(
            user=user, form=form, defaults={"since": now, "seen_at": now}
        )
        if not made:
            if begun.seen_at < now - GONE_AFTER:
                begun.since = now
            begun.seen_at = now
            begun.save(update_fields=["since", "seen_at"])

    def left(self, user, form):
        self.filter(user=user, form=form).delete()

    def others(self, user, form, *, at=None):
        """Whoever else has it open now, who came first before the others."""
        fresh = self.filter(form=form, seen_at__gte=(at or timezone.now()) - GONE_AFTER)
        return fresh.exclude(user=user).select_related("user").order_by("since", "pk")


class Present(models.Model):
    """Somebody has a form open and has given a sign of it at `seen_at`."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="present")
    form = models.CharField(max_length=200)
    since = models.DateTimeField()
    seen_at = models.DateTimeField()

    objects = PresentQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("form", "user", name="present_once_a_form")]

    def __str__(self):
        return f"{names.name_of(self.user)}: {self.form}"


def forget_old(at=None):
    """What nobody put back for a month goes, and so do the traces of those who left. Safe to repeat."""
    now = at or timezone.now()
    Unsaved.objects.filter(at__lt=now - KEPT_FOR).delete()
    Present.objects.filter(seen_at__lt=now - GONE_AFTER).delete()
