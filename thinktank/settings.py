"""All settings, read from the environment (README lists the variables)."""

import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP

from thinktank import environment as env
from thinktank.embedded import database_from_url, database_settings
from thinktank.tasks import backends

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.text("VAR_DIR") or BASE_DIR / "var")

DEBUG = env.flag("DEBUG")
HTTPS = env.flag("HTTPS")  # the site is reached by https: secure cookies, HSTS, redirect
# Only with a proxy that sets or strips X-Forwarded-Proto itself, and ends X-Forwarded-For.
BEHIND_PROXY = HTTPS and env.flag("BEHIND_PROXY")


def secret_key():
    """SECRET_KEY, or one made once and kept under var/ on a machine reached by plain http only."""
    if key := env.text("SECRET_KEY"):
        return key
    if HTTPS:
        raise ImproperlyConfigured(
            "SECRET_KEY is not set. With HTTPS=1 give a long random text and keep it secret."
        )
    path = VAR_DIR / "secret-key"
    if not path.exists():
        VAR_DIR.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(64))
    return path.read_text().strip()


SECRET_KEY = secret_key()
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")
PORT = env.number("PORT", 8000)
# Links in mails begin with it: no request tells what the site is called.
SITE_URL = env.origin("SITE_URL", f"http://127.0.0.1:{PORT}")

INSTALLED_APPS = [
    "thinktank.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.sitemaps",
    "taggit",
    "js_asset",
    "django_prose_editor",
    "django_tasks_db",
    "thinktank.tasks",
    "thinktank.writing",
    "thinktank.library",
    "thinktank.addresses",
    "thinktank.audit",
    "thinktank.notices",
    "thinktank.site",
    "themes",
    "people",
    "articles",
    "thinktank.health",
    "thinktank.demo",
    "thinktank.apps.ThinktankConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "thinktank.middleware.whole_bodies",
    "thinktank.middleware.headers",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "thinktank.middleware.admin_policy",
    "thinktank.middleware.language_and_zone",
    "thinktank.addresses.middleware.redirects",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "thinktank.audit.middleware.origin",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "thinktank.urls"
WSGI_APPLICATION = "thinktank.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "thinktank.site.context.institute",
            ],
            "builtins": ["thinktank.site.templatetags.words"],
        },
    },
]


def database():
    """DATABASE_URL names a server; unset, the embedded one under var/ serves."""
    url = env.text("DATABASE_URL")
    settings = database_from_url(url) if url else database_settings(VAR_DIR / "postgres")
    options = settings.setdefault("OPTIONS", {})
    options.setdefault("pool", {"min_size": 1, "max_size": env.number("DATABASE_POOL", 8)})
    # A reader's page never needs longer; a statement that does is a fault, not a wait.
    timeout = env.number("DATABASE_TIMEOUT_MS", 15_000)
    options.setdefault("options", f"-c statement_timeout={timeout}")
    return settings


DATABASES = {"default": database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "admin:login"

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English"), ("ur", "اردو")]
LOCALE_PATHS = [BASE_DIR / "locale"]
# The institute's own zone is a setting in the database; this is where times are stored.
TIME_ZONE = "UTC"
USE_TZ = True
FORMAT_MODULE_PATH = ["thinktank.formats"]

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = Path(env.text("MEDIA_ROOT") or VAR_DIR / "media")
MEDIA_URL = "media/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Brotli on source maps takes twenty times as long as on all the rest.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["map", "jpg", "jpeg", "png", "webp", "avif", "woff2", "gz"]
FILE_UPLOAD_PERMISSIONS = 0o640
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 20


def mailer():
    """MAIL_HOST names the server that sends the site's mails; unset, they are written to the log."""
    host = env.text("MAIL_HOST")
    if not host:
        return {"BACKEND": "django.core.mail.backends.console.EmailBackend"}
    options = {
        "host": host,
        "port": env.number("MAIL_PORT", 587),
        "username": env.text("MAIL_USER"),
        "password": env.text("MAIL_PASSWORD"),
        "use_tls": env.flag("MAIL_TLS", default=True),
        "timeout": 10,
    }
    return {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}


MAILERS = {"default": mailer()}
DEFAULT_FROM_EMAIL = env.text("MAIL_FROM", "thinktank@localhost")

SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
if HTTPS:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 63_072_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    if BEHIND_PROXY:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Public pages carry no nonce: a page kept in a cache would replay it.
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
    "object-src": [CSP.NONE],
    # What an embed shows once a reader has asked for it (thinktank/markup/embeds.py).
    "frame-src": [
        "https://www.youtube-nocookie.com",
        "https://player.vimeo.com",
        "https://datawrapper.dwcdn.net",
    ],
}
# The admin is never cached. Its autocomplete (select2) sets style attributes; nothing else does.
ADMIN_CSP = SECURE_CSP | {
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF, CSP.NONCE],
    "style-src-attr": [CSP.UNSAFE_INLINE],
    "img-src": [CSP.SELF, "data:", "blob:"],
}

TASKS = {"default": backends.named(env.text("TASKS_BACKEND", "database"))}

TAGGIT_CASE_INSENSITIVE = True

LOG_LEVEL = env.text("LOG_LEVEL", "WARNING")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {"without_tokens": {"()": "thinktank.logs.WithoutTokens"}},
    # The level stands here too: Django's own loggers let more through, of every task for instance.
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "level": LOG_LEVEL,
            "filters": ["without_tokens"],
        }
    },
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
}
