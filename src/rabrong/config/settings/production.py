"""Settings of an agency's server: everything from the environment, nonsense refused before anything is served."""

from pathlib import Path

from rabrong.accounts.providers_file import BadProvidersError, read_providers, tells_citizen_number
from rabrong.audit.heads import is_private_key
from rabrong.config.databases import BadDatabaseAddressError, database_of
from rabrong.config.environment import Environment
from rabrong.config.evidence import is_scanner_address, object_store_of
from rabrong.config.mail import BadMailServerError, MailServer, is_mail_address, mail_server_of
from rabrong.config.maps import why_no_map
from rabrong.config.settings.base import *  # noqa: F403
from rabrong.config.settings.base import EVIDENCE_LARGEST_MB, EVIDENCE_MOST_FILES, EVIDENCE_REQUEST_MB
from rabrong.config.settings.sign_in import social_providers
from rabrong.config.signing import why_not_signing
from rabrong.org.citizen import SHORTEST_KEY

SHORTEST_SECRET = 50
POOL = {"min_size": 1, "max_size": 12, "timeout": 20}
"""Connections that a process keeps open: to make one costs as much as a page. PostgreSQL allows 100 unless told."""

_environment = Environment()

DEBUG = False
if _environment.switch("RABRONG_DEBUG", default=False) or _environment.text("DEBUG") not in ("", "0"):
    _environment.problems.append("DEBUG shows secrets to visitors and is never on here: remove it.")

SECRET_KEY = _environment.required("RABRONG_SECRET_KEY", "50 or more random characters; keep them secret.")
if 0 < len(SECRET_KEY) < SHORTEST_SECRET or (SECRET_KEY and len(set(SECRET_KEY)) < 5):
    _environment.problems.append(
        f"RABRONG_SECRET_KEY is too easy to guess: {SHORTEST_SECRET} or more random characters."
    )
SECRET_KEY_FALLBACKS = _environment.names("RABRONG_SECRET_KEY_FALLBACKS")

ALLOWED_HOSTS = _environment.names("RABRONG_HOSTS")
if not ALLOWED_HOSTS or any("*" in host for host in ALLOWED_HOSTS):
    _environment.problems.append(
        "RABRONG_HOSTS lists the host names people type, such as kpi.example.go.th, without *."
    )
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]

DATABASES = {}
_address = _environment.required("RABRONG_DATABASE", "postgres://user:password@host:5432/name")
try:
    DATABASES = {"default": database_of(_address)} if _address else {}
except BadDatabaseAddressError as _error:
    _environment.problems.append(f"RABRONG_DATABASE: {_error}")
if DATABASES.get("default", {}).get("ENGINE", "").endswith("postgresql"):
    DATABASES["default"]["OPTIONS"]["pool"] = POOL
if DATABASES.get("default", {}).get("NAME") == ":memory:":
    _environment.problems.append("RABRONG_DATABASE is in memory: everything would be gone at the next start.")

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "rabrong_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
"""A table that `rabrong migrate` makes: how often signing in failed is known to every process."""

_server = MailServer()
_smtp = _environment.text("RABRONG_SMTP")
try:
    _server = mail_server_of(_smtp) if _smtp else _server
except BadMailServerError as _error:
    _environment.problems.append(f"RABRONG_SMTP: {_error}")
MAIL_IS_SENT = bool(_smtp)
EMAIL_HOST, EMAIL_PORT = _server.host, _server.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _server.user, _server.password
EMAIL_USE_TLS, EMAIL_USE_SSL = _server.starttls, _server.tls
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = _environment.text("RABRONG_MAIL_FROM", "" if MAIL_IS_SENT else "rabrong@localhost")
if MAIL_IS_SENT and not is_mail_address(DEFAULT_FROM_EMAIL):
    _environment.problems.append("RABRONG_MAIL_FROM is the address mails come from, such as kpi@example.go.th.")
AUDIT_HEADS_TO = _environment.names("RABRONG_HEADS_TO")
if not all(is_mail_address(_to) for _to in AUDIT_HEADS_TO) or (AUDIT_HEADS_TO and not MAIL_IS_SENT):
    _environment.problems.append("RABRONG_HEADS_TO lists mail addresses, and needs RABRONG_SMTP to reach them.")

LOGIN_URL = "/account/sign-in/"
CITIZEN_KEY = _environment.text("RABRONG_CITIZEN_KEY")
if 0 < len(CITIZEN_KEY) < SHORTEST_KEY:
    _environment.problems.append(f"RABRONG_CITIZEN_KEY is too short: {SHORTEST_KEY} or more random characters.")
_providers = _environment.text("RABRONG_OIDC_PROVIDERS_FILE")
try:
    _apps = read_providers(Path(_providers)) if _providers else []
except BadProvidersError as _error:
    _apps = []
    _environment.problems.append(f"RABRONG_OIDC_PROVIDERS_FILE: {_error}")
SOCIALACCOUNT_PROVIDERS = social_providers(_apps)
if tells_citizen_number(_apps) and not CITIZEN_KEY:
    _environment.problems.append("RABRONG_CITIZEN_KEY is not set, and a provider tells citizen numbers.")

STATIC_ROOT = _environment.text("RABRONG_STATIC", "/var/lib/rabrong/static")
FILES = _environment.text("RABRONG_FILES", "/var/lib/rabrong/files")
"""The folder of what people hand in; no web server serves it."""
FILES_S3 = object_store_of(_environment)
CLAMD = _environment.text("RABRONG_CLAMD")
if CLAMD and not is_scanner_address(CLAMD):
    _environment.problems.append("RABRONG_CLAMD is host:port or the path of clamd's socket, beginning with /.")
MAP_FILE = _environment.text("RABRONG_MAP")
_environment.problems += why_no_map(MAP_FILE)
EVIDENCE_LARGEST_MB = _environment.whole("RABRONG_EVIDENCE_LARGEST_MB", EVIDENCE_LARGEST_MB)
EVIDENCE_MOST_FILES = _environment.whole("RABRONG_EVIDENCE_MOST_FILES", EVIDENCE_MOST_FILES)
EVIDENCE_REQUEST_MB = _environment.whole("RABRONG_EVIDENCE_REQUEST_MB", EVIDENCE_REQUEST_MB)

AUDIT_KEY = _environment.text("RABRONG_AUDIT_KEY")
AUDIT_HEADS_FILE = _environment.text("RABRONG_HEADS_FILE")
if AUDIT_KEY and not is_private_key(AUDIT_KEY):
    _environment.problems.append("RABRONG_AUDIT_KEY is no key: make one with `rabrong audit-key --new FILE`.")

SIGNING_ROOTS = _environment.text("RABRONG_SIGNING_ROOTS")
OWN_AUTHORITY = _environment.text("RABRONG_OWN_AUTHORITY")
TIME_AUTHORITY = _environment.text("RABRONG_TIME_AUTHORITY")
_environment.problems += why_not_signing(SIGNING_ROOTS, OWN_AUTHORITY, TIME_AUTHORITY)

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_NAME = "__Host-csrf"
DEVICE_COOKIE_NAME = "__Host-device"
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = _environment.whole("RABRONG_HSTS_SECONDS", 31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SILENCED_SYSTEM_CHECKS = ["security.W021"]
"""To have a domain built into browsers is for its owner to decide, not for one server below it."""
if _environment.switch("RABRONG_BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

_environment.refuse_problems()
