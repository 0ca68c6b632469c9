"""Reading what is written beside numbers, and the results of like units."""

from collections.abc import Iterable
from fractions import Fraction

from django.db.models import F, Q

from rabrong.org.models import Unit
from rabrong.results.models import NoteDraft, Report, ReportMove, ReportNote, ReportState, Score

Place = tuple[int, int, int]
"""Unit, indicator version and month, by id."""


def notes_at(unit: Unit, indicators: Iterable[int]) -> dict[tuple[int, int], list[ReportNote]]:
    """(indicator id, month) -> what was written, oldest first. One query."""
    found: dict[tuple[int, int], list[ReportNote]] = {}
    rows = ReportNote.objects.filter(unit=unit, indicator__in=list(indicators)).select_related("by")
    for row in rows.order_by("month", "version"):
        found.setdefault((row.indicator_id, row.month), []).append(row)
    return found


def note_drafts_at(unit: Unit, indicators: Iterable[int]) -> dict[tuple[int, int], NoteDraft]:
    """(indicator id, month) -> what is written and not submitted. One query."""
    rows = NoteDraft.objects.filter(unit=unit, indicator__in=list(indicators))
    return {(row.indicator_id, row.month): row for row in rows}


def results_beside(
    unit: Unit, indicators: Iterable[int], months: Iterable[int]
) -> dict[tuple[int, int], list[Fraction]]:
    """(indicator id, month) -> the results of the units of the same kind beside a unit. One query."""
    rows = Score.objects.filter(
        item__indicator__in=list(indicators),
        item__agreement__person=None,
        item__agreement__unit__parent=unit.parent_id,
        item__agreement__unit__kind=unit.kind,
        month__in=list(months),
        state="counted",
        result__isnull=False,
    ).exclude(item__agreement__unit=unit)
    found: dict[tuple[int, int], list[Fraction]] = {}
    for indicator, month, result in rows.values_list("item__indicator_id", "month", "result").order_by("pk"):
        found.setdefault((indicator, month), []).append(Fraction(result or 0))
    return found


def newest_notes(where: Q, indicators: Iterable[int], months: Iterable[int]) -> dict[Place, ReportNote]:
    """(unit id, indicator id, month) -> the newest version with who wrote it, where anything is written; `where` is a
    condition on the unit of a note. One query."""
    rows = ReportNote.objects.filter(where, indicator__in=set(indicators), month__in=set(months))
    related = rows.select_related("unit", "by", "acting__principal").order_by("version")
    newest = {(row.unit_id, row.indicator_id, row.month): row for row in related}
    return {place: row for place, row in newest.items() if row.done or row.problems or row.measures}


def remarked_moves(where: Q, indicator: int, months: Iterable[int]) -> dict[Place, ReportMove]:
    """(unit id, indicator id, month) -> the submission of the newest version, where it came with a remark; `where` is a
    condition on the unit of a report. One query."""
    reports = Report.objects.filter(where, indicator=indicator, month__in=set(months))
    rows = ReportMove.objects.filter(report__in=reports, state=ReportState.SUBMITTED, version=F("report__version"))
    related = rows.exclude(note="").select_related("report__unit", "by", "acting__principal").order_by("pk")
    return {(row.report.unit_id, row.report.indicator_id, row.report.month): row for row in related}
