"""Where work outside the request goes, by one word of the settings."""

from django.core.exceptions import ImproperlyConfigured

QUEUED = "django_tasks_db.DatabaseBackend"  # for `manage.py work`
AT_ONCE = "django.tasks.backends.immediate.ImmediateBackend"  # done while the editor waits
NAMES = {"database": QUEUED, "immediate": AT_ONCE}


def named(name):
    """The setting TASKS["default"] for `database` or `immediate`."""
    if name not in NAMES:
        wanted = " or ".join(NAMES)
        raise ImproperlyConfigured(f"TASKS_BACKEND={name} is not known. Use {wanted}.")
    return {"BACKEND": NAMES[name], "QUEUES": []}  # []: queues of any name
