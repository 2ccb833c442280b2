"""What happens in the house, as entries of the log. thinktank/hooks.py says what calls these."""

from django.contrib.admin.models import ADDITION, DELETION
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission

from thinktank.audit.models import Event
from thinktank.audit.writing import Subject, record
from thinktank.site.models import Institute

User = get_user_model()
LONGEST_TYPED_NAME = 60
FLAGS = ("is_active", "is_staff", "is_superuser")
# The two ends of each relation that gives rights: of the row it is called on, and of the other.
GRANTS = {
    User.groups.through: ("groups", "user_set"),
    User.user_permissions.through: ("user_permissions", "user_set"),
    Group.permissions.through: ("permissions", "group_set"),
}
AT_DESK = {ADDITION: Event.ADD, DELETION: Event.DELETE}


def logged_in(user, **_unused):
    record(Event.LOGIN, by=user)


def logged_out(user, **_unused):
    if user:
        record(Event.LOGOUT, by=user)


def login_failed(credentials, **_unused):
    """Of what was typed only the name, and of that only the beginning."""
    typed = str(credentials.get(User.USERNAME_FIELD, ""))[:LONGEST_TYPED_NAME]
    record(Event.LOGIN_FAILED, subject=Subject("auth.user", "", typed))


def step_taken(instance, *, created, raw, **_unused):
    if created and not raw:
        said = {
            "step": instance.get_step_display().rstrip("…"),
            "from": instance.get_source_display(),
            "to": instance.get_target_display(),
            "why": instance.why,
        }
        record(
            Event.STEP, by=instance.by, subject=instance.article,
            detail={key: value for key, value in said.items() if value},
        )  # fmt: skip


def logged_at_desk(instance, *, created, raw, **_unused):
    """Whatever the desk writes into its own history: rows added, saved, deleted."""
    if not created or raw:
        return
    model = instance.content_type.model_class()
    event = AT_DESK.get(instance.action_flag, Event.SAVE)
    if model is Institute:
        event = Event.SETTINGS
    changes = instance.get_change_message() if event in (Event.SAVE, Event.SETTINGS) else ""
    record(
        event, by=instance.user,
        subject=Subject(model._meta.label_lower, instance.object_id, instance.object_repr),
        detail={"said": changes} if changes else {},
    )  # fmt: skip


def rights_moved(sender, instance, action, *, reverse, model, pk_set, **_unused):
    """Groups of a log-in, permissions of a group: what was given, what was taken."""
    if action == "pre_clear":
        moved = getattr(instance, GRANTS[sender][reverse]).all()
    elif action in ("post_add", "post_remove") and pk_set:
        moved = model.objects.filter(pk__in=pk_set)
    else:
        return
    if names := sorted(_named(row) for row in _whole(moved)):
        key = "given" if action == "post_add" else "taken"
        record(Event.PERMISSION, subject=instance, detail={key: names})


def _whole(rows):
    return rows.select_related("content_type") if rows.model is Permission else rows


def _named(row):
    if isinstance(row, Permission):
        return f"{row.content_type.app_label}.{row.codename}"
    return str(row)


def remember_flags(instance, *, raw, update_fields, **_unused):
    """Before a log-in is saved: what it could do until now."""
    instance.flags_before = None
    if not raw and (update_fields is None or set(FLAGS) & set(update_fields)):
        before = User.objects.filter(pk=instance.pk).values(*FLAGS).first()
        instance.flags_before = before or dict.fromkeys(FLAGS, False)


def login_saved(instance, **_unused):
    """After it: flags that turned, and a password that somebody set (not one hashed anew)."""
    if before := instance.flags_before:
        turned = [name for name in FLAGS if before[name] != getattr(instance, name)]
        told = {
            key: [str(User._meta.get_field(name).verbose_name) for name in turned
                  if getattr(instance, name) == now]
            for key, now in (("given", True), ("taken", False))
        }  # fmt: skip
        if turned:
            record(
                Event.PERMISSION, subject=instance,
                detail={key: names for key, names in told.items() if names},
            )  # fmt: skip
    # Django keeps the raw password until the row is saved, and drops it before a mere new hash.
    if instance._password is not None:
        record(Event.PASSWORD, subject=instance)
