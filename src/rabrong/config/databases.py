"""From an address like postgres://user:password@host/name to Django's database settings."""

from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
}
"""Writers queue at BEGIN instead of failing later; FULL, because a power cut must not take a commit back."""


class BadDatabaseAddressError(ImproperlyConfigured):
    """A database address that cannot be read."""


def database_of(address: str) -> dict[str, Any]:
    """The settings of one database. Raises BadDatabaseAddressError.

    `sqlite:///relative/file`, `sqlite:////absolute/file`, `sqlite://:memory:`,
    `postgres://user:password@host:port/name?sslmode=require`.
    """
    if address == "sqlite://:memory:":
        return sqlite(":memory:")
    parts = urlsplit(address)
    if parts.scheme == "sqlite" and len(parts.path) > 1:
        return sqlite(unquote(parts.path[1:]))
    if parts.scheme in ("postgres", "postgresql") and len(parts.path) > 1:
        return _postgres(parts)
    raise BadDatabaseAddressError(
        "A database address looks like postgres://user:password@host:5432/name or sqlite:////var/lib/rabrong/data.sqlite3"
    )


def sqlite(name: str) -> dict[str, Any]:
    """A SQLite file as Rabrong uses it."""
    return {"ENGINE": "rabrong.config.fair_sqlite3", "NAME": name, "OPTIONS": dict(SQLITE_OPTIONS)}


def _postgres(parts: SplitResult) -> dict[str, Any]:
    try:
        port = parts.port
    except ValueError as error:
        # Without what was read: a password with a slash or a colon in it ends up where the port should be.
        raise BadDatabaseAddressError(
            "The port of the database address is no number; write / : @ # of a password as %2F %3A %40 %23."
        ) from error
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": port or "",
        "OPTIONS": dict(parse_qsl(parts.query)),
    }
