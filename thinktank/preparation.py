"""What a site needs before it can serve, done at every start and quickly when it is all there."""

import hashlib
import io
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
    """Bring database and static files up to date; give an empty site its first contents.

    Returns the password of the demo's log-ins where they are to be shown, else None.
    """
    migrate(say)
    if not settings.DEBUG:
        gather_static_files(say)
    password = fill_empty_site(say)
    connection.close()
    connection.close_pool()  # the web server's processes have their own
    return password


def migrate(say):
    """Apply what is new. Always run: the roles follow the workflow's table at its end."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        say(f"Setting up the database: {len(plan)} steps …")
    call_command("migrate", interactive=False, verbosity=1 if plan else 0)
    call_command("render_articles", stdout=io.StringIO())
    call_command("number_versions", stdout=io.StringIO())
    call_command("draw_pictures", stdout=io.StringIO())


def gather_static_files(say):
    """Collect and compress, but only when a file is new or changed since the last time."""
    settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
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
    if wants_demo():
        return _password_of_demo(say)
    if not get_user_model().objects.exists():
        call_command("first_administrator")
    return None


def _password_of_demo(say):
    users = get_user_model().objects
    before, wanted = _kept_password(), os.environ.get("DEMO_PASSWORD")
    password = wanted or before or secrets.token_urlsafe(9)
    if not users.exists():
        say("Loading the demo institute …")
        _load_demo(password, say)
    elif users.filter(username__in=DEMO_LOGINS).count() < len(DEMO_LOGINS):
        return None  # somebody's own site
    elif wanted and wanted != before:
        _load_demo(password, say)  # loaded already, it only takes the new password
    elif not before:
        return None  # loaded from another machine: nobody here knows its password
    return password


def _load_demo(password, say):
    os.environ["DEMO_PASSWORD"] = password
    answer = io.StringIO()
    call_command("load_demo", stdout=answer)
    say(answer.getvalue().split("\n")[0])  # the log-ins are shown once the site is up
    path = _password_file()
    path.touch(mode=0o600)
    path.chmod(0o600)
    path.write_text(f"{password}\n")


def _password_file():
    return settings.VAR_DIR / "demo-password"


def _kept_password():
    """The password that the demo's log-ins were last given on this machine, or None."""
    path = _password_file()
    return path.read_text().strip() if path.exists() else None
