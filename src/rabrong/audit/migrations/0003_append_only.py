"""The database itself refuses to change or delete what was recorded.

A table that a later migration makes anew (SQLite does, to change a column) loses its triggers: put them there again.
"""

from django.db import migrations

APPEND_ONLY = {"audit_event": ("chain", "number"), "audit_sealedhead": ("chain", "day")}
"""Table -> its key beside the id."""

FUNCTION = """
CREATE FUNCTION rabrong_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$
"""

ERASED = """
    NEW.value IS NULL AND NEW.salt = '' AND NEW.id = OLD.id AND NEW.event_id = OLD.event_id
    AND NEW.side = OLD.side AND NEW.field = OLD.field AND NEW.whose = OLD.whose
"""
"""The one change of a personal value: it goes, and its salt with it."""

GROWN = "NEW.chain = OLD.chain AND NEW.number > OLD.number"
"""The one change of a chain's head."""


def on_postgresql():
    yield FUNCTION
    for table in APPEND_ONLY:
        yield f"""CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION rabrong_append_only()"""
    for table, allowed in (("audit_personalvalue", ERASED), ("audit_chainhead", GROWN)):
        yield f"""CREATE TRIGGER {table}_append_only BEFORE UPDATE ON {table}
            FOR EACH ROW WHEN (NOT ({allowed})) EXECUTE FUNCTION rabrong_append_only()"""
        yield f"""CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION rabrong_append_only()"""
    for table in (*APPEND_ONLY, "audit_personalvalue", "audit_chainhead"):
        yield f"""CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION rabrong_append_only()"""


def on_sqlite():
    for table, (first, second) in APPEND_ONLY.items():
        refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        yield f"CREATE TRIGGER {table}_append_only BEFORE UPDATE ON {table} {refuse}"
        yield f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}"
        # INSERT OR REPLACE deletes without asking the trigger above.
        yield f"""CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN EXISTS (
            SELECT 1 FROM {table} WHERE id = NEW.id OR ({first} = NEW.{first} AND {second} = NEW.{second})
        ) {refuse}"""
    for table, allowed in (("audit_personalvalue", ERASED), ("audit_chainhead", GROWN)):
        refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        yield f"CREATE TRIGGER {table}_append_only BEFORE UPDATE ON {table} WHEN NOT ({allowed}) {refuse}"
        yield f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}"


def guard(apps, schema_editor):
    statements = {"postgresql": on_postgresql, "sqlite": on_sqlite}[schema_editor.connection.vendor]
    for statement in statements():
        schema_editor.execute(statement, params=None)


def unguard(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION rabrong_append_only() CASCADE")
        return
    names = [f"{table}_{what}" for table in APPEND_ONLY for what in ("append_only", "no_delete", "no_replace")]
    names += [f"audit_{table}_{what}" for table in ("personalvalue", "chainhead") for what in ("append_only", "no_delete")]
    for name in names:
        schema_editor.execute(f"DROP TRIGGER {name}")


class Migration(migrations.Migration):

    dependencies = [
        ("audit", "0002_seals_and_personal"),
    ]

    operations = [
        migrations.RunPython(guard, unguard),
    ]
