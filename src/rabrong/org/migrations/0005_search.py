"""Indexes by which a part of a name is found, whatever the number of units and people.

PostgreSQL: trigrams of pg_trgm. Its extension is trusted since version 13: whoever owns the database may create it. Where
that is refused the search reads every row, which is slower and finds the same.
SQLite: a full-text table of trigrams that holds no text of its own, kept by triggers. A later migration that makes
org_unit or org_person anew drops the triggers and has to run this again (tests/org/test_search.py notices).
"""

from django.db import DatabaseError, migrations, transaction

TABLES = ("org_unit", "org_person")

POSTGRESQL = "CREATE INDEX {table}_search_trigrams ON {table} USING gin (search_text gin_trgm_ops)"

SQLITE = (
    "CREATE VIRTUAL TABLE {table}_words USING fts5"
    " (search_text, content='{table}', content_rowid='id', tokenize='trigram')",
    "INSERT INTO {table}_words ({table}_words) VALUES ('rebuild')",
    "CREATE TRIGGER {table}_words_in AFTER INSERT ON {table} BEGIN"
    " INSERT INTO {table}_words (rowid, search_text) VALUES (new.id, new.search_text); END",
    "CREATE TRIGGER {table}_words_out AFTER DELETE ON {table} BEGIN"
    " INSERT INTO {table}_words ({table}_words, rowid, search_text) VALUES ('delete', old.id, old.search_text); END",
    "CREATE TRIGGER {table}_words_anew AFTER UPDATE OF search_text ON {table} BEGIN"
    " INSERT INTO {table}_words ({table}_words, rowid, search_text) VALUES ('delete', old.id, old.search_text);"
    " INSERT INTO {table}_words (rowid, search_text) VALUES (new.id, new.search_text); END",
)


def forwards(apps, schema_editor):
    """The index the database is able to keep."""
    connection = schema_editor.connection
    try:
        with transaction.atomic(connection.alias), connection.cursor() as cursor:
            for table in TABLES:
                if connection.vendor == "postgresql":
                    cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
                    cursor.execute(POSTGRESQL.format(table=table))
                elif connection.vendor == "sqlite":
                    for statement in SQLITE:
                        cursor.execute(statement.format(table=table))
    except DatabaseError:
        return  # without the index the search finds the same, more slowly


def backwards(apps, schema_editor):
    """No index."""
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        for table in TABLES:
            if connection.vendor == "postgresql":
                cursor.execute(f"DROP INDEX IF EXISTS {table}_search_trigrams")
            elif connection.vendor == "sqlite":
                for end in ("in", "out", "anew"):
                    cursor.execute(f"DROP TRIGGER IF EXISTS {table}_words_{end}")
                cursor.execute(f"DROP TABLE IF EXISTS {table}_words")


class Migration(migrations.Migration):

    dependencies = [("org", "0004_without_years")]

    operations = [migrations.RunPython(forwards, backwards)]
