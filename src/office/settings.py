"""Django settings; the one module that reads the environment.

KMH_DATA   folder of the database and the secret key (default: var/ in the working folder)
KMH_HOSTS  host names that may be served, comma-separated (default: this machine only)
KMH_HTTPS  1 where a proxy in front speaks TLS: cookies are then sent over TLS only
KMH_DEBUG  1 for tracebacks on pages; never where others can reach the pages

KMH_POLISH        address of an OpenAI-compatible service on the own network, as http://10.1.2.3/v1;
                  without it no wording is polished and nothing here ever calls out
KMH_POLISH_MODEL  name of the model to ask there
KMH_POLISH_KEY    its key, where it wants one
"""

import contextlib
import os
import secrets
from pathlib import Path

from django.utils.csp import CSP

DATA = Path(os.environ.get("KMH_DATA", "var")).resolve()
LIGHT_RULES = DATA / "lights.csv"  # the place's own rules of lights, where it has put any there
DEBUG = os.environ.get("KMH_DEBUG") == "1"
POLISH = os.environ.get("KMH_POLISH", "")
POLISH_MODEL = os.environ.get("KMH_POLISH_MODEL", "")
POLISH_KEY = os.environ.get("KMH_POLISH_KEY", "")
POLISH_SECONDS = 120  # a small model of one's own may be slow
ALLOWED_HOSTS = os.environ.get("KMH_HOSTS", "127.0.0.1,localhost,[::1]").split(",")


def secret_key() -> str:
    """Return this installation's own key; made at random the first time, readable by its owner."""
    file = DATA / "secret.key"
    if not file.exists():
        DATA.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = DATA / f"secret.key.{os.getpid()}"
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(50))
        # A link is made whole or not at all: of two processes that start at once, one key stays.
        with contextlib.suppress(FileExistsError):
            file.hardlink_to(fresh)
        fresh.unlink()
    return file.read_text()


SECRET_KEY = secret_key()

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "axes",
    "office.people",
    "office.campaigns",
    "office.releases",
    "office.returns",
    "office.filing",
    "office.board",
    "office.decomposing",
    "office.papers",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "office.people.middleware.OwnPasswordFirst",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "office.people.middleware.MistakesAsPages",
    "axes.middleware.AxesMiddleware",
    "office.releases.middleware.EveryFileIsKept",
]

# A return of all counties and indicators posts four fields a line.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

ROOT_URLCONF = "office.urls"
WSGI_APPLICATION = "office.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "office.people.context.person",
                "office.campaigns.context.demo",
                "office.campaigns.context.known",
            ],
        },
    }
]

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATA / "kaimenhong.sqlite3",
        "OPTIONS": {
            # Readers do not wait for a writer, and a writer takes its lock at the start, so that
            # two of them queue instead of failing half-way.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
        },
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "board"
LOGOUT_REDIRECT_URL = "login"
AXES_FAILURE_LIMIT = 6
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "people/locked.html"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False

SECURE_CSP = {
    "default-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "style-src-attr": [CSP.UNSAFE_INLINE],  # ECharts places its tooltips with style attributes
    "img-src": [CSP.SELF, "data:"],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}
SESSION_COOKIE_AGE = 8 * 60 * 60  # one working day
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = os.environ.get("KMH_HTTPS") == "1"
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if os.environ.get("KMH_HTTPS") == "1" else None
)

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STATICFILES_DIRS = [Path(__file__).parent / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Where nothing was collected (tests), files are served straight from the package.
WHITENOISE_USE_FINDERS = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
