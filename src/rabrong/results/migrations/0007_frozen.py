"""The database itself refuses to change or delete what a closing froze, and the history of locks and overrides.

A table that a later migration makes anew (SQLite does, to change a column) loses its triggers: put them there again.
"""

from django.db import migrations

TABLES = {
    "results_roundclosing": "year_id = NEW.year_id AND round = NEW.round AND number = NEW.number",
    "results_snapshot": "closing_id = NEW.closing_id AND unit_id = NEW.unit_id AND person_id IS NEW.person_id",
    "results_reopening": "closing_id = NEW.closing_id",
    "results_monthlock": "1 = 0",
    "results_entryexception": "1 = 0",
    "results_override": "1 = 0",
    "results_overridestep": "override_id = NEW.override_id AND kind = NEW.kind",
}
"""Table -> which rows a new one would take the place of, besides that of the same id."""
NAMES = {
    "postgresql": ("append_only", "no_truncate"),
    "sqlite": ("append_only", "no_delete", "no_replace"),
}


def on_postgresql(table):
    return (
        f"""CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION rabrong_append_only()""",
        f"""CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION rabrong_append_only()""",
    )


def on_sqlite(table):
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    return (
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE ON {table} {refuse}",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}",
        # INSERT OR REPLACE deletes without asking the trigger above.
        f"""CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table}
            WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id OR ({TABLES[table]})) {refuse}""",
    )


def guard(apps, schema_editor):
    statements = {"postgresql": on_postgresql, "sqlite": on_sqlite}[schema_editor.connection.vendor]
    for table in TABLES:
        for statement in statements(table):
            schema_editor.execute(statement, params=None)


def unguard(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for table in TABLES:
        for name in NAMES[vendor]:
            on = f" ON {table}" if vendor == "postgresql" else ""
            schema_editor.execute(f"DROP TRIGGER {table}_{name}{on}")


class Migration(migrations.Migration):

    dependencies = [
        ("results", "0006_windows_and_closings"),
        ("audit", "0003_append_only"),
    ]

    operations = [
        migrations.RunPython(guard, unguard),
    ]
