"""Where a database is found: by address (postgres://…), or in our own folder. Pure functions."""

import hashlib
import os
import tempfile
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from thinktank.embedded.faults import BadAddress

ROOT = Path(__file__).resolve().parents[2]
ENGINE = "django.db.backends.postgresql"
NAME = "thinktank"
USER = "thinktank"  # the embedded server's own superuser: nobody else's account, no password
PORT = "5432"  # only the name of the socket file: the server opens no port

# A socket's whole path must fit into the system's fixed field: 108 bytes on Linux, 104 on macOS.
LONGEST_SOCKET_PATH = 103

SCHEMES = {"postgres", "postgresql"}
# What the address may say behind the question mark in place of its own parts.
PARTS = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD", "dbname": "NAME"}


def data_folder():
    """The embedded server's data: `postgres` under VAR_DIR, by default under the project's `var`."""
    return Path(os.environ.get("VAR_DIR") or ROOT / "var").resolve() / "postgres"


def socket_folder(data):
    """Where the server on `data` listens: in `data` itself, or nearer when that path is too long."""
    data = Path(data).resolve()
    if len(os.fsencode(data / f".s.PGSQL.{PORT}")) <= LONGEST_SOCKET_PATH:
        return data
    digest = hashlib.sha256(os.fsencode(data)).hexdigest()[:16]
    return Path("/tmp") / f"thinktank-{os.getuid()}-{digest}"  # noqa: S108 (checked before use)


def database_settings(data=None, *, name=NAME):
    """DATABASES["default"] for the embedded server."""
    folder = socket_folder(data or data_folder())
    return {"ENGINE": ENGINE, "NAME": name, "USER": USER, "HOST": str(folder), "PORT": PORT}


def database_from_url(url):
    """DATABASES["default"] for `postgres://user:password@host:port/name?sslmode=require`."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise BadAddress(_wanted("DATABASE_URL has a port that is no number.")) from None
    if parts.scheme not in SCHEMES:
        raise BadAddress(_wanted("DATABASE_URL is no address of a Postgres database."))
    settings = {
        "ENGINE": ENGINE,
        "NAME": unquote(parts.path.removeprefix("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": _host(parts),
        "PORT": str(port or ""),
    }
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    for word, field in PARTS.items():
        if word in options:
            settings[field] = options.pop(word)
    if not settings["NAME"]:
        raise BadAddress(_wanted("DATABASE_URL names no database."))
    return settings | ({"OPTIONS": options} if options else {})


def _host(parts):
    """As written: `hostname` would lower the letters of a socket's folder (%2FVar%2Frun)."""
    host = parts.netloc.rpartition("@")[2]
    if parts.port is not None:
        host = host.rpartition(":")[0]
    return unquote(host.rstrip(":").strip("[]"))


def _wanted(what):
    return f"{what} Write it as postgres://user:password@host:5432/name, with ?sslmode=require."


def url_of(settings):
    """The address of a database with these settings, as `database_from_url` and libpq read it."""
    query = {"host": settings["HOST"], "port": settings["PORT"], "user": settings["USER"]}
    if settings.get("PASSWORD"):
        query["password"] = settings["PASSWORD"]
    query |= {
        name: value for name, value in settings.get("OPTIONS", {}).items() if isinstance(value, str)
    }
    query = {name: value for name, value in query.items() if value}
    return f"postgresql:///{quote(settings['NAME'])}?{urlencode(query, quote_via=quote)}"


def temporary_folder():
    """Where throw-away servers live; short, so that their sockets fit."""
    folder = tempfile.gettempdir()
    return folder if len(os.fsencode(folder)) < 40 else "/tmp"  # noqa: S108
