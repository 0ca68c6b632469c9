"""The database itself refuses to change or delete an entry: a correction is a further version."""

from django.db import migrations

from rabrong.results.migrations._append_only import guarding

ENTRIES = {
    "results_entry": "unit_id = NEW.unit_id AND indicator_id = NEW.indicator_id"
    " AND cell = NEW.cell AND month = NEW.month AND version = NEW.version"
}


class Migration(migrations.Migration):

    dependencies = [
        ("results", "0003_acted_for"),
        ("audit", "0003_append_only"),
    ]

    operations = [guarding(ENTRIES)]
