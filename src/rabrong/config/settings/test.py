"""Settings of the tests: a database in memory, no secrets."""

from rabrong.config.settings.base import *  # noqa: F403

SECRET_KEY = "only-for-tests"
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
