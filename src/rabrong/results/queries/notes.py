"""Reading what is written beside numbers, and the results of like units."""

from collections.abc import Iterable
from fractions import Fraction

from rabrong.org.models import Unit
from rabrong.results.models import NoteDraft, ReportNote, Score


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
