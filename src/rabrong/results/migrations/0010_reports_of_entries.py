"""Entries from before there were reports, and imported ones, stand as submitted; where a report is, it stays."""

from django.db import migrations

SUBMITTED = """
    INSERT INTO results_report (unit_id, indicator_id, month, state, passed, version)
    SELECT unit_id, indicator_id, month, 'submitted', 0, SUM(version)
    FROM (
        SELECT unit_id, indicator_id, cell, month, MAX(version) AS version
        FROM results_entry
        GROUP BY unit_id, indicator_id, cell, month
    ) AS newest
    WHERE true
    GROUP BY unit_id, indicator_id, month
    ON CONFLICT (unit_id, indicator_id, month) DO NOTHING
"""


class Migration(migrations.Migration):

    dependencies = [("results", "0009_moves_append_only")]

    operations = [migrations.RunSQL(SUBMITTED, migrations.RunSQL.noop)]
