"""The database itself refuses to change or delete an entry: a correction is a further version.

A table that a later migration makes anew (SQLite does, to change a column) loses its triggers: put them there again.
"""

from django.db import migrations

ON_POSTGRESQL = (
    """CREATE TRIGGER results_entry_append_only BEFORE UPDATE OR DELETE ON results_entry
        FOR EACH ROW EXECUTE FUNCTION rabrong_append_only()""",
    """CREATE TRIGGER results_entry_no_truncate BEFORE TRUNCATE ON results_entry
        FOR EACH STATEMENT EXECUTE FUNCTION rabrong_append_only()""",
)
REFUSE = "BEGIN SELECT RAISE(ABORT, 'results_entry is append-only'); END"
ON_SQLITE = (
    f"CREATE TRIGGER results_entry_append_only BEFORE UPDATE ON results_entry {REFUSE}",
    f"CREATE TRIGGER results_entry_no_delete BEFORE DELETE ON results_entry {REFUSE}",
    # INSERT OR REPLACE deletes without asking the trigger above.
    f"""CREATE TRIGGER results_entry_no_replace BEFORE INSERT ON results_entry WHEN EXISTS (
        SELECT 1 FROM results_entry WHERE id = NEW.id OR (unit_id = NEW.unit_id AND indicator_id = NEW.indicator_id
            AND cell = NEW.cell AND month = NEW.month AND version = NEW.version)
    ) {REFUSE}""",
)
NAMES = {
    "postgresql": ("append_only", "no_truncate"),
    "sqlite": ("append_only", "no_delete", "no_replace"),
}


def guard(apps, schema_editor):
    for statement in {"postgresql": ON_POSTGRESQL, "sqlite": ON_SQLITE}[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def unguard(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for name in NAMES[vendor]:
        table = " ON results_entry" if vendor == "postgresql" else ""
        schema_editor.execute(f"DROP TRIGGER results_entry_{name}{table}")


class Migration(migrations.Migration):

    dependencies = [
        ("results", "0003_acted_for"),
        ("audit", "0003_append_only"),
    ]

    operations = [
        migrations.RunPython(guard, unguard),
    ]
