"""Reading what is still open below some units: alerts, reports that are overdue, reports that wait for an approval."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count

from rabrong.dashboards.queries.year import YearBook
from rabrong.monitoring.queries.alerts import open_alerts
from rabrong.org.queries import Scope
from rabrong.results.models import Report, ReportState
from rabrong.results.queries.states import Asked, standings
from rabrong.results.standing import Days

WAITING = (ReportState.SUBMITTED, ReportState.APPROVED)


@dataclass(frozen=True, slots=True)
class Open:
    """How much is open at and below one unit; overdue is of the last month whose window has closed."""

    alerts: int
    overdue: int
    waiting: int

    @property
    def is_any(self) -> bool:
        """Whether anything is."""
        return bool(self.alerts or self.overdue or self.waiting)


def open_below(scope: Scope, book: YearBook, below: Mapping[int, Collection[int]]) -> dict[int, Open]:
    """Unit id -> what is open there. `below` is a unit's id -> ids of it and all below it. Twelve queries, however many
    units; what may not be seen is not counted."""
    units = frozenset(unit for found in below.values() for unit in found if scope.holds(unit))
    alerts, overdue = open_alerts(scope, book.year, units), _overdue(book, units)
    waiting = _waiting(book.year, units)
    return {
        unit: Open(_sum(alerts, found), _sum(overdue, found), _sum(waiting, found)) for unit, found in below.items()
    }


def _sum(counts: Mapping[int, int], units: Iterable[int]) -> int:
    return sum(counts.get(unit, 0) for unit in units)


def _overdue(book: YearBook, units: frozenset[int]) -> dict[int, int]:
    """Unit id -> its overdue reports of the last closed month."""
    if not book.closed_month:
        return {}
    windows = {month: Days(row.opens, row.closes) for month, row in book.windows.items()}
    asked = Asked(book.year, (book.closed_month,), units, windows=windows)
    found: dict[int, int] = {}
    for (unit, _, _), standing in standings(asked, book.today).reports.items():
        if standing.time == "overdue":
            found[unit] = found.get(unit, 0) + 1
    return found


def _waiting(year: int, units: Collection[int]) -> dict[int, int]:
    """Unit id -> its reports that somebody has to approve. One query."""
    rows = Report.objects.filter(indicator__year_id=year, state__in=WAITING, unit__in=units)
    return dict(rows.order_by().values_list("unit_id").annotate(count=Count("pk")))
