"""Database addresses: what they become, and what is no address."""

import pytest

from rabrong.config.databases import BadDatabaseAddressError, database_of


def test_a_sqlite_address_names_a_file_that_is_safe_at_a_power_cut() -> None:
    database = database_of("sqlite:////var/lib/x%20y.sqlite3")
    assert database["NAME"] == "/var/lib/x y.sqlite3"
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "synchronous=FULL" in database["OPTIONS"]["init_command"]


def test_a_postgresql_address_has_all_its_parts() -> None:
    database = database_of("postgres://kpi:p%40ss@db.example:6432/rabrong?sslmode=require")
    assert database == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "rabrong",
        "USER": "kpi",
        "PASSWORD": "p@ss",
        "HOST": "db.example",
        "PORT": 6432,
        "OPTIONS": {"sslmode": "require"},
    }


@pytest.mark.parametrize(
    "address",
    ["", "mysql://a/b", "postgres://host", "postgres://host/", "sqlite://", "data.sqlite3", "postgres://h:x/b"],
)
def test_what_is_no_database_address_is_refused(address: str) -> None:
    with pytest.raises(BadDatabaseAddressError):
        database_of(address)
