"""Numbers that came together stand as submitted, like those from a form; what did not change stays approved."""

from decimal import Decimal

import pytest

from rabrong.results.actions.reporting import submit_reports
from rabrong.results.models import Entry, Report, ReportState
from tests.nation import NOW, YEAR, Nation, build_nation

pytestmark = pytest.mark.django_db
MARCH, APRIL = 6, 7


def come(nation: Nation, unit: str, month: int, version: int = 1) -> None:
    """Numbers that no form submitted."""
    for cell, text in (("ก", "15"), ("ข", "20")):
        Entry.objects.create(
            unit=nation.units[unit],
            indicator=nation.indicators["4.3"],
            cell=cell,
            month=month,
            version=version,
            value=Decimal(text),
            by=nation.people["psdg"],
            at=NOW,
        )


def standing() -> list[tuple[str, int, str, int, int]]:
    fields = ("unit__code", "month", "state", "passed", "version")
    return list(Report.objects.order_by("unit__code", "month").values_list(*fields))


def test_imported_numbers_stand_as_submitted_and_new_ones_start_again() -> None:
    nation = build_nation()
    come(nation, "1201", MARCH)
    come(nation, "1201", APRIL)
    submit_reports(YEAR)
    # Two cells at version 1 each.
    assert standing() == [("1201", MARCH, "submitted", 0, 2), ("1201", APRIL, "submitted", 0, 2)]
    Report.objects.update(state=ReportState.CERTIFIED, passed=3)
    come(nation, "1201", APRIL, version=2)
    come(nation, "1202", APRIL)
    submit_reports(YEAR)
    assert standing() == [
        ("1201", MARCH, "certified", 3, 2),
        ("1201", APRIL, "submitted", 0, 4),
        ("1202", APRIL, "submitted", 0, 2),
    ]


def test_another_year_is_left_alone() -> None:
    nation = build_nation()
    come(nation, "1201", MARCH)
    submit_reports(YEAR + 1)
    assert not Report.objects.exists()
