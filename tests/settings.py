"""The site's settings, made quick and harmless for tests. No environment variable but its own
reaches a test: a developer's SECRET_KEY or DATABASE_URL must not change what is tested."""

import os
import tempfile
from pathlib import Path

for name in ("DATABASE_URL", "DEBUG", "HTTPS", "SECRET_KEY", "ALLOWED_HOSTS", "MEDIA_ROOT",
             "TASKS_BACKEND", "SITE_URL", "PORT"):  # fmt: skip
    os.environ.pop(name, None)
_folder = tempfile.TemporaryDirectory(prefix="thinktank-tests-")
os.environ["VAR_DIR"] = _folder.name

from thinktank.settings import *
from thinktank.settings import DATABASES, STORAGES, VAR_DIR
from thinktank.tasks import backends

TESTING = True
SECRET_KEY = "only for tests"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
MEDIA_ROOT = Path(VAR_DIR) / "media"
STORAGES = STORAGES | {
    # Names as they are: a manifest would need collectstatic first.
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
TASKS = {"default": backends.named("immediate")}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True

# tests/conftest.py says where it is, once a test asks for it. No pool: tests close connections.
DATABASES["default"].get("OPTIONS", {}).pop("pool", None)
