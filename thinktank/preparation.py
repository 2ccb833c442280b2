"""What a site needs before it can serve, done at every start and quickly when it is all there."""

import hashlib
import os
import secrets

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

DEMO_LOGINS = ("author", "editor", "publisher", "admin")
NO = {"0", "no", "false", "off"}


def prepare(say):
    """Bring database and static files up to date; give an empty site its first contents."""
    migrate(say)
    if not settings.DEBUG:
        gather_static_files(say)
    fill_empty_site(say)
    connection.close()
    connection.close_pool()  # the server processes have their own


def migrate(say):
    """Apply what is new. Always run: the roles follow the workflow's table at its end."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        say(f"Setting up the database: {len(plan)} steps …")
    call_command("migrate", interactive=False, verbosity=1 if plan else 0)


def gather_static_files(say):
    """Collect and compress, but only when a file is new or changed since the last time."""
    stamp = settings.VAR_DIR / "static-files"
    now = _fingerprint_of_static_files()
    if stamp.exists() and stamp.read_text() == now and settings.STATIC_ROOT.exists():
        return
    say("Gathering and compressing the static files …")
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(now)


def _fingerprint_of_static_files():
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            found = os.stat(storage.path(path))
            digest.update(f"{path} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def wants_demo():
    return os.environ.get("DEMO", "1").strip().lower() not in NO


def fill_empty_site(say):
    """The demo institute, or with DEMO=0 one administrator; a site in use is left as it is."""
    if get_user_model().objects.exists():
        if wants_demo():
            keep_demo_password_current()
    elif wants_demo():
        os.environ["DEMO_PASSWORD"] = choose_demo_password()
        say("Loading the demo institute …")
        call_command("load_demo")
    else:
        call_command("first_administrator")


def demo_password_file():
    return settings.VAR_DIR / "demo-password"


def demo_password():
    """The password of the demo's log-ins as last set on this machine, or None."""
    path = demo_password_file()
    return path.read_text().strip() if path.exists() else None


def choose_demo_password():
    """DEMO_PASSWORD, else one made at random; kept so that the next start can show it."""
    password = os.environ.get("DEMO_PASSWORD") or secrets.token_urlsafe(9)
    path = demo_password_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.chmod(0o600)
    path.write_text(f"{password}\n")
    return password


def keep_demo_password_current():
    """A DEMO_PASSWORD that differs from the kept one becomes the password of the demo's log-ins."""
    wanted = os.environ.get("DEMO_PASSWORD")
    before = demo_password()
    if not wanted or before is None or wanted == before:
        return
    for user in get_user_model().objects.filter(username__in=DEMO_LOGINS):
        user.set_password(wanted)
        user.save()
    choose_demo_password()
