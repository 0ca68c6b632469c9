"""Reports of numbers that came together instead of from a form: an import, the example's loading."""

from django.db import connection, transaction

from rabrong.results.models import ReportState

SUBMITTED = """
    INSERT INTO results_report (unit_id, indicator_id, month, state, passed, version)
    SELECT unit_id, indicator_id, month, %s, 0, SUM(version)
    FROM (
        SELECT entry.unit_id, entry.indicator_id, entry.cell, entry.month, MAX(entry.version) AS version
        FROM results_entry AS entry
        JOIN agreements_indicatorversion AS indicator ON indicator.id = entry.indicator_id
        WHERE indicator.year_id = %s
        GROUP BY entry.unit_id, entry.indicator_id, entry.cell, entry.month
    ) AS newest
    WHERE true
    GROUP BY unit_id, indicator_id, month
    ON CONFLICT (unit_id, indicator_id, month)
    DO UPDATE SET version = excluded.version, passed = 0, state = excluded.state
    WHERE results_report.version <> excluded.version
"""
"""One statement for tens of thousands; a report whose numbers did not change stays where it stands."""


@transaction.atomic
def submit_reports(year: int) -> None:
    """Every unit, indicator and month of a year with entries newer than its report stands as submitted."""
    with connection.cursor() as cursor:
        cursor.execute(SUBMITTED, (ReportState.SUBMITTED, year))
