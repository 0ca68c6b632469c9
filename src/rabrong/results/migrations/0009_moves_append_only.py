"""The database itself refuses to change or delete a report's move: a correction is a further move."""

from django.db import migrations

from rabrong.results.migrations._append_only import guarding


class Migration(migrations.Migration):

    dependencies = [
        ("results", "0008_approvals"),
        ("audit", "0003_append_only"),
    ]

    operations = [guarding({"results_reportmove": ""})]
