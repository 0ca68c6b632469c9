"""How a migration makes the database itself refuse to change or delete the rows of a table.

A table that a later migration makes anew (SQLite does, to change a column) loses its triggers: put them there again.
"""

from collections.abc import Iterator, Mapping

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

NAMES = {
    "postgresql": ("append_only", "no_truncate"),
    "sqlite": ("append_only", "no_delete", "no_replace"),
}


def guarding(tables: Mapping[str, str]) -> migrations.RunPython:
    """The operation for some tables: table -> which rows a new one would take the place of, besides that of its id,
    "" for none."""

    def guard(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
        statements = {"postgresql": _on_postgresql, "sqlite": _on_sqlite}[schema_editor.connection.vendor]
        for table, same in tables.items():
            for statement in statements(table, same):
                schema_editor.execute(statement, params=None)

    def unguard(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
        vendor = schema_editor.connection.vendor
        for table in tables:
            for name in NAMES[vendor]:
                of = f" ON {table}" if vendor == "postgresql" else ""
                schema_editor.execute(f"DROP TRIGGER {table}_{name}{of}")

    return migrations.RunPython(guard, unguard)


def _on_postgresql(table: str, same: str) -> Iterator[str]:
    yield f"""CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION rabrong_append_only()"""
    yield f"""CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION rabrong_append_only()"""


def _on_sqlite(table: str, same: str) -> Iterator[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    yield f"CREATE TRIGGER {table}_append_only BEFORE UPDATE ON {table} {refuse}"
    yield f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}"
    # INSERT OR REPLACE deletes without asking the trigger above. A condition that is always false would be a scan.
    replaced = f"id = NEW.id OR ({same})" if same else "id = NEW.id"
    yield f"""CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN EXISTS (
        SELECT 1 FROM {table} WHERE {replaced}
    ) {refuse}"""
