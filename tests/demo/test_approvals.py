"""How far the example's reports have come: certified to March, April approved, May submitted or returned."""

import pytest
from django.db.models import Count

from rabrong.demo.plan import SUPERVISED_IN_APRIL
from rabrong.org.models import Person
from rabrong.results.models import Entry, Report, ReportMove, ReportState

pytestmark = pytest.mark.usefixtures("example")


def states(**which: object) -> set[tuple[str, int]]:
    """State and last step of some reports."""
    return set(Report.objects.filter(**which).values_list("state", "passed"))


def test_every_entry_has_its_report_with_the_sum_of_its_versions() -> None:
    entered = Entry.objects.values("unit", "indicator", "month").distinct().count()
    assert Report.objects.count() == entered
    corrected = Entry.objects.filter(version=2).order_by("unit__code", "month").first()
    assert corrected is not None
    cells = Entry.objects.filter(unit=corrected.unit, indicator=corrected.indicator, month=corrected.month)
    newest = {entry.cell: entry.version for entry in cells.order_by("version")}
    report = Report.objects.get(unit=corrected.unit, indicator=corrected.indicator, month=corrected.month)
    assert report.version == sum(newest.values())


def test_march_is_certified_april_approved_may_submitted_or_returned() -> None:
    assert states(month__lte=6) == {(ReportState.CERTIFIED, 3)}
    assert states(month=7, unit__kind="district", indicator__code="4.3") == {(ReportState.APPROVED, 1)}
    assert states(month=7, indicator__code=SUPERVISED_IN_APRIL[0]) == {(ReportState.APPROVED, 2)}
    assert states(month=7, indicator__code="7") == {(ReportState.APPROVED, 2)}
    assert states(month=8) == {(ReportState.SUBMITTED, 0), (ReportState.RETURNED, 0)}


def test_every_step_was_taken_by_whose_step_it_is() -> None:
    report = Report.objects.get(unit__code="1201", indicator__code="4.3", month=5)
    told = list(report.moves.order_by("pk").values_list("step", "by__code"))
    assert told == [(1, "province-12"), (2, "director-สสช"), (3, "psdg")]
    steps = dict(ReportMove.objects.filter(report__month=7).values_list("step").annotate(Count("pk")))
    assert steps[1] == Report.objects.filter(month=7, unit__kind="district").count()


def test_what_was_returned_says_why_and_by_whom() -> None:
    returned = Report.objects.filter(state=ReportState.RETURNED)
    assert 20 < returned.count() < 400
    moves = ReportMove.objects.filter(report__in=returned).select_related("report__unit__parent", "by")
    assert len(moves) == returned.count()
    for move in moves:
        assert move.note
        assert move.report.unit.parent is not None
        assert move.by == Person.objects.get(code=f"province-{move.report.unit.parent.code}")
