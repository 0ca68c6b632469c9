"""The database itself refuses to change or delete a report's move: a correction is a further move.

A table that a later migration makes anew (SQLite does, to change a column) loses its triggers: put them there again.
"""

from django.db import migrations

ON_POSTGRESQL = (
    """CREATE TRIGGER results_reportmove_append_only BEFORE UPDATE OR DELETE ON results_reportmove
        FOR EACH ROW EXECUTE FUNCTION rabrong_append_only()""",
    """CREATE TRIGGER results_reportmove_no_truncate BEFORE TRUNCATE ON results_reportmove
        FOR EACH STATEMENT EXECUTE FUNCTION rabrong_append_only()""",
)
REFUSE = "BEGIN SELECT RAISE(ABORT, 'results_reportmove is append-only'); END"
ON_SQLITE = (
    f"CREATE TRIGGER results_reportmove_append_only BEFORE UPDATE ON results_reportmove {REFUSE}",
    f"CREATE TRIGGER results_reportmove_no_delete BEFORE DELETE ON results_reportmove {REFUSE}",
    f"""CREATE TRIGGER results_reportmove_no_replace BEFORE INSERT ON results_reportmove WHEN EXISTS (
        SELECT 1 FROM results_reportmove WHERE id = NEW.id
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
        table = " ON results_reportmove" if vendor == "postgresql" else ""
        schema_editor.execute(f"DROP TRIGGER results_reportmove_{name}{table}")


class Migration(migrations.Migration):

    dependencies = [
        ("results", "0008_approvals"),
        ("audit", "0003_append_only"),
    ]

    operations = [
        migrations.RunPython(guard, unguard),
    ]
