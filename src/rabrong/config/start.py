"""What is checked once at the start, with the database at hand."""

from collections.abc import Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

DEMO_MARK_TABLE = "demo_mark"


def refuse_foreign_database() -> None:
    """Raises ImproperlyConfigured when production would serve a demo's data, or the demo a real department's."""
    with ThreadPoolExecutor(1) as thread:  # servers import the application inside their event loop
        tables = thread.submit(_tables).result()
    check_kind(demo=settings.DEMO, tables=tables)
    check_cache(settings.CACHES["default"], tables=tables)


def check_kind(*, demo: bool, tables: Collection[str]) -> None:
    """Raises ImproperlyConfigured when settings and database are not of one kind; an empty database is of both."""
    if not demo and DEMO_MARK_TABLE in tables:
        raise ImproperlyConfigured(
            "This database was made by `rabrong demo`: its people sign in without a password. "
            "Give RABRONG_DATABASE one of its own."
        )
    if demo and tables and DEMO_MARK_TABLE not in tables:
        raise ImproperlyConfigured("This database was not made by `rabrong demo`; the demo leaves it alone.")


def check_cache(cache: Mapping[str, Any], *, tables: Collection[str]) -> None:
    """Raises ImproperlyConfigured when the cache is a table that was not made; an empty database is made later."""
    if tables and str(cache["BACKEND"]).endswith("DatabaseCache") and cache["LOCATION"] not in tables:
        raise ImproperlyConfigured(f"The table {cache['LOCATION']} of the cache is missing: rabrong migrate")


def _tables() -> list[str]:
    try:
        return connection.introspection.table_names()
    finally:
        connection.close()
