"""Reading a year for its entry grid: its rules and bands, what a unit has entered and drafted."""

from collections.abc import Iterable
from datetime import date

from rabrong.agreements.models import Year
from rabrong.agreements.queries.scoring import rules_and_bands
from rabrong.dashboards.queries.year import YearBook
from rabrong.org.models import Unit
from rabrong.results.models import ReportMove


def grid_book(year: int, today: date, month: int) -> YearBook | None:
    """The year as of a month with its rules and bands alone; None for a year that is not kept. Two queries."""
    try:
        rules, bands = rules_and_bands(year)
    except Year.DoesNotExist:
        return None
    return YearBook(rules=rules, bands=bands, framework=(), windows={}, month=month, today=today)


def kept_units(ids: Iterable[int]) -> list[Unit]:
    """Some units in dictionary order. One query."""
    return list(Unit.objects.filter(pk__in=set(ids)).order_by("sort_key", "code"))


def returning_moves(reports: Iterable[int]) -> dict[int, ReportMove]:
    """Report id -> the last move that gave it back, with who did. One query."""
    rows = ReportMove.objects.filter(report__in=list(reports), state="returned").select_related("by")
    return {move.report_id: move for move in rows.order_by("pk")}
