"""Settings of `make demo`: SQLite and all files in one folder, this machine only, sign-in by role."""

import os
from pathlib import Path

from rabrong.config.databases import sqlite
from rabrong.config.settings.base import *  # noqa: F403
from rabrong.config.settings.base import AUTHENTICATION_BACKENDS, INSTALLED_APPS

DEMO = True
WORKS_ITSELF = True
CLOCK = "rabrong.demo.clock.demo_now"
INSTALLED_APPS = [*INSTALLED_APPS, "rabrong.demo"]
AUTHENTICATION_BACKENDS = [*AUTHENTICATION_BACKENDS, "django.contrib.auth.backends.ModelBackend"]
"""The second one is that of signing in by role."""

DATA = Path(os.environ.get("RABRONG_DATA", "demo-data")).resolve()
SECRET_KEY = (DATA / "secret").read_text(encoding="ascii")
DATABASES = {"default": sqlite(str(DATA / "demo.sqlite3"))}
STATIC_ROOT = DATA / "static"
FILES = DATA / "files"

_AUDIT_KEY = DATA / "audit-key.pem"
AUDIT_KEY = _AUDIT_KEY.read_text(encoding="ascii") if _AUDIT_KEY.exists() else ""
AUDIT_HEADS_FILE = str(DATA / "heads.jsonl")

ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
SESSION_COOKIE_NAME = "rabrong_demo_session"
CSRF_COOKIE_NAME = "rabrong_demo_csrf"
