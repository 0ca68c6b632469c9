"""Reading windows, locks, exceptions and closed rounds."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Max, QuerySet

from rabrong.agreements.models import Year, YearState
from rabrong.org.models import Unit
from rabrong.results.models import EntryException, MonthLock, Reopening, RoundClosing, RoundWindow, Snapshot, Window
from rabrong.scoring.agreement import Round


def closed_rounds(year: int) -> dict[int, RoundClosing]:
    """Round -> its closing that stands: closed and not opened again. One query."""
    rows = RoundClosing.objects.filter(year_id=year, reopening=None).defer("rules")
    return {row.round: row for row in rows.select_related("by")}


def closing_over(year: int, month: int) -> RoundClosing | None:
    """The first closed round that holds a month; None while its numbers may still change. One query."""
    rows = RoundClosing.objects.filter(year_id=year, reopening=None, round__gte=month).defer("rules")
    return rows.order_by("round").first()


def revisions_of(year: int, round_: Round) -> QuerySet[RoundClosing]:
    """Every closing of a round, newest first, with who reopened it. One query."""
    rows = RoundClosing.objects.filter(year_id=year, round=round_).order_by("-number").defer("rules")
    return rows.select_related("by", "reopening__by")


def next_revision(year: int, round_: Round) -> int:
    """The number of a round's next closing. One query."""
    found: int | None = RoundClosing.objects.filter(year_id=year, round=round_).aggregate(last=Max("number"))["last"]
    return (found or 0) + 1


def snapshot_of(unit: Unit, year: int, round_: int) -> Snapshot | None:
    """What stands frozen of a unit in a round; None while the round is open. One query."""
    rows = Snapshot.objects.filter(closing__year_id=year, closing__round=round_, closing__reopening=None)
    return rows.filter(unit=unit, person=None).select_related("closing").first()


def snapshots_of(units: Iterable[int], year: int, round_: int) -> dict[int, Any]:
    """Unit id -> what stands frozen of it in a round. One query."""
    rows = Snapshot.objects.filter(closing__year_id=year, closing__round=round_, closing__reopening=None)
    rows = rows.filter(unit__in=list(units), person=None)
    return {unit: json.loads(content) for unit, content in rows.values_list("unit_id", "content")}


def reopenings(year: int) -> QuerySet[Reopening]:
    """Every reopening of a year's rounds, newest first."""
    rows = Reopening.objects.filter(closing__year_id=year).order_by("-pk")
    return rows.select_related("closing", "by").defer("closing__rules")


@dataclass(frozen=True, slots=True)
class EntryWindow:
    """A month's window as a unit meets it: locked or not, to when the unit was let in late, the round that closed."""

    year_closed: bool
    month: int
    opens: date
    closes: date
    is_locked: bool
    excepted_until: date | None
    closed_round: int | None


CLOSED = YearState.CLOSED
WINDOWS = """
SELECT w.month, w.opens, w.closes, y.state,
       (SELECT l.is_locked FROM results_monthlock l
         WHERE l.year_id = w.year_id AND l.month = w.month ORDER BY l.id DESC LIMIT 1),
       (SELECT e.until FROM results_entryexception e
         WHERE e.year_id = w.year_id AND e.month = w.month AND e.unit_id = %s ORDER BY e.id DESC LIMIT 1),
       (SELECT MIN(c.round) FROM results_roundclosing c
         WHERE c.year_id = w.year_id AND c.round >= w.month
           AND NOT EXISTS (SELECT 1 FROM results_reopening r WHERE r.closing_id = c.id))
  FROM results_window w JOIN agreements_year y ON y.year = w.year_id
 WHERE w.year_id = %s AND w.month BETWEEN %s AND %s ORDER BY w.month
"""


def windows_for(unit: Unit, year: int, month: int) -> EntryWindow | None:
    """A month's window for a unit; None where the year has none. One query."""
    return next(iter(_windows(unit, year, (month, month))), None)


def windows_of(unit: Unit, year: int) -> dict[int, EntryWindow]:
    """Month -> its window for a unit, in order. One query."""
    return {window.month: window for window in _windows(unit, year, (1, 12))}


def _windows(unit: Unit, year: int, months: tuple[int, int]) -> list[EntryWindow]:
    """Written as SQL: every entry waits for it."""
    with connection.cursor() as cursor:
        cursor.execute(WINDOWS, [unit.pk, year, *months])
        rows = cursor.fetchall()
    return [
        EntryWindow(
            state == YearState.CLOSED, month, _day(opens), _day(closes), bool(locked), until and _day(until), at
        )
        for month, opens, closes, state, locked, until, at in rows
    ]


def _day(stored: date | str) -> date:
    """SQLite has no dates of its own."""
    return date.fromisoformat(stored) if isinstance(stored, str) else stored


def locked_months(year: int) -> dict[int, MonthLock]:
    """Month -> the newest lock, where it is one. One query."""
    newest: dict[int, MonthLock] = {}
    for row in MonthLock.objects.filter(year_id=year).select_related("by"):
        newest[row.month] = row
    return {month: row for month, row in newest.items() if row.is_locked}


def exceptions_of(year: int) -> list[EntryException]:
    """The newest exception of each unit and month, newest first. One query."""
    newest: dict[tuple[int, int], EntryException] = {}
    rows = EntryException.objects.filter(year_id=year).select_related("unit", "by")
    for row in rows:
        newest[row.unit_id, row.month] = row
    return sorted(newest.values(), key=lambda row: -row.pk)


def days_of_months(year: Year) -> dict[int, tuple[date, date]]:
    """Month -> first and last day of its window. One query."""
    return {row.month: (row.opens, row.closes) for row in Window.objects.filter(year=year)}


Days = Mapping[int, tuple[date, date]]
"""Round -> first and last day of its window."""


def days_of_rounds(year: Year) -> Days:
    """Round -> first and last day of its window, where it has one. One query."""
    return {row.round: (row.opens, row.closes) for row in RoundWindow.objects.filter(year=year)}
