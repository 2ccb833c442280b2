"""How gunicorn serves the site, for `make run` and for production alike.

One process with threads is enough for an institute; WEB_CONCURRENCY adds processes. Each process
holds its own pool of database connections (DATABASE_POOL), so threads should not outnumber it.
"""

import os
import re
from pathlib import Path

from gunicorn.glogging import Logger

wsgi_app = "thinktank.wsgi:application"
chdir = str(Path(__file__).resolve().parent.parent)

bind = os.environ.get("BIND") or f"127.0.0.1:{os.environ.get('PORT') or 8000}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY") or 1)
threads = int(os.environ.get("WEB_THREADS") or 8)

timeout = 60
graceful_timeout = 10
keepalive = 5

# A slug in Urdu is long once it is percent-encoded.
limit_request_line = 8190
# Workers prove that they live by touching a file: in memory where there is a place for it.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108
control_socket_disable = True

TOKEN = re.compile(r"(/preview/)[^/\s?]+")


class WithoutTokens(Logger):
    """The address of a personal link is all that one needs to open it: thinktank/logs.py, once more."""

    def atoms(self, *args):
        found = super().atoms(*args)
        return found | {name: TOKEN.sub(r"\1…", found[name] or "") for name in ("r", "U", "f")}


logger_class = WithoutTokens
accesslog = os.environ.get("ACCESS_LOG") or None
errorlog = "-"
loglevel = os.environ.get("GUNICORN_LOG_LEVEL") or "warning"
