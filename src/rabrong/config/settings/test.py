"""Settings of the tests: the demo's, on a SQLite file or on the PostgreSQL that RABRONG_TEST_DATABASE names."""

import os
import tempfile
from pathlib import Path

from rabrong.config.databases import database_of
from rabrong.config.settings.base import *  # noqa: F403
from rabrong.config.settings.base import AUTHENTICATION_BACKENDS, INSTALLED_APPS

DEMO = True
CLOCK = "rabrong.demo.clock.demo_now"
INSTALLED_APPS = [*INSTALLED_APPS, "rabrong.demo"]
AUTHENTICATION_BACKENDS = [*AUTHENTICATION_BACKENDS, "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
"""Quick ones: what a slow hash is good for is not for a test to wait for."""

KEPT_PAGES_MB = 0
KEEPS_SETTLED = False
"""Tests change rows without an action; those of kept pages have a store of their own."""

SECRET_KEY = "only-for-tests"
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
DATABASES = {"default": database_of(os.environ.get("RABRONG_TEST_DATABASE", "sqlite://:memory:"))}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file as in production: SQLite in memory locks tables and does not queue writers.
    DATABASES["default"]["TEST"] = {"NAME": str(Path(tempfile.gettempdir()) / f"rabrong-test-{os.getpid()}.sqlite3")}
FILES = Path(tempfile.gettempdir()) / f"rabrong-test-files-{os.getpid()}"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
AFTER_RESCORE = ""
