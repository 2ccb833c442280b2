"""The demo's four log-ins, one for each role. None is a superuser: each may what its role may."""

import os
import secrets

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from articles.states import Role
from thinktank.preparation import DEMO_LOGINS

ROLES = dict(zip(DEMO_LOGINS, Role, strict=True))


def taken():
    """Those of the four names that somebody has already."""
    return sorted(
        get_user_model().objects.filter(username__in=ROLES).values_list("username", flat=True)
    )


def load_logins(password):
    """{username: User}."""
    users, hashed = {}, make_password(password)  # slow by design, so once for all four
    for username, role in ROLES.items():
        users[username] = user = get_user_model().objects.create(
            username=username, email=f"{username}@qanat.example", password=hashed, is_staff=True
        )
        user.groups.add(Group.objects.get(name=role.value))
    return users


def wanted_password():
    """DEMO_PASSWORD, or None."""
    return os.environ.get("DEMO_PASSWORD") or None


def random_password():
    return secrets.token_urlsafe(9)


def set_again(password):
    """Give the demo's log-ins this password. Returns those that had another."""
    changed = []
    for user in get_user_model().objects.filter(username__in=ROLES).order_by("pk"):
        if not user.check_password(password):
            user.set_password(password)
            user.save(update_fields=["password"])
            changed.append(user.username)
    return changed
