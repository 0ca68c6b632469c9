"""The database itself refuses to change or delete what a closing froze, and the history of locks and overrides."""

from django.db import migrations

from rabrong.results.migrations._append_only import guarding

TABLES = {
    "results_roundclosing": "year_id = NEW.year_id AND round = NEW.round AND number = NEW.number",
    "results_snapshot": "closing_id = NEW.closing_id AND unit_id = NEW.unit_id AND person_id IS NEW.person_id",
    "results_reopening": "closing_id = NEW.closing_id",
    "results_monthlock": "",
    "results_entryexception": "",
    "results_override": "",
    "results_overridestep": "override_id = NEW.override_id AND kind = NEW.kind",
}


class Migration(migrations.Migration):

    dependencies = [
        ("results", "0006_windows_and_closings"),
        ("audit", "0003_append_only"),
    ]

    operations = [guarding(TABLES)]
