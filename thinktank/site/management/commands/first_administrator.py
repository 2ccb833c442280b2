"""Makes the first administrator of an empty institute, once.

The password is DEMO_PASSWORD where that is set, else made at random. It is printed and kept in the
folder of the site's data (VAR_DIR), for the eyes of the machine's owner only.
"""

import os
import secrets

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.management.base import BaseCommand
from django.db import transaction

ROLE = "Administrator"
NAME = "admin"


class Command(BaseCommand):
    help = "Makes the log-in “admin” with the role Administrator, unless there is an administrator."

    def handle(self, *args, **options):
        found = User.objects.filter(groups__name=ROLE, is_active=True).order_by("pk").first()
        if found:
            return f"There is an administrator already: {found.get_username()}."
        password = os.environ.get("DEMO_PASSWORD") or secrets.token_urlsafe(12)
        path = keep(password)  # first: a folder that cannot be written to stops here
        with transaction.atomic():
            user, _made = User.objects.get_or_create(username=NAME)
            user.is_staff = user.is_active = True
            user.set_password(password)
            user.save()
            user.groups.add(Group.objects.get(name=ROLE))
        return f"Log in as:  {NAME}; password: {password}\n            (kept in {path})"


def keep(password):
    """Write it where only the owner of the files reads it. Returns the path."""
    path = settings.VAR_DIR / "administrator-password"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.chmod(0o600)
    path.write_text(f"{password}\n")
    return path
