"""What demo, production and tests share."""

from pathlib import Path

from rabrong.config.settings.sign_in import *  # noqa: F403
from rabrong.config.settings.sign_in import SIGN_IN_APPS

PACKAGE = Path(__file__).resolve().parents[2]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "rabrong.ui",
    "django_tasks",
    "django_tasks_db",
    "rabrong.audit",
    "rabrong.notices",
    "rabrong.org",
    *SIGN_IN_APPS,
    "rabrong.files",
    "rabrong.agreements",
    "rabrong.assignments",
    "rabrong.results",
    "rabrong.evidence",
    "rabrong.monitoring",
    "rabrong.dashboards",
]

MIDDLEWARE = [
    "rabrong.config.middleware.content_security_policy",
    "django.middleware.security.SecurityMiddleware",
    "rabrong.audit.middleware.known_origin",
    "rabrong.config.static_files.StaticFiles",
    "rabrong.config.middleware.keep_private",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "rabrong.config.middleware.chosen_language",
    "rabrong.ui.digits.chosen_digits",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "rabrong.config.middleware.take_the_time",
    "rabrong.config.middleware.with_room",
    "rabrong.config.middleware.without_nul",
    "rabrong.config.middleware.known_numbers",
    "allauth.account.middleware.AccountMiddleware",
    "rabrong.accounts.gate.second_factor_first",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "rabrong.ui.context.page",
                "rabrong.config.context.mode",
                "rabrong.config.context.device",
                "rabrong.config.context.maps",
                "rabrong.config.navigation.navigation",
            ],
        },
    }
]

ROOT_URLCONF = "rabrong.config.urls"
ASGI_APPLICATION = "rabrong.config.asgi.application"
AUTH_USER_MODEL = "org.Person"
LOGIN_URL = "/"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

USE_TZ = True
TIME_ZONE = "Asia/Bangkok"
LANGUAGE_CODE = "th"
LANGUAGES = [("th", "ไทย"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale", PACKAGE / "config" / "locale"]

STATIC_URL = "/static/"
WHITENOISE_ALLOW_ALL_ORIGINS = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SAMESITE = "Lax"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

AUDIT_KEY = ""
AUDIT_HEADS_FILE = ""
AUDIT_HEADS_TO: list[str] = []
"""The private key that signs the heads of the audit chains, and the file outside to which they are appended."""

SIGNING_ROOTS = OWN_AUTHORITY = TIME_AUTHORITY = ""
"""The folder of certificates that signatures are checked with, that of an own authority, the address of RFC 3161."""

REQUEST_MB, EVIDENCE_REQUEST_MB = 64, 200
"""The most that a request may send, and one that hands in evidence, which may be several files."""

FILES_S3: dict[str, str] = {}
"""The object store of files (endpoint, bucket, key, secret, region); none: they lie in the folder FILES."""

CLAMD = ""
"""Where the virus scanner listens: "host:port" or the path of its socket; none: files are marked as not scanned."""

EVIDENCE_LARGEST_MB, EVIDENCE_MOST_FILES = 20, 50
"""The largest file of evidence, and how many files one indicator of a unit has in a month or round."""

MAP_FILE = ""
"""The agency's own map of the 77 provinces, TopoJSON or GeoJSON; none: the one that comes with the program."""

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
WORKS_ITSELF = False
"""Whether the server does jobs in a thread of its own; otherwise `rabrong work` does them."""
EMAIL_BACKEND = "rabrong.notices.outbox.OutboxBackend"
MAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
MAIL_IS_SENT = False
"""Mails go into the outbox; `rabrong work` hands them to the transport where there is one."""
DEFAULT_FROM_EMAIL = "rabrong@localhost"

KEPT_PAGES_MB = 24
"""The memory of each process for pages that are kept until something changes; 0: every page is drawn anew, and what it
shows but for what is settled is read anew for each."""
KEEPS_SETTLED = True
"""Whether what is agreed and who stands where is read once by a process, until a deed changes any of it."""

BAR_PARTS = ["dashboards/searching/_bar.html", "notices/_bell.html", "accounts/_me.html"]
"""Templates that stand in the top bar of everybody who is signed in."""

AFTER_RESCORE = "rabrong.monitoring.jobs.scores_changed"
"""Dotted name of what is called once scores were stored and committed; empty for nothing."""

ALERT_FORECASTS = "rabrong.dashboards.pages.forecasts.ahead.forecasts_ahead"
"""Dotted name of the function that says how the year will end, for alerts; empty for none."""

DEMO = False
CLOCK = "django.utils.timezone.now"
"""Dotted name of the function that says what time it is."""

DEBUG = False
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"without_paths": {"()": "rabrong.config.logs.WithoutPaths"}},
    "formatters": {"without_values": {"()": "rabrong.config.logs.WithoutValues"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "filters": ["without_paths"],
            "formatter": "without_values",
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        # Django's own would mail failures with everything that was posted.
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        # They tell every signature that was refused or whose root is not known, which the page tells too.
        "pyhanko": {"level": "ERROR"},
        "pyhanko_certvalidator": {"level": "ERROR"},
    },
}
